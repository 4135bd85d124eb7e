package pellucid.training.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pellucid.tensor.InputException;

/**
 * A set in three parts: one to learn from, one to choose by (when to stop, which settings), one to report on. Each part
 * has its examples in the order of the whole set.
 *
 * @param train what the other two leave
 * @param validation may be empty where none is wanted
 * @param test may be empty where none is wanted
 */
public record Split(ExampleSet train, ExampleSet validation, ExampleSet test) {
    private static final int PARTS = 3;

    /**
     * Draws every example by itself. A text that occurs in several examples may then come to lie on both sides: see
     * {@link #grouped} and {@link Leakage}.
     *
     * @param validation share of the examples, from 0 to below 1
     * @param test share of the examples; the two together are below 1
     * @throws InputException when the shares are not such numbers, or a part that is wanted remains without examples
     */
    public static Split random(ExampleSet set, double validation, double test, long seed) {
        int[] wanted = sizes(set, validation, test);
        int[] order = new Draws(seed, Draws.Purpose.SPLIT, 0).permutation(set.size());
        int[] partOf = new int[set.size()];
        for (int i = 0; i < order.length; i++) {
            partOf[order[i]] = i < wanted[1] ? 1 : i < wanted[1] + wanted[2] ? 2 : 0;
        }
        return of(set, partOf);
    }

    /**
     * Keeps examples together that share a text, in whichever columns, and those that share one with them, and so on: no
     * text of one part occurs in another. Texts are the same when they differ only in case and in the space around them.
     * Groups larger than the parts held out go to training; the others are drawn into parts in proportion to what these
     * still lack. Where groups are large, the parts come out smaller than wanted.
     *
     * @param validation share of the examples, from 0 to below 1
     * @param test share of the examples; the two together are below 1
     * @throws InputException when the shares are not such numbers, or a part that is wanted remains without examples
     */
    public static Split grouped(ExampleSet set, double validation, double test, long seed) {
        int[] wanted = sizes(set, validation, test);
        int[] lacking = wanted.clone();
        List<List<Integer>> groups = groups(set);
        Draws draws = new Draws(seed, Draws.Purpose.SPLIT, 0);
        int[] order = draws.permutation(groups.size());
        int[] partOf = new int[set.size()];
        for (int g : order) {
            if (groups.get(g).size() > Math.max(wanted[1], wanted[2])) {
                lacking[0] -= groups.get(g).size();
            }
        }
        for (int g : order) {
            int size = groups.get(g).size();
            if (size <= Math.max(wanted[1], wanted[2])) {
                int part = draw(lacking, size, draws);
                lacking[part] -= size;
                groups.get(g).forEach(example -> partOf[example] = part);
            }
        }
        for (int part = 0; part < PARTS; part++) {
            if (wanted[part] > 0 && lacking[part] == wanted[part]) {
                int largest = groups.stream().mapToInt(List::size).max().orElse(0);
                throw new InputException(set.source() + " cannot be split without a text on both sides: " + largest
                        + " of its " + set.size() + " examples hang together through texts that they share; remove "
                        + "the texts that occur most often, or split without regard to shared texts");
            }
        }
        return of(set, partOf);
    }

    /** A part that lacks at least so many examples, drawn in proportion to what it lacks; the first if there is none. */
    private static int draw(int[] lacking, int size, Draws draws) {
        int all = 0;
        for (int lack : lacking) {
            all += lack >= size ? lack : 0;
        }
        if (all == 0) {
            return 0;
        }
        int drawn = draws.below(all);
        int part = 0;
        while (lacking[part] < size || drawn >= lacking[part]) {
            drawn -= lacking[part] >= size ? lacking[part] : 0;
            part++;
        }
        return part;
    }

    /** The sets of examples that hang together, in the order of their first examples. */
    private static List<List<Integer>> groups(ExampleSet set) {
        TextIds texts = new TextIds(set, TextIds::folded);
        int[] parent = new int[texts.count()];
        Arrays.setAll(parent, text -> text);
        for (int i = 0; i < set.size(); i++) {
            int first = root(parent, texts.of(i)[0]);
            for (int text : texts.of(i)) {
                parent[root(parent, text)] = first;
            }
        }
        int[] groupOfRoot = new int[texts.count()];
        Arrays.fill(groupOfRoot, -1);
        List<List<Integer>> groups = new ArrayList<>();
        for (int i = 0; i < set.size(); i++) {
            int root = root(parent, texts.of(i)[0]);
            if (groupOfRoot[root] < 0) {
                groupOfRoot[root] = groups.size();
                groups.add(new ArrayList<>());
            }
            groups.get(groupOfRoot[root]).add(i);
        }
        return groups;
    }

    /** Of a forest of parents, halving the path on the way (Tarjan and van Leeuwen, 1984). */
    private static int root(int[] parent, int node) {
        int at = node;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    private static int[] sizes(ExampleSet set, double validation, double test) {
        if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
            throw new InputException("the shares of validation and test are " + validation + " and " + test
                    + "; give two numbers from 0 on that are below 1 together, for example 0.1 and 0.1");
        }
        int[] sizes = {0, (int) Math.round(set.size() * validation), (int) Math.round(set.size() * test)};
        sizes[0] = set.size() - sizes[1] - sizes[2];
        if (sizes[0] < 1 || (validation > 0 && sizes[1] < 1) || (test > 0 && sizes[2] < 1)) {
            throw new InputException(set.source() + " has " + set.size() + " examples, too few to split into "
                    + sizes[0] + " for training, " + sizes[1] + " for validation and " + sizes[2]
                    + " for the test; give other shares, or more examples");
        }
        return sizes;
    }

    private static Split of(ExampleSet set, int[] partOf) {
        return new Split(
                part(set, partOf, 0, "train"), part(set, partOf, 1, "validation"), part(set, partOf, 2, "test"));
    }

    private static ExampleSet part(ExampleSet set, int[] partOf, int part, String name) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < partOf.length; i++) {
            if (partOf[i] == part) {
                examples.add(set.get(i));
            }
        }
        return new ExampleSet(set.source() + " (" + name + ")", set.columns(), examples);
    }
}
