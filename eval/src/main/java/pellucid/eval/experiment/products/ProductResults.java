package pellucid.eval.experiment.products;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pellucid.eval.experiment.Judgement;
import pellucid.eval.metric.ClusterAgreement;
import pellucid.eval.metric.ConfusionMatrix;
import pellucid.eval.metric.Interval;

/**
 * What came out.
 *
 * @param model the main one's name
 * @param variants the products as vectors of the main model, by what of them was read
 * @param others the descriptions as vectors of other models, each by both poolings
 * @param averages the descriptions as means of word vectors
 * @param together the descriptions by the main model, where descriptions that differ in digits and signs alone are never
 *     on both sides of a split; null where a category has too few that differ
 * @param half the descriptions by the main model, learned from half of the products of each split
 * @param perplexities the descriptions by the main model on planes made with other perplexities
 * @param batches whether it matters how many texts are encoded together
 * @param speed of the main model against the one that the study compares with; null without it
 * @param absent models that would have taken part, and why they do not
 */
record ProductResults(
        ProductTable table,
        ProductOptions options,
        String model,
        Map<TextVariant, Measured> variants,
        Map<Contender, List<Measured>> others,
        List<Measured> averages,
        Classified together,
        Classified half,
        Map<Double, Grouping> perplexities,
        BatchCheck batches,
        SpeedCheck speed,
        Map<String, String> absent) {

    /** Whether the main model is the one that the study is about. */
    boolean isMiniLm() {
        return model.equals(Contender.MINILM);
    }

    /** The descriptions by the main model, as the study has it. */
    Measured base() {
        return variants.get(TextVariant.DESCRIPTION);
    }

    /** The model that the study compares with, by the pooling that tells categories apart better; null without it. */
    Measured bertBase() {
        return others.entrySet().stream()
                .filter(entry -> entry.getKey().isBertBase())
                .map(entry -> best(entry.getValue()))
                .findFirst()
                .orElse(null);
    }

    /** Whichever is right most often. */
    static Measured best(List<Measured> several) {
        return several.stream()
                .max(Comparator.comparingDouble(
                        measured -> measured.classified().accuracies().mean()))
                .orElseThrow();
    }

    /** All, in the order in which they are shown. */
    List<Measured> all() {
        List<Measured> all = new ArrayList<>(variants.values());
        others.values().forEach(all::addAll);
        all.addAll(averages);
        return all;
    }

    /** The label with the model before it where it is the main one. */
    String name(Measured measured) {
        return variants.containsValue(measured) ? model + ", " + measured.label() : measured.label();
    }

    Interval accuracy(Measured measured) {
        return measured.classified().accuracy(options.seed());
    }

    Interval adjustedRandIndex(Grouping grouping) {
        return grouping.adjustedRandIndex(table.labels(), options.seed());
    }

    /** By how much the second is right more often, product by product. */
    Interval gain(Measured from, Measured to) {
        return Judgement.gain(from.classified().shares(), to.classified().shares(), options.seed());
    }

    /** The share of the largest category: what saying always the same would reach. */
    double chance() {
        int largest = table.sizes().values().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElseThrow();
        return (double) largest / table.size();
    }

    /** Whether the interval of the accuracy reaches down to chance. */
    boolean isChance(Measured measured) {
        return accuracy(measured).low() <= chance();
    }

    /** Whether the products are the study's, so that its own split can be made again. */
    boolean hasStudysSplit() {
        return base().onStudysSplit() != null;
    }

    /** Two categories, and how many products were taken for the other, on all splits, or share clusters with it. */
    record Confusion(String one, String other, long count) {
        boolean isOf(String first, String second) {
            return one.equals(first) && other.equals(second) || one.equals(second) && other.equals(first);
        }

        String words() {
            return String.format(Locale.ROOT, "%s and %s (%d)", one, other, count);
        }
    }

    /** All pairs of categories, those taken for each other most often first. */
    List<Confusion> confusions() {
        ConfusionMatrix matrix = base().classified().pooled();
        List<Confusion> pairs = new ArrayList<>();
        for (int i = 0; i < matrix.labels().size(); i++) {
            for (int j = 0; j < i; j++) {
                pairs.add(new Confusion(
                        matrix.labels().get(j), matrix.labels().get(i), matrix.counts()[i][j] + matrix.counts()[j][i]));
            }
        }
        return sorted(pairs);
    }

    /** All pairs of categories by how many products of the rarer one share each cluster, the largest first. */
    List<Confusion> overlaps(Grouping grouping) {
        List<String> categories = table.labels().stream().distinct().toList();
        long[][] counts =
                ClusterAgreement.of(table.labels(), grouping.clusters()).counts();
        List<Confusion> pairs = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < i; j++) {
                long shared = 0;
                for (int cluster = 0; cluster < counts[i].length; cluster++) {
                    shared += Math.min(counts[i][cluster], counts[j][cluster]);
                }
                pairs.add(new Confusion(categories.get(j), categories.get(i), shared));
            }
        }
        return sorted(pairs);
    }

    private static List<Confusion> sorted(List<Confusion> pairs) {
        pairs.sort(Comparator.comparingLong(Confusion::count).reversed());
        return pairs;
    }
}
