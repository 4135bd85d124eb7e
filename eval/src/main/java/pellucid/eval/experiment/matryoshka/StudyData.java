package pellucid.eval.experiment.matryoshka;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import pellucid.eval.data.HomeDepot;
import pellucid.tensor.InputException;
import pellucid.training.data.Draws;

/**
 * What the study takes of the file.
 *
 * @param file what was read
 * @param drawn the study's rows, in the order in which they were drawn
 * @param rest the others, likewise
 */
record StudyData(HomeDepot file, List<Row> drawn, List<Row> rest) {
    /** How many rows the study draws. */
    static final int ROWS = 25_000;

    private static final int FEWEST_ROWS = 40;

    /** Draws the rows. */
    static StudyData of(HomeDepot file, long seed) {
        int size = file.judged().size();
        if (size < FEWEST_ROWS) {
            throw new InputException(file.source() + " has " + size + " judged products, at least " + FEWEST_ROWS
                    + " are wanted for training and test; give the whole file");
        }
        int[] order = new Draws(seed, Draws.Purpose.SAMPLE, 0).permutation(size);
        List<Row> drawn = new ArrayList<>();
        List<Row> rest = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            (i < ROWS ? drawn : rest).add(Row.of(file.judged().get(order[i]), file));
        }
        return new StudyData(file, drawn, rest);
    }

    /** The file's name, without the folders. */
    String name() {
        return Path.of(file.source()).getFileName().toString();
    }

    /** How many rows of the whole file have each relevance, the lowest first. */
    Map<Double, Long> histogram() {
        return file.judged().stream()
                .collect(Collectors.groupingBy(HomeDepot.Judged::relevance, TreeMap::new, Collectors.counting()));
    }

    /** What of a product is searched in, in words. */
    String documents() {
        if (isTitlesOnly()) {
            return "product titles (product_descriptions.csv is not there)";
        }
        long without = file.judged().stream()
                .map(HomeDepot.Judged::product)
                .distinct()
                .filter(product -> file.descriptions().getOrDefault(product, "").isBlank())
                .count();
        return "product descriptions"
                + (without == 0 ? "" : ", and the titles of " + without + " products without one");
    }

    /** Whether texts are titles for want of descriptions. */
    boolean isTitlesOnly() {
        return file.descriptions().isEmpty();
    }
}
