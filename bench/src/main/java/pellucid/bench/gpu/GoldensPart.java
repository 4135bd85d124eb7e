package pellucid.bench.gpu;

import static pellucid.autograd.function.Slice.slice;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import pellucid.autograd.Variable;
import pellucid.cuda.CudaBackend;
import pellucid.models.ConfigFile;
import pellucid.models.nn.Dropouts;
import pellucid.models.nn.Parameter;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.models.sentence.SentenceModel;
import pellucid.models.weights.SafetensorsFile;
import pellucid.tensor.Backend;
import pellucid.tensor.backend.Backends;
import pellucid.training.loss.Mnrl;
import pellucid.training.optim.GradientClipping;
import pellucid.training.optim.Optimizer;
import pellucid.training.optim.OptimizerSettings;
import pellucid.training.optim.ParameterGroup;

/**
 * Vectors of texts against those that sentence-transformers computed, and a model of random weights, its vectors and one
 * step of its training, against the same on the CPU.
 */
final class GoldensPart {
    /** The property that names the folder with tiny-bert and its stored values, laid out as in models/src. */
    static final String PROPERTY = "pellucid.gpu.goldens";

    private static final int[] LENGTHS = {1, 7, 13, 128, 33, 64, 5, 20};
    private static final int[] TINY_LENGTHS = {1, 7, 13, 16};
    private static final double LEARNING_RATE = 1e-3;

    private final CudaBackend cuda;
    private final boolean exact = Precision.here() == Precision.FP32;

    private GoldensPart(CudaBackend cuda) {
        this.cuda = cuda;
    }

    static void run(CudaBackend cuda, boolean tiny) {
        GoldensPart part = new GoldensPart(cuda);
        part.tinyBert();
        Backend cpu = cpu();
        try (cpu) {
            EncoderCase shape = new EncoderCase(tiny ? EncoderCase.TINY : EncoderCase.MINILM, 0, 0);
            int[] lengths = tiny ? TINY_LENGTHS : LENGTHS;
            part.inference(cpu, shape, lengths);
            if (part.exact) {
                part.training(cpu, shape, lengths);
            }
        }
    }

    /** The best backend beside this one. */
    private static Backend cpu() {
        return Backends.ladder().stream()
                .filter(rung -> !rung.provider().name().equals("cuda") && rung.runs())
                .findFirst()
                .orElseThrow()
                .provider()
                .create();
    }

    private void tell(String what, double difference, String beside) {
        String found = String.format(Locale.ROOT, "largest difference %.2e", difference);
        Finding.of(Finding.Kind.SUMMARY, what + ", " + Precision.here(), found, beside)
                .tell();
    }

    private void tinyBert() {
        String named = System.getProperty(PROPERTY);
        if (named == null || !Files.isDirectory(Path.of(named))) {
            throw new AssertionError("the stored values are not at hand: -D" + PROPERTY + " names " + named
                    + ", and the folder models/src of the sources is wanted");
        }
        Path stored = Path.of(named, "test/resources/pellucid/models/tiny");
        List<String> texts = new ArrayList<>();
        JsonNode entries = ConfigFile.readTree(stored.resolve("texts.json")).get("texts");
        for (Iterator<JsonNode> each = entries.elements(); each.hasNext(); ) {
            texts.add(each.next().get("text").textValue());
        }
        float[] wanted;
        try (SafetensorsFile file = SafetensorsFile.open(stored.resolve("embeddings_float32.safetensors"))) {
            wanted = file.floats("mean.normalized");
        }
        SentenceEncoder encoder =
                SentenceEncoder.load(Path.of(named, "main/resources/pellucid/models/tiny-bert"), cuda);
        float[] found = encoder.encode(texts).rows();
        double allowed = exact ? 2e-5 : 1e-2;
        String what = "tiny-bert's vectors";
        tell(what, Differences.refuseAbove(allowed, what, found, wanted), "stored by sentence-transformers");
    }

    /** The same weights on both. */
    private SentenceModel copyOf(SentenceModel model, EncoderCase shape) {
        SentenceModel copy = shape.model(cuda);
        for (Parameter parameter : model.parameters().all()) {
            cuda.write(
                    parameter.value().toFloats(),
                    0,
                    copy.parameters().get(parameter.name()).value());
        }
        return copy;
    }

    private void inference(Backend cpu, EncoderCase shape, int[] lengths) {
        SentenceModel model = shape.model(cpu);
        SentenceModel copy = copyOf(model, shape);
        float[] wanted =
                model.forward(shape.batch(cpu, lengths), Dropouts.NONE).value().toFloats();
        float[] found =
                copy.forward(shape.batch(cuda, lengths), Dropouts.NONE).value().toFloats();
        String what = "vectors of " + lengths.length + " ragged texts, random weights";
        double allowed = exact ? 1e-5 : 1e-2;
        tell(what, Differences.refuseAbove(allowed, what, found, wanted), cpu.name() + " backend");
    }

    /** What a training step leaves: the loss, the norm of the gradients, each parameter's gradient and new value. */
    private record Step(SentenceModel model, double loss, double norm, List<float[]> gradients) {
        static Step of(SentenceModel model, EncoderCase shape, int[] lengths) {
            Variable vectors = model.forward(shape.batch(model.backend(), lengths), Dropouts.training(3, 0));
            int half = lengths.length / 2;
            List<Variable> columns = List.of(slice(vectors, 0, 0, half), slice(vectors, 0, half, 2 * half));
            Variable loss = new Mnrl().of(columns, null);
            loss.backward();
            Optimizer optimizer = OptimizerSettings.adamW().over(ParameterGroup.split(model.parameters(), 0.01));
            List<float[]> gradients = new ArrayList<>();
            for (Variable variable : optimizer.variables()) {
                gradients.add(
                        variable.rowGradient() != null
                                ? variable.rowGradient().rows().toFloats()
                                : variable.gradient().toFloats());
            }
            double norm = GradientClipping.clip(optimizer.variables(), 1);
            optimizer.step(LEARNING_RATE);
            return new Step(model, loss.value().item(), norm, gradients);
        }
    }

    private void training(Backend cpu, EncoderCase shape, int[] lengths) {
        SentenceModel model = shape.model(cpu);
        SentenceModel copy = copyOf(model, shape);
        Step wanted = Step.of(model, shape, lengths);
        Step found = Step.of(copy, shape, lengths);
        if (!(Math.abs(found.loss - wanted.loss) <= 1e-5 * Math.max(1, wanted.loss))) {
            throw new AssertionError("the loss of a training step is " + found.loss + ", on the CPU " + wanted.loss);
        }
        if (!(Math.abs(found.norm - wanted.norm) <= 1e-4 * wanted.norm)) {
            throw new AssertionError("the norm of the gradients is " + found.norm + ", on the CPU " + wanted.norm);
        }
        double share = 0;
        for (int i = 0; i < wanted.gradients.size(); i++) {
            float[] gradient = wanted.gradients.get(i);
            double scale = largest(gradient);
            double difference = Differences.largest(found.gradients.get(i), gradient);
            if (!(difference <= 1e-3 * scale)) {
                throw new AssertionError("gradient " + i + " differs by " + difference + ", its largest element is "
                        + scale + ", and at most 1/1000 of that is allowed");
            }
            share = Math.max(share, scale == 0 ? 0 : difference / scale);
        }
        tell("gradients of a training step, of their largest element", share, cpu.name() + " backend");
        compareParameters(wanted.model, found.model);
    }

    /** AdamW's first step goes by the gradient's sign alone: where the gradient is hardly more than rounding, either way. */
    private static void compareParameters(SentenceModel wanted, SentenceModel found) {
        double sum = 0;
        long count = 0;
        for (Parameter parameter : wanted.parameters().all()) {
            float[] before = parameter.value().toFloats();
            float[] after = found.parameters().get(parameter.name()).value().toFloats();
            Differences.refuseAbove(2.1 * LEARNING_RATE, parameter.name() + " after a training step", after, before);
            for (int i = 0; i < before.length; i++) {
                sum += Math.abs(before[i] - after[i]);
                count++;
            }
        }
        if (!(sum / count <= 0.01 * LEARNING_RATE)) {
            throw new AssertionError("the parameters after a training step differ by " + sum / count
                    + " on average, and the learning rate is " + LEARNING_RATE);
        }
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
