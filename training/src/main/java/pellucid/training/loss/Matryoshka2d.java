package pellucid.training.loss;

import pellucid.models.nn.Dropouts;
import pellucid.models.nn.Parameters;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.training.data.Batch;

/**
 * Both a prefix of a vector and the first layers of the model are to do (Li et al., "2D Matryoshka Sentence Embeddings",
 * 2024): {@link AdaptiveLayer} over {@link Matryoshka}.
 *
 * <pre>  L = Σ over the last and the drawn layers of Matryoshka's Σ over the drawn dimensions, and the divergence  </pre>
 *
 * <p>Each layer draws its own dimensions. The divergence compares whole vectors. For one thread at a time.
 */
public final class Matryoshka2d implements Objective {
    private final AdaptiveLayer layers;
    private final String name;

    /** One layer and one dimension a step, weights of 1. */
    public Matryoshka2d(Loss loss, int... dims) {
        this(new Matryoshka(loss, dims, null, 1, LayerSettings.DEFAULTS.seed()), LayerSettings.DEFAULTS);
    }

    public Matryoshka2d(Matryoshka matryoshka, LayerSettings settings) {
        layers = new AdaptiveLayer(matryoshka, matryoshka::of, settings);
        name = matryoshka.name().replaceFirst("matryoshka", "matryoshka2d");
    }

    @Override
    public double backward(SentenceEncoder encoder, Batch batch, Dropouts dropouts, double scale) {
        return layers.backward(encoder, batch, dropouts, scale);
    }

    @Override
    public double value(SentenceEncoder encoder, Batch batch) {
        return layers.value(encoder, batch);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Columns expects() {
        return layers.expects();
    }

    @Override
    public Parameters parameters() {
        return layers.parameters();
    }

    @Override
    public void atStep(long step) {
        layers.atStep(step);
    }
}
