package pellucid.tensor.backend.contract;

import java.util.ArrayList;
import java.util.List;
import pellucid.tensor.Backend;
import pellucid.tensor.Segments;
import pellucid.tensor.Tensor;
import pellucid.tensor.Word2VecOps.ContextGradient;
import pellucid.tensor.Word2VecOps.ExampleOrder;
import pellucid.tensor.Word2VecOps.Word2Vec;

/** Word vectors: examples of all shapes, in both orders, with and without their losses. */
final class Word2VecChecks {
    private static final int VOCABULARY = 10;
    private static final int TARGETS = 7;

    private Word2VecChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("word2vec: skip-gram and CBOW", (c, r) -> sizes(c, r, Kind.WORD2VEC)),
                new Check("word2vec: words that come twice in an example", Word2VecChecks::repetitions),
                new Check("word2vec: the mean of the inputs", (c, r) -> sizes(c, r, Kind.MEAN)),
                new Check("word2vec: each input by itself", (c, r) -> sizes(c, r, Kind.EACH)),
                new Check("word2vec: many inputs and targets", Word2VecChecks::many),
                new Check("word2vec: scores of every size", Word2VecChecks::scores));
    }

    /** The three operations. */
    private enum Kind {
        WORD2VEC,
        MEAN,
        EACH
    }

    /** Examples of one call, with the words and targets that they name. */
    private record Examples(Segments inputs, int[] inputIds, Segments targets, int[] targetIds) {
        /** Each example has every word and target once, and shares them with other examples. */
        static Examples distinct(Segments inputs, Segments targets) {
            Draw draw = new Draw(77);
            return new Examples(inputs, distinct(draw, inputs, VOCABULARY), targets, distinct(draw, targets, TARGETS));
        }

        private static int[] distinct(Draw draw, Segments segments, int rows) {
            int[] all = new int[segments.total()];
            for (int s = 0; s < segments.count(); s++) {
                int[] ids = draw.distinctIds(segments.length(s), rows);
                System.arraycopy(ids, 0, all, segments.start(s), ids.length);
            }
            return all;
        }

        static Examples drawn(Segments inputs, Segments targets) {
            Draw draw = new Draw(79);
            return new Examples(
                    inputs, draw.ids(inputs.total(), VOCABULARY), targets, draw.ids(targets.total(), TARGETS));
        }
    }

    private static void sizes(Backend candidate, Backend reference, Kind kind) {
        Segments single = Segments.ofLengths(1, 1, 1, 1);
        Segments windows = Segments.ofLengths(3, 1, 0, 5);
        Segments targets = Segments.ofLengths(6, 1, 3, 0);
        for (int width : new int[] {1, 13, 16, 100, 112, 300}) {
            for (Segments inputs : new Segments[] {single, windows}) {
                run(candidate, reference, kind, width, 1, Examples.distinct(inputs, targets), 0.5);
            }
        }
        Segments none = Segments.ofLengths();
        run(candidate, reference, kind, 16, 1, Examples.distinct(none, none), 0.5);
    }

    private static void repetitions(Backend candidate, Backend reference) {
        int[] inputIds = {3, 5, 3, 3, 5, 5};
        int[] targetIds = {2, 4, 4, 2, 1, 1, 1};
        Examples examples = new Examples(Segments.ofLengths(4, 2), inputIds, Segments.ofLengths(4, 3), targetIds);
        for (Kind kind : Kind.values()) {
            for (int width : new int[] {31, 64}) {
                run(candidate, reference, kind, width, 1, examples, 0.25);
            }
        }
    }

    private static void many(Backend candidate, Backend reference) {
        Examples examples = Examples.drawn(Segments.ofLengths(1, 2, 7, 13, 20), Segments.ofLengths(17, 12, 7, 40, 2));
        for (int width : new int[] {17, 32}) {
            run(candidate, reference, Kind.MEAN, width, 1, examples, 0.05);
            run(candidate, reference, Kind.EACH, width, 1, examples, 0.05);
        }
    }

    /** Saturated sigmoids: the gradient goes to 0 or the rate, the loss grows with the score. */
    private static void scores(Backend candidate, Backend reference) {
        Examples examples = Examples.distinct(Segments.ofLengths(3, 1, 5), Segments.ofLengths(6, 2, 7));
        for (double scale : new double[] {1e-3, 3, 20, 1000}) {
            run(candidate, reference, Kind.MEAN, 48, scale, examples, 0.5);
            run(candidate, reference, Kind.EACH, 48, scale, examples, 0.5);
        }
    }

    private static void run(
            Backend candidate,
            Backend reference,
            Kind kind,
            int width,
            double scale,
            Examples examples,
            double learningRate) {
        for (ContextGradient gradient : ContextGradient.values()) {
            for (ExampleOrder order : ExampleOrder.values()) {
                for (boolean withLosses : new boolean[] {true, false}) {
                    boolean possible = kind != Kind.WORD2VEC || (order == ExampleOrder.SEQUENTIAL && !withLosses);
                    if (possible) {
                        Word2Vec settings = new Word2Vec(gradient, order, learningRate);
                        run(candidate, reference, kind, width, scale, examples, settings, withLosses);
                    }
                }
            }
        }
    }

    private static void run(
            Backend candidate,
            Backend reference,
            Kind kind,
            int width,
            double scale,
            Examples examples,
            Word2Vec settings,
            boolean withLosses) {
        Draw draw = new Draw(78);
        double spread = scale / Math.sqrt(width);
        Segments inputs = examples.inputs;
        Segments targets = examples.targets;
        Trial trial = new Trial(
                "word2vec " + kind + " " + settings + " of " + inputs + " and " + targets, candidate, reference);
        Operand input = trial.changed("input", draw.normal(VOCABULARY * width, spread), VOCABULARY, width);
        Operand output = trial.changed("output", draw.normal(TARGETS * width, 1 / Math.sqrt(width)), TARGETS, width);
        Operand inputIds = trial.ids("inputIds", examples.inputIds);
        Operand targetIds = trial.ids("targetIds", examples.targetIds);
        Operand labels = trial.input("labels", draw.whole(targets.total(), 2), targets.total());
        Operand losses = withLosses ? trial.output("losses", inputs.count()) : null;
        trial.run((b, t) -> call(
                b,
                kind,
                t.of(input),
                t.of(output),
                inputs,
                t.of(inputIds),
                targets,
                t.of(targetIds),
                t.of(labels),
                settings,
                losses == null ? null : t.of(losses)));
    }

    private static void call(
            Backend b,
            Kind kind,
            Tensor input,
            Tensor output,
            Segments inputs,
            Tensor inputIds,
            Segments targets,
            Tensor targetIds,
            Tensor labels,
            Word2Vec settings,
            Tensor losses) {
        switch (kind) {
            case WORD2VEC ->
                b.word2vec(
                        input,
                        output,
                        inputs,
                        inputIds,
                        targets,
                        targetIds,
                        labels,
                        settings.contextGradient(),
                        settings.learningRate());
            case MEAN -> b.word2vecMean(input, output, inputs, inputIds, targets, targetIds, labels, settings, losses);
            case EACH -> b.word2vecEach(input, output, inputs, inputIds, targets, targetIds, labels, settings, losses);
        }
    }

    /** For the checks on several threads: enough examples to be shared out, many of them with a word in common. */
    static List<Tensor> program(Backend b) {
        List<Tensor> results = new ArrayList<>();
        int[] inputCounts = new int[331];
        int[] targetCounts = new int[331];
        for (int i = 0; i < inputCounts.length; i++) {
            inputCounts[i] = i % 8;
            targetCounts[i] = 1 + i % 7;
        }
        Segments inputs = Segments.ofLengths(inputCounts);
        Segments targets = Segments.ofLengths(targetCounts);
        Draw draw = new Draw(114);
        Tensor inputIds = b.ints(draw.ids(inputs.total(), 23));
        Tensor targetIds = b.ints(draw.ids(targets.total(), 29));
        Tensor labels = IndependenceChecks.tensor(b, draw.whole(targets.total(), 2), targets.total());
        for (Kind kind : new Kind[] {Kind.MEAN, Kind.EACH}) {
            for (ExampleOrder order : ExampleOrder.values()) {
                Tensor input = IndependenceChecks.tensor(b, draw.normal(23 * 48, 0.2), 23, 48);
                Tensor output = IndependenceChecks.tensor(b, draw.normal(29 * 48, 0.2), 29, 48);
                Tensor losses = b.zeros(inputs.count());
                Word2Vec settings = new Word2Vec(ContextGradient.TRUE, order, 0.05);
                call(b, kind, input, output, inputs, inputIds, targets, targetIds, labels, settings, losses);
                results.addAll(List.of(input, output, losses));
            }
        }
        return results;
    }
}
