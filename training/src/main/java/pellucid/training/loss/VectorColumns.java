package pellucid.training.loss;

import static pellucid.autograd.function.Slice.slice;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import pellucid.autograd.NoGrad;
import pellucid.autograd.Variable;
import pellucid.models.nn.Dropouts;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.models.sentence.TokenBatch;
import pellucid.tensor.Tensor;
import pellucid.training.data.Batch;

/** Between the columns of texts of a batch and the columns of their vectors. */
final class VectorColumns {
    private VectorColumns() {}

    /** All texts of a batch, column after column. */
    static List<String> texts(Batch batch) {
        List<String> texts = new ArrayList<>();
        batch.columns().forEach(texts::addAll);
        return texts;
    }

    /** The columns of vectors that stand one below the other: [columns · batch, dimension] to [batch, dimension] each. */
    static List<Variable> split(Variable vectors, Batch batch) {
        int rows = batch.size();
        List<Variable> columns = new ArrayList<>();
        for (int c = 0; c < batch.columns().size(); c++) {
            columns.add(slice(vectors, 0, c * rows, (c + 1) * rows));
        }
        return columns;
    }

    /** All texts as one packed batch through the model. */
    static List<Variable> encode(SentenceEncoder encoder, Batch batch, Dropouts dropouts) {
        TokenBatch tokens = encoder.pack(texts(batch));
        return split(encoder.model().forward(tokens, dropouts), batch);
    }

    /** A number that is computed without a tape. */
    static double withoutTape(Supplier<Variable> number) {
        NoGrad noGrad = NoGrad.open();
        try {
            return number.get().value().item();
        } finally {
            noGrad.close();
        }
    }

    /** Adds scale · gradient to everything that a loss depends on; nothing, if it depends on nothing. */
    static double backward(Variable loss, double scale) {
        if (loss.requiresGradient()) {
            Tensor seed = loss.value()
                    .backend()
                    .zeros(loss.value().dtype(), loss.value().shape());
            seed.backend().fill(seed, scale);
            loss.backward(seed);
        }
        return loss.value().item();
    }
}
