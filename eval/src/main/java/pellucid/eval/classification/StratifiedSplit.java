package pellucid.eval.classification;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import pellucid.tensor.InputException;
import pellucid.tensor.Philox;

/**
 * Things to learn from, and things to be measured on.
 *
 * @param train indices, ascending
 * @param test indices, ascending
 */
public record StratifiedSplit(int[] train, int[] test) {
    /**
     * Holds out a share of the things, of each class the same share, give or take one thing. At least one of every class
     * is learned from; of a class that has only one, none is measured on.
     *
     * @param labels the class of each thing
     * @param share to measure on, above 0 and below 1
     * @param seed of the draw
     * @throws InputException if the share is not such a number, or leaves nothing to measure on
     */
    public static StratifiedSplit holdOut(List<String> labels, double share, long seed) {
        if (!(share > 0 && share < 1)) {
            throw new InputException("the share to measure on is " + share + "; it must be above 0 and below 1");
        }
        boolean[] test = new boolean[labels.size()];
        long passed = 0;
        int held = 0;
        for (List<Integer> members : shuffledByClass(labels, seed).values()) {
            for (int m = 0; m < members.size(); m++, passed++) {
                boolean due = Math.floor((passed + 1) * share) > Math.floor(passed * share);
                // The last of a class that has not been learned from yet has to be.
                boolean last = m == members.size() - 1
                        && members.subList(0, m).stream().allMatch(member -> test[member]);
                test[members.get(m)] = due && !last;
                held += due && !last ? 1 : 0;
            }
        }
        if (held == 0) {
            throw new InputException("a share of " + share + " of " + labels.size()
                    + " texts leaves none to measure on; give more texts, or a larger share");
        }
        return of(test);
    }

    /**
     * Cross-validation: every thing is measured on in one of the parts, and learned from in all others.
     *
     * @param count how many parts, at least 2 and at most as many as things
     */
    public static List<StratifiedSplit> folds(List<String> labels, int count, long seed) {
        if (count < 2 || count > labels.size()) {
            throw new InputException(
                    "the number of folds is " + count + "; it must be from 2 to the number of texts, " + labels.size());
        }
        int[] foldOf = new int[labels.size()];
        int next = 0;
        for (List<Integer> members : shuffledByClass(labels, seed).values()) {
            for (int member : members) {
                foldOf[member] = next++ % count;
            }
        }
        List<StratifiedSplit> folds = new ArrayList<>();
        for (int fold = 0; fold < count; fold++) {
            boolean[] test = new boolean[foldOf.length];
            for (int i = 0; i < test.length; i++) {
                test[i] = foldOf[i] == fold;
            }
            folds.add(of(test));
        }
        return folds;
    }

    /** The members of each class in an order that only the seed decides. */
    private static Map<String, List<Integer>> shuffledByClass(List<String> labels, long seed) {
        Map<String, List<Integer>> classes = new TreeMap<>();
        for (int i = 0; i < labels.size(); i++) {
            classes.computeIfAbsent(labels.get(i), label -> new ArrayList<>()).add(i);
        }
        classes.values()
                .forEach(members -> members.sort(Comparator.<Integer>comparingInt(i -> Philox.bits(seed, i))
                        .thenComparing(Comparator.naturalOrder())));
        return classes;
    }

    private static StratifiedSplit of(boolean[] test) {
        return new StratifiedSplit(
                IntStream.range(0, test.length).filter(i -> !test[i]).toArray(),
                IntStream.range(0, test.length).filter(i -> test[i]).toArray());
    }
}
