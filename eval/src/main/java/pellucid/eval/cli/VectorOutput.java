package pellucid.eval.cli;

import java.nio.file.Path;
import pellucid.eval.retrieval.Quantization;
import pellucid.eval.retrieval.Quantizer;
import pellucid.eval.retrieval.ScalarRanges;
import pellucid.eval.retrieval.VectorFile;
import pellucid.models.sentence.Embeddings;
import pellucid.models.weights.AtomicFile;
import pellucid.models.weights.SafetensorsStream;
import pellucid.models.weights.SafetensorsWriter;

/** The file that vectors go to, window by window, as numbers or as codes. It appears when all is there. */
abstract class VectorOutput implements AutoCloseable {
    private boolean finished;

    /** @param quantization null for the numbers themselves */
    static VectorOutput open(Path path, long count, int dimension, Quantization quantization) {
        if (quantization == null) {
            return new Plain(path, count, dimension);
        }
        return quantization.isBinary()
                ? new Bits(path, count, new Quantizer(quantization, dimension, null))
                : new Scalars(path, count, dimension, quantization);
    }

    abstract void append(Embeddings window);

    /** All vectors are given: makes the file appear. */
    final void finish() {
        complete();
        finished = true;
    }

    abstract void complete();

    abstract void abort();

    /** Gives up, unless all is finished. */
    @Override
    public final void close() {
        if (!finished) {
            abort();
        }
    }

    private static final class Plain extends VectorOutput {
        private final SafetensorsStream stream;

        Plain(Path path, long count, int dimension) {
            stream = SafetensorsWriter.open(path, VectorFile.EMBEDDINGS, new long[] {count, dimension});
        }

        @Override
        void append(Embeddings window) {
            for (int i = 0; i < window.count(); i++) {
                stream.append(window.row(i));
            }
        }

        @Override
        void complete() {
            stream.close();
        }

        @Override
        void abort() {
            stream.abort();
        }
    }

    private static final class Bits extends VectorOutput {
        private final Quantizer quantizer;
        private final SafetensorsStream stream;

        Bits(Path path, long count, Quantizer quantizer) {
            this.quantizer = quantizer;
            this.stream = VectorFile.write(path, quantizer, count);
        }

        @Override
        void append(Embeddings window) {
            for (int i = 0; i < window.count(); i++) {
                stream.append(quantizer.encode(window.row(i)));
            }
        }

        @Override
        void complete() {
            stream.close();
        }

        @Override
        void abort() {
            stream.abort();
        }
    }

    /** The ranges are known only when all vectors are, so that these wait in a file of their own. */
    private static final class Scalars extends VectorOutput {
        private final Path path;
        private final long count;
        private final Quantization kind;
        private final WaitingVectors waiting;
        private ScalarRanges ranges;

        Scalars(Path path, long count, int dimension, Quantization kind) {
            AtomicFile.create(path).close(); // what stands in the way of the file is found before the work
            this.path = path;
            this.count = count;
            this.kind = kind;
            this.waiting = new WaitingVectors(path, dimension);
            this.ranges = count == 0 ? new ScalarRanges(new float[dimension], new float[dimension]) : null;
        }

        @Override
        void append(Embeddings window) {
            if (window.count() > 0) {
                ranges = ranges == null ? ScalarRanges.of(window) : ranges.including(window);
                waiting.append(window);
            }
        }

        @Override
        void complete() {
            Quantizer quantizer = new Quantizer(kind, ranges.dimension(), ranges);
            try (SafetensorsStream stream = VectorFile.write(path, quantizer, count)) {
                try {
                    waiting.forEach(vector -> stream.append(quantizer.encode(vector)));
                } catch (RuntimeException | Error failure) {
                    stream.abort();
                    throw failure;
                }
            }
            waiting.close();
        }

        @Override
        void abort() {
            waiting.close();
        }
    }
}
