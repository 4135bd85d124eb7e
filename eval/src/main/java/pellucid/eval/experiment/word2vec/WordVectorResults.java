package pellucid.eval.experiment.word2vec;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import pellucid.models.word2vec.WordVectors;

/**
 * Everything that was measured.
 *
 * @param options of the experiment
 * @param sources what was learned from and what with, for the reader
 * @param cells of the grid
 * @param synonyms that all cells were asked
 * @param objectives on the small corpus, the full softmax among them
 * @param smallSpread standard deviation over seeds of the synonyms' score on the small corpus
 * @param costs of a prediction
 * @param applications of the centre's vectors: for each set of labelled documents how it was classified
 * @param queen ranks of queen as the answer to king - man + woman, for each seed of the centre; none where one of the
 *     words is not in its vocabulary
 * @param pretrained vectors to compare with; null where none were given
 * @param vectors of the centre's first seed
 */
record WordVectorResults(
        WordVectorOptions options,
        List<Source> sources,
        Map<Cell, CellResult> cells,
        Synonyms synonyms,
        List<ObjectiveResult> objectives,
        double smallSpread,
        Costs costs,
        Map<Measure, Application> applications,
        List<Integer> queen,
        Pretrained pretrained,
        WordVectors vectors) {
    /** The measures of quality that do not count the same items twice. */
    static final List<Measure> QUALITY =
            List.of(Measure.PAIRS, Measure.ANALOGIES, Measure.NEWSGROUPS, Measure.IMDB, Measure.SYNONYMS);

    CellResult of(Cell cell) {
        return cells.get(cell);
    }

    boolean has(Measure measure) {
        return of(Cell.CENTRE).has(measure);
    }

    /** Standard deviation of a measure over seeds, pooled over the settings that were trained with several. */
    double spread(Measure measure) {
        return Spread.pooled(cells.values().stream()
                .filter(result -> result.runs().size() > 1 && result.has(measure))
                .map(result -> result.runs().stream()
                        .mapToDouble(run -> run.value(measure))
                        .toArray())
                .toList());
    }

    /** By how much a measure is larger in one cell than in another. */
    Difference difference(Measure measure, Cell from, Cell to) {
        return difference(measure, of(from).scores(measure), of(to).scores(measure));
    }

    Difference difference(Measure measure, List<Scores> from, List<Scores> to) {
        return Difference.between(measure, from, to, spread(measure), options.seed());
    }

    /** The differences by all measures of quality that were taken. */
    List<Difference> differences(Cell from, Cell to) {
        return QUALITY.stream()
                .filter(this::has)
                .map(measure -> difference(measure, from, to))
                .toList();
    }

    /** The difference on the synonyms whose rarer word is rare, or on the others. */
    Difference bySynonyms(Cell from, Cell to, boolean rare) {
        int[] places = synonyms.places(rare);
        return difference(rare ? Measure.RARE_SYNONYMS : Measure.SYNONYMS, at(from, places), at(to, places));
    }

    private List<Scores> at(Cell cell, int[] places) {
        return of(cell).scores(Measure.SYNONYMS).stream()
                .map(scores -> scores.at(places))
                .toList();
    }

    /** How much less of something a cell has than another: 0.3 for 30% less. */
    static double less(double from, double to) {
        return 1 - to / from;
    }

    /** The objective on the small corpus with this label. */
    ObjectiveResult objective(String label) {
        return objectives.stream()
                .filter(result -> result.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    /** The cells of a factor that were run, the centre first. */
    List<CellResult> of(Factor factor) {
        return Arrays.stream(Cell.values())
                .filter(cell -> Cell.of(factor).contains(cell) && cells.containsKey(cell))
                .map(cells::get)
                .toList();
    }
}
