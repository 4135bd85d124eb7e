package pellucid.eval.experiment.products;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import pellucid.eval.classification.LogisticRegression;
import pellucid.eval.classification.StratifiedSplit;
import pellucid.eval.data.Vectors;
import pellucid.eval.experiment.Judgement;
import pellucid.eval.metric.ClassificationReport;
import pellucid.eval.metric.ConfusionMatrix;
import pellucid.eval.metric.Interval;

/**
 * How well a logistic regression tells the categories apart, over several splits.
 *
 * @param splits what was taken for what on the tested part of each split
 * @param shares for each product, how often it was taken for what it is, from 0 to 1, over the splits that test it
 */
record Classified(List<ConfusionMatrix> splits, double[] shares) {
    Classified {
        splits = List.copyOf(splits);
    }

    /**
     * Learns and tests.
     *
     * @param done is told how many splits are
     */
    static Classified of(Vectors vectors, List<String> labels, List<StratifiedSplit> plan, IntConsumer done) {
        List<ConfusionMatrix> splits = new ArrayList<>();
        double[] right = new double[labels.size()];
        int[] tested = new int[labels.size()];
        for (StratifiedSplit split : plan) {
            List<String> predicted = predict(vectors, labels, split);
            for (int i = 0; i < split.test().length; i++) {
                int product = split.test()[i];
                tested[product]++;
                right[product] += predicted.get(i).equals(labels.get(product)) ? 1 : 0;
            }
            splits.add(ConfusionMatrix.of(select(labels, split.test()), predicted));
            done.accept(splits.size());
        }
        for (int product = 0; product < right.length; product++) {
            right[product] /= Math.max(1, tested[product]);
        }
        return new Classified(splits, right);
    }

    private static List<String> predict(Vectors vectors, List<String> labels, StratifiedSplit split) {
        return LogisticRegression.fit(
                        vectors.select(split.train()), select(labels, split.train()), LogisticRegression.DEFAULT_C)
                .predict(vectors.select(split.test()));
    }

    private static List<String> select(List<String> labels, int[] indices) {
        return Arrays.stream(indices).mapToObj(labels::get).toList();
    }

    /** What was taken for what on all splits together. */
    ConfusionMatrix pooled() {
        List<String> truth = new ArrayList<>();
        List<String> predicted = new ArrayList<>();
        for (ConfusionMatrix split : splits) {
            for (int i = 0; i < split.labels().size(); i++) {
                for (int j = 0; j < split.labels().size(); j++) {
                    for (long k = 0; k < split.counts()[i][j]; k++) {
                        truth.add(split.labels().get(i));
                        predicted.add(split.labels().get(j));
                    }
                }
            }
        }
        return ConfusionMatrix.of(truth, predicted);
    }

    ClassificationReport report() {
        return ClassificationReport.of(pooled());
    }

    /** The accuracy of each split. */
    Spread accuracies() {
        return new Spread(splits.stream()
                .mapToDouble(split -> ClassificationReport.of(split).accuracy())
                .toArray());
    }

    /** The F1 of a category on each split; 0 where a split tests none of it. */
    Spread f1(String category) {
        return new Spread(splits.stream()
                .mapToDouble(split -> ClassificationReport.of(split).classes().stream()
                        .filter(row -> row.label().equals(category))
                        .mapToDouble(ClassificationReport.ClassScores::f1)
                        .findFirst()
                        .orElse(0))
                .toArray());
    }

    /** The mean accuracy with the interval in which it would fall with other products of the same kind. */
    Interval accuracy(long seed) {
        return Judgement.mean(shares, seed);
    }
}
