package pellucid.eval.experiment.products;

import java.util.List;
import java.util.function.IntConsumer;
import pellucid.eval.data.Vectors;
import pellucid.eval.projection.Plane;
import pellucid.eval.projection.TSne;
import pellucid.eval.projection.TSneMap;
import pellucid.eval.projection.TSneOptions;

/**
 * The products grouped by k-means: their vectors, and their places on the t-SNE plane.
 *
 * @param embeddings the vectors grouped
 * @param onPlane the places grouped
 * @param map the places
 */
record Clustered(Grouping embeddings, Grouping onPlane, TSneMap map) {
    /** As the study's tool has it by default. */
    static final double PERPLEXITY = TSneOptions.DEFAULTS.perplexity();

    /** Of few products, a third are neighbours of each at the most. */
    private static final int LEAST_FAR = 3;

    /** @param iterated is told how many iterations of t-SNE are done */
    static Clustered of(
            Vectors vectors, List<String> labels, double perplexity, ProductOptions options, IntConsumer iterated) {
        TSneMap map = new TSne(TSneOptions.DEFAULTS.withPerplexity(possible(perplexity, vectors.count())))
                .map(vectors, (iteration, of, divergence) -> iterated.accept(iteration));
        return new Clustered(
                Grouping.of(vectors, labels, options), Grouping.of(points(map.plane()), labels, options), map);
    }

    /** The perplexity that is wanted, or the largest that so many products allow. */
    static double possible(double perplexity, int products) {
        return Math.max(1, Math.min(perplexity, (products - 1) / LEAST_FAR));
    }

    static Vectors points(Plane plane) {
        float[] places = new float[2 * plane.x().length];
        for (int i = 0; i < plane.x().length; i++) {
            places[2 * i] = (float) plane.x()[i];
            places[2 * i + 1] = (float) plane.y()[i];
        }
        return new Vectors(places, plane.x().length, 2);
    }

    /** Whichever of the two indices is nearer to a figure. */
    Grouping nearer(double figure) {
        return Math.abs(embeddings.adjustedRandIndex() - figure) <= Math.abs(onPlane.adjustedRandIndex() - figure)
                ? embeddings
                : onPlane;
    }

    /** Whichever is larger. */
    Grouping better() {
        return embeddings.adjustedRandIndex() >= onPlane.adjustedRandIndex() ? embeddings : onPlane;
    }
}
