package pellucid.eval.experiment.products;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import pellucid.eval.classification.StratifiedSplit;

/**
 * Splits of which each learns from four fifths of every category and is tested on the fifth. The products are dealt into
 * fifths several times, so that every product is tested equally often: differences can be taken product by product.
 */
final class SplitPlan {
    /** Four fifths to learn from, as the study has it. */
    static final int FOLDS = 5;

    private SplitPlan() {}

    /** Every product goes its own way. */
    static List<StratifiedSplit> single(List<String> labels, ProductOptions options) {
        List<StratifiedSplit> splits = new ArrayList<>();
        for (int repeat = 0; repeat < options.repeats(); repeat++) {
            splits.addAll(StratifiedSplit.folds(labels, FOLDS, options.seed() + repeat));
        }
        return splits;
    }

    /**
     * Products of one group stay together: none is tested on while another of its group is learned from.
     *
     * @param groups the number of each product's group, from 0 on, each used
     */
    static List<StratifiedSplit> together(List<String> labels, int[] groups, ProductOptions options) {
        List<List<Integer>> members = new ArrayList<>();
        for (int product = 0; product < groups.length; product++) {
            while (members.size() <= groups[product]) {
                members.add(new ArrayList<>());
            }
            members.get(groups[product]).add(product);
        }
        List<String> first =
                members.stream().map(group -> labels.get(group.get(0))).toList();
        return single(first, options).stream()
                .map(split -> new StratifiedSplit(products(split.train(), members), products(split.test(), members)))
                .toList();
    }

    private static int[] products(int[] groups, List<List<Integer>> members) {
        return Arrays.stream(groups)
                .flatMap(group -> members.get(group).stream().mapToInt(Integer::intValue))
                .sorted()
                .toArray();
    }

    /**
     * Of which category there are too few groups to be dealt into fifths, or null.
     *
     * @param groups as for {@link #together}
     */
    static String tooFewGroups(List<String> labels, int[] groups) {
        Map<String, Integer> sizes = new TreeMap<>();
        labels.forEach(label -> sizes.put(label, 0));
        Set<Integer> seen = new HashSet<>();
        for (int product = 0; product < groups.length; product++) {
            if (seen.add(groups[product])) {
                sizes.merge(labels.get(product), 1, Integer::sum);
            }
        }
        return sizes.entrySet().stream()
                .filter(size -> size.getValue() < FOLDS)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** The same splits, which learn from half of the products of each category. */
    static List<StratifiedSplit> halved(List<String> labels, List<StratifiedSplit> splits, long seed) {
        return splits.stream()
                .map(split -> {
                    List<String> train =
                            Arrays.stream(split.train()).mapToObj(labels::get).toList();
                    int[] kept = StratifiedSplit.holdOut(train, 0.5, seed).train();
                    return new StratifiedSplit(
                            Arrays.stream(kept).map(i -> split.train()[i]).toArray(), split.test());
                })
                .toList();
    }

    /**
     * The study's own split, which is not stratified: the first fifth of NumPy's permutation by the seed 42, as
     * scikit-learn's {@code train_test_split} makes it.
     */
    static StratifiedSplit ofTheStudy(int products) {
        int[] order = new NumpyPermutation(Reported.SEED).of(products);
        int tested = (products + FOLDS - 1) / FOLDS;
        return new StratifiedSplit(
                IntStream.of(order).skip(tested).sorted().toArray(),
                IntStream.of(order).limit(tested).sorted().toArray());
    }
}
