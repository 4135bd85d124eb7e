package pellucid.training;

import java.util.LinkedHashMap;
import java.util.Map;
import pellucid.models.nn.Parameter;
import pellucid.models.nn.Parameters;
import pellucid.tensor.Tensor;

/** All that a training changes: the parameters of the model and those of the loss. */
final class Learned {
    private static final String OF_LOSS = "loss.";

    private final Parameters all = new Parameters();
    private final Map<String, Tensor> model = new LinkedHashMap<>();
    private final Map<String, Tensor> loss = new LinkedHashMap<>();

    Learned(Parameters ofModel, Parameters ofLoss) {
        for (Parameter parameter : ofModel.all()) {
            all.addRows(parameter.name(), parameter.variable(), parameter.from(), parameter.to());
            model.put(parameter.name(), parameter.value());
        }
        for (Parameter parameter : ofLoss.all()) {
            all.addRows(OF_LOSS + parameter.name(), parameter.variable(), parameter.from(), parameter.to());
            loss.put(parameter.name(), parameter.value());
        }
    }

    Parameters parameters() {
        return all;
    }

    /** Views onto the model's values, by name. */
    Map<String, Tensor> ofModel() {
        return model;
    }

    /** Views onto the values of the loss's own parameters, by name. */
    Map<String, Tensor> ofLoss() {
        return loss;
    }

    /** Views onto all values, by name. */
    Map<String, Tensor> all() {
        Map<String, Tensor> values = new LinkedHashMap<>();
        for (Parameter parameter : all.all()) {
            values.put(parameter.name(), parameter.value());
        }
        return values;
    }

    /** New tensors like all of them, zeros. */
    Map<String, Tensor> memory() {
        Map<String, Tensor> memory = new LinkedHashMap<>();
        all().forEach((name, value) -> memory.put(name, value.backend().zeros(value.dtype(), value.shape())));
        return memory;
    }

    static void copy(Map<String, Tensor> from, Map<String, Tensor> to) {
        from.forEach((name, value) -> value.backend().copy(value, to.get(name)));
    }
}
