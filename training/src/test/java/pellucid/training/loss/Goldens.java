package pellucid.training.loss;

import java.net.URISyntaxException;
import java.nio.file.Path;
import pellucid.autograd.Variable;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.models.weights.SafetensorsFile;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/** One file of reference values, and the tiny BERT that some of them are of. */
final class Goldens implements AutoCloseable {
    private static final Path TINY_BERT = Path.of("../models/src/main/resources/pellucid/models/tiny-bert");

    private final SafetensorsFile file;

    private Goldens(SafetensorsFile file) {
        this.file = file;
    }

    static Goldens open(String name) {
        try {
            return new Goldens(
                    SafetensorsFile.open(Path.of(Goldens.class.getResource(name).toURI())));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static SentenceEncoder tinyBert(Backend backend, DType dtype) {
        return SentenceEncoder.load(TINY_BERT, backend, dtype);
    }

    boolean has(String name) {
        return file.names().contains(name);
    }

    double[] values(String name) {
        if (file.tensor(name).type().name().startsWith("I")) {
            long[] numbers = file.longs(name);
            double[] values = new double[numbers.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = numbers[i];
            }
            return values;
        }
        return file.doubles(name);
    }

    Tensor tensor(String name, Backend backend, DType dtype) {
        long[] stored = file.tensor(name).shape();
        int[] dims = new int[stored.length];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = (int) stored[i];
        }
        Tensor tensor = backend.zeros(dtype, Shape.of(dims));
        backend.write(values(name), 0, tensor);
        return tensor;
    }

    Variable parameter(String name, Backend backend, DType dtype) {
        return Variable.parameter(tensor(name, backend, dtype));
    }

    /** Every element within relative · max |expected| + absolute of what is expected. */
    static void assertClose(String what, double[] actual, double[] expected, double relative, double absolute) {
        if (actual.length != expected.length) {
            throw new AssertionError(what + ": " + actual.length + " elements, expected " + expected.length);
        }
        double scale = 0;
        for (double value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(actual[i] - expected[i]) <= relative * scale + absolute)) {
                throw new AssertionError(what + ": element " + i + " is " + actual[i] + ", expected " + expected[i]
                        + " within " + (relative * scale + absolute));
            }
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
