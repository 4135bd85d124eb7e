package pellucid.training.optim;

import java.util.ArrayList;
import java.util.List;
import pellucid.models.nn.Parameter;
import pellucid.models.nn.Parameters;
import pellucid.tensor.InputException;

/**
 * Parameters that an optimiser treats alike.
 *
 * @param parameters by name; rows of one variable (query, key, value) must all be in one group
 * @param weightDecay how strongly they are pulled towards 0; at least 0
 */
public record ParameterGroup(List<Parameter> parameters, double weightDecay) {
    public ParameterGroup {
        if (!(weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY)) {
            throw new InputException("the weight decay is " + weightDecay + "; it must be at least 0, such as 0.01");
        }
        parameters = List.copyOf(parameters);
    }

    /**
     * The usual two groups: weights, which decay, and biases and the parameters of layer normalisations, which do not.
     */
    public static List<ParameterGroup> split(Parameters all, double weightDecay) {
        List<Parameter> decaying = new ArrayList<>();
        List<Parameter> kept = new ArrayList<>();
        for (Parameter parameter : all.all()) {
            (decays(parameter.name()) ? decaying : kept).add(parameter);
        }
        return List.of(new ParameterGroup(decaying, weightDecay), new ParameterGroup(kept, 0));
    }

    /** Whether a parameter of this name is pulled towards 0: neither a bias nor part of a layer normalisation is. */
    public static boolean decays(String name) {
        boolean bias = name.equals("bias") || name.endsWith(".bias");
        return !bias && !name.contains("LayerNorm");
    }
}
