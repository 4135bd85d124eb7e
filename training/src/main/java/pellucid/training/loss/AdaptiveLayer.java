package pellucid.training.loss;

import static pellucid.autograd.function.Add.add;
import static pellucid.autograd.function.Affine.affine;
import static pellucid.autograd.function.LogSoftmax.logSoftmax;
import static pellucid.autograd.function.Multiply.multiply;
import static pellucid.autograd.function.Subtract.subtract;
import static pellucid.autograd.function.Sum.sum;
import static pellucid.autograd.function.Unary.unary;

import java.util.List;
import pellucid.autograd.Variable;
import pellucid.models.bert.BertStates;
import pellucid.models.nn.Dropouts;
import pellucid.models.nn.Parameters;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.models.sentence.SentenceModel;
import pellucid.models.sentence.TokenBatch;
import pellucid.tensor.UnaryOp;
import pellucid.training.data.Batch;

/**
 * The first layers of a model are to make good vectors by themselves, so that the others can be left away (Li et al., "2D
 * Matryoshka Sentence Embeddings", 2024): another loss of the last layer's vectors, and of those of some earlier layers,
 * which are also drawn towards the last one's.
 *
 * <pre>
 *   L = w_last · loss(last) + w_earlier / k Σ_l w(l) · loss(l)
 *       + w_kl · T Σ_l 1/m Σ_i KL( softmax(last_i / T) ‖ softmax(l_i / T) )
 * </pre>
 *
 * <p>l runs over the k layers that are drawn for the step, 0 being the embeddings; i over the m texts of all columns. The
 * last layer's part in the divergence has no gradient. The model runs once; every layer goes through the same pooling.
 *
 * <p>For one thread at a time.
 */
public final class AdaptiveLayer implements Objective {
    private final Loss loss;
    private final LayerLoss layerLoss;
    private final LayerSettings settings;
    private long step;

    /** The loss of one layer's vectors; {@code draw} tells the layers of a step apart for what is drawn at random. */
    interface LayerLoss {
        Variable of(List<Variable> columns, double[] labels, int draw);
    }

    /** With one drawn layer a step, and everything else as sentence-transformers has it. */
    public AdaptiveLayer(Loss loss) {
        this(loss, LayerSettings.DEFAULTS);
    }

    public AdaptiveLayer(Loss loss, LayerSettings settings) {
        this(loss, (columns, labels, draw) -> loss.of(columns, labels), settings);
    }

    AdaptiveLayer(Loss loss, LayerLoss layerLoss, LayerSettings settings) {
        this.loss = loss;
        this.layerLoss = layerLoss;
        this.settings = settings;
    }

    @Override
    public double backward(SentenceEncoder encoder, Batch batch, Dropouts dropouts, double scale) {
        return VectorColumns.backward(loss(encoder, batch, dropouts), scale);
    }

    @Override
    public double value(SentenceEncoder encoder, Batch batch) {
        return VectorColumns.withoutTape(() -> loss(encoder, batch, Dropouts.NONE));
    }

    private Variable loss(SentenceEncoder encoder, Batch batch, Dropouts dropouts) {
        loss.expects().check(batch);
        SentenceModel model = encoder.model();
        TokenBatch tokens = encoder.pack(VectorColumns.texts(batch));
        BertStates states = model.states(tokens, dropouts);
        Variable last = model.pool(states.last(), tokens); // [texts, dimension]
        Variable total = affine(of(last, batch, 1), settings.lastLayerWeight(), 0);
        int[] layers = drawn(states.hidden().size() - 1);
        for (int l = 0; l < layers.length; l++) {
            Variable vectors = model.pool(states.hidden().get(layers[l]), tokens);
            double weight = settings.weighting().weight(layers[l]) * settings.earlierLayersWeight() / layers.length;
            total = add(total, affine(of(vectors, batch, 2 + l), weight, 0));
            if (settings.temperature() > 0) {
                double pull = settings.temperature() * settings.divergenceWeight();
                total = add(total, affine(divergence(last.detach(), vectors), pull, 0));
            }
        }
        return total;
    }

    private Variable of(Variable vectors, Batch batch, int draw) {
        return layerLoss.of(VectorColumns.split(vectors, batch), batch.labels(), draw);
    }

    /** Which of the layers before the last one this step looks at. */
    int[] drawn(int layers) {
        int count = settings.layersPerStep() == 0 ? layers : settings.layersPerStep();
        return Draw.some(count, layers, settings.seed(), step, 0);
    }

    /** KL(softmax(target / T) ‖ softmax(x / T)), the mean over the rows. */
    private Variable divergence(Variable target, Variable x) {
        Variable logTarget = logSoftmax(affine(target, 1 / settings.temperature(), 0));
        Variable logOwn = logSoftmax(affine(x, 1 / settings.temperature(), 0));
        Variable weighted = multiply(unary(UnaryOp.EXP, logTarget), subtract(logTarget, logOwn));
        return affine(sum(weighted), 1.0 / x.value().dim(0), 0);
    }

    @Override
    public String name() {
        return "adaptive-layer-" + loss.name();
    }

    @Override
    public Columns expects() {
        return loss.expects();
    }

    @Override
    public Parameters parameters() {
        return loss.parameters();
    }

    @Override
    public void atStep(long step) {
        this.step = step;
        loss.atStep(step);
    }
}
