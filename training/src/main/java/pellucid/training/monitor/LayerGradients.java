package pellucid.training.monitor;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pellucid.autograd.Variable;
import pellucid.models.nn.Parameter;
import pellucid.tensor.Tensor;
import pellucid.training.Measurements;
import pellucid.training.StepView;
import pellucid.training.TrainingListener;

/**
 * Measures the L2 norm of each layer's gradient, before clipping: {@code gradient_norm.embeddings},
 * {@code gradient_norm.layer.0} and so on, {@code gradient_norm.other} for what belongs to no layer. Where the early
 * layers' norms are far below the late ones' the gradient vanishes on its way, and where they are far above it explodes.
 */
public final class LayerGradients implements TrainingListener {
    private static final String NAME = "gradient_norm.";
    private static final Pattern LAYER = Pattern.compile("(?:encoder\\.)?(layer\\.\\d+)\\..*");

    private final int everySteps;

    /** @param everySteps measure in each so many steps; 1 for all */
    public LayerGradients(int everySteps) {
        this.everySteps = Intervals.checked(everySteps);
    }

    @Override
    public void measure(StepView view, Measurements into) {
        if (!Intervals.includes(everySteps, view.step())) {
            return;
        }
        Map<String, Double> squares = new LinkedHashMap<>();
        Set<Variable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Parameter parameter : view.parameters().all()) {
            Variable variable = parameter.variable();
            if (variable.hasGradient() && seen.add(variable)) {
                squares.merge(layer(parameter.name()), squaredNorm(variable), Double::sum);
            }
        }
        squares.forEach((layer, square) -> into.put(NAME + layer, Math.sqrt(square)));
    }

    /** The layer that a parameter belongs to. */
    static String layer(String parameter) {
        Matcher layer = LAYER.matcher(parameter);
        if (layer.matches()) {
            return layer.group(1);
        }
        return parameter.startsWith("embeddings.") ? "embeddings" : "other";
    }

    private static double squaredNorm(Variable variable) {
        Tensor gradient =
                variable.rowGradient() != null ? variable.rowGradient().rows() : variable.gradient();
        return gradient.backend().squaredNorm(gradient);
    }
}
