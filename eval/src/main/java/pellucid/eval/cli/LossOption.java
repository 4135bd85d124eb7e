package pellucid.eval.cli;

import java.util.Iterator;
import java.util.List;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.InputException;
import pellucid.training.data.Example;
import pellucid.training.data.ExampleSet;
import pellucid.training.data.Sampling;
import pellucid.training.loss.Distance;
import pellucid.training.loss.LayerSettings;
import pellucid.training.loss.LossOptions;
import pellucid.training.loss.Losses;
import pellucid.training.loss.Objective;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that say what is made small. */
final class LossOption {
    private static final String CACHED = "cached-";

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            defaultValue = "mnrl",
            description = "${COMPLETION-CANDIDATES}; cached- in front computes a large batch in pieces (default:"
                    + " ${DEFAULT-VALUE})",
            completionCandidates = Names.class)
    private String loss;

    @Option(names = "--scale", paramLabel = "S", description = "of the similarities (default: that of the loss)")
    private Double scale;

    @Option(names = "--margin", paramLabel = "M", description = "of the distances (default: that of the loss)")
    private Double margin;

    @Option(names = "--temperature", paramLabel = "T", description = "of kl and gist (default: that of the loss)")
    private Double temperature;

    @Option(names = "--distance", paramLabel = "NAME", description = "${COMPLETION-CANDIDATES} (default: the loss's)")
    private Distance distance;

    @Option(
            names = "--matryoshka",
            paramLabel = "D,...",
            split = ",",
            description = "learn prefixes of the vectors, too, for example 384,192,96,48")
    private List<Integer> matryoshka = List.of();

    @Option(
            names = "--matryoshka-weights",
            paramLabel = "W,...",
            split = ",",
            description = "one for each prefix (default: 1)")
    private List<Double> weights = List.of();

    @Option(
            names = "--matryoshka-per-step",
            paramLabel = "N",
            description = "draw N of the prefixes in each step (default: all; beside --adaptive-layers, 1)")
    private Integer perStep;

    @Option(
            names = "--adaptive-layers",
            description = "teach the earlier layers to serve as last ones, too; with --matryoshka, in two dimensions")
    private boolean adaptiveLayers;

    @Option(
            names = "--mini-batch",
            paramLabel = "N",
            description = "texts encoded at a time by a cached- loss; with another loss, it becomes cached")
    private Integer miniBatch;

    @Option(names = "--guide", paramLabel = "MODEL", description = "the guide or teacher of gist, mse, margin-mse, kl")
    private String guide;

    /** The names for the help. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Losses.names().iterator();
        }
    }

    /** With the pieces that a mini-batch asks for. */
    String name() {
        return miniBatch != null && !loss.startsWith(CACHED) ? CACHED + loss : loss;
    }

    private String plain() {
        return loss.startsWith(CACHED) ? loss.substring(CACHED.length()) : loss;
    }

    void check(CommandSpec spec) {
        if (!Losses.names().contains(plain())) {
            throw Usage.wrong(
                    spec,
                    "--loss is '" + loss + "'; choose one of " + String.join(", ", Losses.names()) + "; or one with "
                            + CACHED + " in front");
        }
        if (miniBatch != null) {
            Usage.requireAtLeast(spec, "--mini-batch", miniBatch, 1);
        }
        if (perStep != null) {
            Usage.requireAtLeast(spec, "--matryoshka-per-step", perStep, 1);
            if (matryoshka.isEmpty()) {
                throw Usage.wrong(spec, "--matryoshka-per-step draws prefixes, and --matryoshka names none");
            }
        }
    }

    /** What each step makes small; numbers of classes are counted in the examples. */
    Objective objective(SentenceEncoder encoder, ExampleSet examples, long seed) {
        LossOptions options =
                LossOptions.DEFAULTS.withSeed(seed).withDims(matryoshka).withWeights(weights);
        options = scale == null ? options : options.withScale(scale);
        options = margin == null ? options : options.withMargin(margin);
        options = temperature == null ? options : options.withTemperature(temperature);
        options = distance == null ? options : options.withDistance(distance);
        options = miniBatch == null ? options : options.withMiniBatch(miniBatch);
        options = options.withDimsPerStep(perStep != null ? perStep : adaptiveLayers ? 1 : 0);
        options = adaptiveLayers ? options.withLayers(LayerSettings.DEFAULTS.withSeed(seed)) : options;
        options = guide == null ? options : options.withGuide(SentenceEncoder.load(guide));
        if (plain().equals("softmax")) {
            if (!examples.isLabelled()) {
                throw new InputException("softmax: " + examples.source()
                        + " has no labels, each row needs a class: 0, 1, 2, …; name the column that holds it (label), or"
                        + " choose a loss that needs none");
            }
            double largest = examples.examples().stream()
                    .mapToDouble(Example::label)
                    .max()
                    .orElse(0);
            options = options.withClasses((int) largest + 1);
        }
        return Losses.named(name(), options, encoder);
    }

    /** Whether the other examples of a batch serve as negatives. */
    boolean hasNegativesInBatch() {
        return plain().startsWith("mnrl") || plain().equals("gist");
    }

    /** The way of making batches that suits the loss. */
    Sampling sampling() {
        if (plain().startsWith("batch-")) {
            return Sampling.GROUP_BY_LABEL;
        }
        return hasNegativesInBatch() ? Sampling.NO_DUPLICATES : Sampling.SHUFFLED;
    }

    /** For the notes of a training: what the result depends on beside the name. */
    String settings() {
        StringBuilder text = new StringBuilder(name());
        add(text, "scale", scale);
        add(text, "margin", margin);
        add(text, "temperature", temperature);
        add(text, "distance", distance);
        add(text, "matryoshka", matryoshka.isEmpty() ? null : matryoshka);
        add(text, "weights", weights.isEmpty() ? null : weights);
        add(text, "of which a step draws", perStep);
        add(text, "adaptive layers", adaptiveLayers ? "" : null);
        add(text, "guide", guide);
        add(text, "mini-batch", miniBatch);
        return text.toString();
    }

    private static void add(StringBuilder text, String what, Object value) {
        if (value != null) {
            text.append(", ").append((what + " " + value).strip());
        }
    }
}
