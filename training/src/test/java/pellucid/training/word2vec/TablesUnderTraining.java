package pellucid.training.word2vec;

import java.util.Arrays;
import java.util.List;
import pellucid.autograd.Variable;
import pellucid.models.nn.Parameters;
import pellucid.tensor.Segments;
import pellucid.tensor.Tensor;
import pellucid.tensor.Word2VecOps.ContextGradient;
import pellucid.training.optim.Optimizer;
import pellucid.training.optim.OptimizerSettings;
import pellucid.training.optim.ParameterGroup;

/** The two tables, changed by autograd's gradient descent or given to the backend's operations. */
final class TablesUnderTraining {
    static final double RATE = 0.3;

    final Tensor[] tables;
    private final boolean tree;
    private final WordLoss loss;
    private final Variable input;
    private final Variable output;
    private final Optimizer optimizer;

    TablesUnderTraining(boolean tree) {
        this.tree = tree;
        tables = Prediction.tables(tree);
        loss = tree ? new HierarchicalSoftmax(Prediction.TREE) : new NegativeSampling();
        input = Variable.table(tables[0]);
        output = Variable.table(tables[1]);
        Parameters parameters = new Parameters();
        parameters.add("input", input);
        parameters.add("output", output);
        optimizer = OptimizerSettings.sgd(0, false).over(ParameterGroup.split(parameters, 0));
    }

    /** One step along the gradient; returns the loss before it. */
    double descend(Projection projection, Examples examples) {
        optimizer.clearGradients();
        Variable sum = loss.of(projection.of(input, examples), output, examples);
        sum.backward();
        optimizer.step(RATE);
        return sum.value().item();
    }

    /** The arguments of the backend's operations for some windows. */
    record Operands(Segments inputs, Tensor inputIds, Segments targets, Tensor targetIds, Tensor labels) {}

    Operands operands(List<Prediction> windows) {
        return new Operands(
                Segments.ofLengths(
                        windows.stream().mapToInt(each -> each.context().length).toArray()),
                Prediction.BACKEND.ints(windows.stream()
                        .flatMapToInt(each -> Arrays.stream(each.context()))
                        .toArray()),
                Segments.ofLengths(windows.stream()
                        .mapToInt(each -> each.questions(tree).length)
                        .toArray()),
                Prediction.BACKEND.ints(windows.stream()
                        .flatMapToInt(each -> Arrays.stream(each.questions(tree)))
                        .toArray()),
                Prediction.BACKEND.doubles(windows.stream()
                        .flatMapToDouble(each -> Arrays.stream(each.answers(tree)))
                        .toArray()));
    }

    static Projection projection(boolean skipGram, ContextGradient contextGradient) {
        return skipGram ? new SkipGram() : new Cbow(contextGradient);
    }
}
