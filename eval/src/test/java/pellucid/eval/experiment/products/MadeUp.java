package pellucid.eval.experiment.products;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pellucid.eval.data.Vectors;
import pellucid.eval.metric.ClusterAgreement;
import pellucid.eval.metric.ConfusionMatrix;
import pellucid.eval.projection.Plane;
import pellucid.eval.projection.TSneMap;

/** Results with made-up figures: a hundred products of each category, right and grouped as often as a test asks for. */
final class MadeUp {
    static final int EACH = 100;
    static final List<String> CATEGORIES =
            Reported.MINILM.stream().map(Reported.Row::category).toList();

    private final List<Product> products = new ArrayList<>();
    private final Map<TextVariant, Measured> variants = new EnumMap<>(TextVariant.class);
    private final Map<Contender, List<Measured>> others = new LinkedHashMap<>();
    private final List<Measured> averages = new ArrayList<>();
    private Classified together;
    private Classified half;
    private boolean parted;
    private SpeedCheck speed;
    private String model = Contender.MINILM;
    private BatchCheck batches = new BatchCheck(20, 0, 1, 1);
    private Map<Double, Grouping> perplexities = Map.of();

    MadeUp(int... sizes) {
        for (int category = 0; category < CATEGORIES.size(); category++) {
            int size = sizes.length == 0 ? EACH : sizes[category];
            for (int i = 0; i < size; i++) {
                String letters = "x".repeat(i) + " " + CATEGORIES.get(category);
                products.add(new Product(category + "-" + i, CATEGORIES.get(category), "n", "", letters));
            }
        }
    }

    List<String> labels() {
        return products.stream().map(Product::category).toList();
    }

    /** So often right in each split, in all categories alike; what is wrong is taken for the next category. */
    Classified right(double... accuracies) {
        List<long[][]> splits = new ArrayList<>();
        for (double accuracy : accuracies) {
            long[][] counts = new long[CATEGORIES.size()][CATEGORIES.size()];
            for (int i = 0; i < counts.length; i++) {
                counts[i][i] = Math.round(1000 * accuracy);
                counts[i][(i + 1) % counts.length] = 1000 - counts[i][i];
            }
            splits.add(counts);
        }
        return classified(splits, Arrays.stream(accuracies).average().orElseThrow());
    }

    /** As taken for each other in one split. */
    Classified taken(long[][] counts) {
        double right = 0;
        double all = 0;
        for (int i = 0; i < counts.length; i++) {
            right += counts[i][i];
            all += Arrays.stream(counts[i]).sum();
        }
        return classified(List.<long[][]>of(counts), right / all);
    }

    private Classified classified(List<long[][]> splits, double mean) {
        double[] shares = new double[products.size()];
        int right = (int) Math.round(mean * shares.length);
        for (int i = 0; i < shares.length; i++) {
            // Evenly over the products, so that two that are right equally often are right on the same.
            shares[i] = (long) (i + 1) * right / shares.length - (long) i * right / shares.length;
        }
        return new Classified(
                splits.stream()
                        .map(counts -> new ConfusionMatrix(CATEGORIES, counts))
                        .toList(),
                shares);
    }

    /** Clusters of which one is each category, but for every n-th product, which is in the next; none for n = 0. */
    Grouping grouped(int wrong) {
        List<String> labels = labels();
        int[] clusters = new int[labels.size()];
        for (int i = 0; i < clusters.length; i++) {
            int category = CATEGORIES.indexOf(labels.get(i));
            clusters[i] = wrong > 0 && i % wrong == 0 ? (category + 1 + i / wrong % 6) % CATEGORIES.size() : category;
        }
        ClusterAgreement agreement = ClusterAgreement.of(labels, clusters);
        return new Grouping(clusters, agreement, 0.1, new Spread(new double[] {agreement.adjustedRandIndex()}));
    }

    Measured measured(String label, Classified classified, Clustered clustered, long parameters, double seconds) {
        Vectors vectors = new Vectors(new float[products.size()], products.size(), 1);
        return new Measured(
                new Representation(label, vectors, parameters, 256, 0, seconds), classified, null, clustered);
    }

    Measured measured(String label, Classified classified) {
        return measured(label, classified, clustered(7, 7), 22_600_000, 10);
    }

    Clustered clustered(int wrongOfVectors, int wrongOnPlane) {
        double[] x = new double[products.size()];
        double[] y = new double[products.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = i;
            y[i] = -i;
        }
        return new Clustered(grouped(wrongOfVectors), grouped(wrongOnPlane), new TSneMap(new Plane(x, y), 1, 1000));
    }

    MadeUp base(Measured base) {
        variants.put(TextVariant.DESCRIPTION, base);
        return this;
    }

    MadeUp base(Classified base) {
        return base(measured("description", base));
    }

    MadeUp variant(TextVariant variant, Classified classified) {
        variants.put(variant, measured(variant.label(), classified));
        return this;
    }

    MadeUp other(String name, Measured... several) {
        others.put(new Contender(name, () -> null), List.of(several));
        return this;
    }

    MadeUp average(Classified classified) {
        averages.add(measured("Word2Vec, mean", classified));
        return this;
    }

    MadeUp together(Classified classified) {
        together = classified;
        return this;
    }

    /** Without a split that keeps series together. */
    MadeUp parted() {
        parted = true;
        return this;
    }

    MadeUp half(Classified classified) {
        half = classified;
        return this;
    }

    MadeUp speed(double... factors) {
        speed = new SpeedCheck(20, 256, new Spread(factors));
        return this;
    }

    MadeUp model(String name) {
        model = name;
        return this;
    }

    /** Clusters of which one is each category, but for so many products of the one that are in the cluster of the other. */
    Grouping mixed(Object... moved) {
        int[] clusters = labels().stream().mapToInt(CATEGORIES::indexOf).toArray();
        for (int i = 0; i < moved.length; i += 3) {
            int from = CATEGORIES.indexOf((String) moved[i]);
            int left = (Integer) moved[i + 2];
            for (int product = 0; left > 0; product++) {
                if (clusters[product] == from) {
                    clusters[product] = CATEGORIES.indexOf((String) moved[i + 1]);
                    left--;
                }
            }
        }
        ClusterAgreement agreement = ClusterAgreement.of(labels(), clusters);
        return new Grouping(clusters, agreement, 0.1, new Spread(new double[] {agreement.adjustedRandIndex()}));
    }

    MadeUp batches(int different) {
        batches = new BatchCheck(20, different, 1, 1);
        return this;
    }

    MadeUp perplexities(Grouping other) {
        perplexities = Map.of(10.0, other);
        return this;
    }

    /** The last description of the second category in the words of the first, but for its digits. */
    MadeUp withSeries() {
        Product first = products.get(0);
        Product last = products.get(products.size() - 1);
        products.set(
                products.size() - 1, new Product(last.id(), last.category(), "n", "", first.description() + " 12"));
        return this;
    }

    ProductResults results() {
        return new ProductResults(
                new ProductTable("made up", products, 0),
                ProductOptions.DEFAULTS,
                model,
                variants,
                others,
                averages,
                parted
                        ? null
                        : together == null
                                ? variants.get(TextVariant.DESCRIPTION).classified()
                                : together,
                half == null ? variants.get(TextVariant.DESCRIPTION).classified() : half,
                perplexities,
                batches,
                speed,
                others.isEmpty() ? Map.of(Contender.BERT_BASE, "it is not on this machine") : Map.of());
    }
}
