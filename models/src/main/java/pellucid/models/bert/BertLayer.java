package pellucid.models.bert;

import static pellucid.autograd.function.Activate.activate;
import static pellucid.autograd.function.Dropout.dropout;

import pellucid.autograd.Variable;
import pellucid.models.nn.Dropouts;
import pellucid.models.nn.LayerNorm;
import pellucid.models.nn.Linear;
import pellucid.models.nn.Parameters;
import pellucid.models.nn.Tap;
import pellucid.tensor.Activation;
import pellucid.tensor.Segments;

/**
 * One layer of BERT:
 *
 * <pre>
 *   a = layerNorm(x + dense(attention(x)))
 *   y = layerNorm(a + dense(gelu(dense(a))))
 * </pre>
 */
final class BertLayer {
    private final BertSelfAttention attention;
    private final Linear attentionOutput; // [hidden, hidden]
    private final LayerNorm attentionNorm; // [hidden]
    private final Linear intermediate; // [intermediate, hidden]
    private final Activation activation;
    private final Linear output; // [hidden, intermediate]
    private final LayerNorm outputNorm; // [hidden]
    private final double dropout;
    private final Names names;

    /** The names of what a layer computes, made once. */
    private record Names(
            String layer,
            String attention,
            String attentionOutput,
            String intermediate,
            String activation,
            String output) {
        Names(String layer) {
            this(
                    layer,
                    layer + ".attention",
                    layer + ".attention.output",
                    layer + ".intermediate",
                    layer + ".intermediate.activation",
                    layer + ".output");
        }
    }

    /** @param name of the layer, {@code encoder.layer.0} */
    BertLayer(
            String name,
            BertSelfAttention attention,
            Linear attentionOutput,
            LayerNorm attentionNorm,
            Linear intermediate,
            Activation activation,
            Linear output,
            LayerNorm outputNorm,
            double dropout) {
        this.attention = attention;
        this.attentionOutput = attentionOutput;
        this.attentionNorm = attentionNorm;
        this.intermediate = intermediate;
        this.activation = activation;
        this.output = output;
        this.outputNorm = outputNorm;
        this.dropout = dropout;
        this.names = new Names(name);
    }

    /** hidden is [tokens, hidden], and so is the result. */
    Variable forward(Variable hidden, Segments segments, Dropouts dropouts) {
        return forward(hidden, queryKeyValue(hidden), segments, dropouts);
    }

    /** The layer's first step alone: hidden is [tokens, hidden], the result [tokens, 3·hidden]. */
    Variable queryKeyValue(Variable hidden) {
        return attention.queryKeyValue(hidden);
    }

    /** The layer's other steps, from its input and what {@link #queryKeyValue} made of it. */
    Variable forward(Variable hidden, Variable qkv, Segments segments, Dropouts dropouts) {
        Variable context = attention.forward(qkv, segments, dropouts);
        Variable attended = attentionOutput.forward(context, Activation.NONE);
        Tap.see(names.attentionOutput(), attended.value());
        Variable middle = attentionNorm.forward(drop(attended, dropouts), hidden);
        Tap.see(names.attention(), middle.value());

        Variable projected = feedForward(middle);
        Tap.see(names.output(), projected.value());
        Variable result = outputNorm.forward(drop(projected, dropouts), middle);
        Tap.see(names.layer(), result.value());
        return result;
    }

    /** dense(gelu(dense(x))) in one step, or in several when somebody wants to see what is between them. */
    private Variable feedForward(Variable x) {
        if (Tap.wants(names.intermediate())) {
            Variable sum = intermediate.forward(x, Activation.NONE);
            Tap.see(names.intermediate(), sum.value());
            return project(activate(activation.function(), sum));
        }
        return Tap.wants(names.activation())
                ? project(intermediate.forward(x, activation))
                : intermediate.forward(x, activation, output);
    }

    private Variable project(Variable expanded) {
        Tap.see(names.activation(), expanded.value());
        return output.forward(expanded, Activation.NONE);
    }

    private Variable drop(Variable x, Dropouts dropouts) {
        return dropout(x, dropouts.next(dropout, x.value().size()));
    }

    void gather(Parameters into) {
        attention.gather(names.attention() + ".self", into);
        attentionOutput.gather(names.attentionOutput() + ".dense", into);
        attentionNorm.gather(names.attentionOutput() + ".LayerNorm", into);
        intermediate.gather(names.intermediate() + ".dense", into);
        output.gather(names.output() + ".dense", into);
        outputNorm.gather(names.output() + ".LayerNorm", into);
    }
}
