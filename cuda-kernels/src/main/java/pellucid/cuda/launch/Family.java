package pellucid.cuda.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pellucid.tensor.BackendException;

/**
 * One file of kernels: its source, what it defines, and the PTX that was built from it.
 *
 * @param name of the file without its ending
 * @param source the CUDA source
 * @param headers the texts that the source includes, by file name, in the order in which it does
 * @param ptx what was built ahead of time; null where there is none
 * @param signatures the kernels by name
 */
record Family(String name, String source, Map<String, String> headers, String ptx, Map<String, Signature> signatures) {
    /** All families; a test compares this list with the files. */
    static final List<String> NAMES = List.of(
            "memory",
            "elementwise",
            "reduce",
            "largest",
            "gemm",
            "gemm_tiles",
            "gemm_few_rows",
            "gemm_tensor_cores",
            "linear_backward",
            "softmax",
            "layer_norm",
            "layer_norm_backward",
            "l2_normalize",
            "embedding",
            "attention",
            "attention_products",
            "dropout",
            "pooling",
            "padded",
            "loss",
            "optimizer",
            "word2vec",
            "cast");

    private static final Pattern INCLUDE = Pattern.compile("(?m)^#include \"(\\w+\\.cuh)\"$");
    private static final String SOURCES = "/pellucid/cuda/kernels/";
    private static final String PTX = "/pellucid/cuda/ptx/";
    private static final String STAMP = "// source sha256: ";
    private static final String TENSOR_CORES = "// target: sm_80";
    private static final int BASE_TARGET = 75;

    /** Reads all families from the class path. */
    static List<Family> all() {
        return NAMES.stream().map(Family::read).toList();
    }

    private static Family read(String name) {
        String source = source(name + ".cu");
        Map<String, String> headers = new LinkedHashMap<>();
        Matcher include = INCLUDE.matcher(source);
        while (include.find()) {
            headers.put(include.group(1), source(include.group(1)));
        }
        return of(name, source, headers, resource(PTX + name + ".ptx"));
    }

    static Family of(String name, String source, Map<String, String> headers, String ptx) {
        return new Family(name, source, headers, ptx, Signature.inSource(name + ".cu", source));
    }

    private static String source(String file) {
        String text = resource(SOURCES + file);
        if (text == null) {
            throw new BackendException(
                    "the class path lacks the CUDA source " + file + "; build pellucid-cuda-kernels whole again");
        }
        return text;
    }

    String file() {
        return name + ".cu";
    }

    /** The compute capability that the kernels need, 10 · major + minor. */
    int target() {
        return source.lines().limit(5).anyMatch(TENSOR_CORES::equals) ? 80 : BASE_TARGET;
    }

    /** SHA-256 of the headers and the source, in hexadecimal. */
    String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String header : headers.values()) {
                digest.update(header.getBytes(StandardCharsets.UTF_8));
            }
            digest.update(source.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The PTX, if it was built from this very source and declares its kernels as the source does. */
    String checkedPtx() {
        String mend = "; run cuda-kernels/build-ptx.sh (needs nvcc), or -D" + Kernels.JIT_PROPERTY + "=true";
        if (ptx == null) {
            throw new BackendException("there is no PTX built from " + file() + mend);
        }
        String stamp = ptx.lines().findFirst().orElse("");
        if (!stamp.equals(STAMP + digest())) {
            throw new BackendException(
                    name + ".ptx is stale: it was not built from " + file() + " as it is now" + mend);
        }
        Map<String, List<String>> compiled = Signature.inPtx(ptx);
        for (Signature signature : signatures.values()) {
            List<String> types = compiled.get(signature.kernel());
            if (types == null) {
                throw new BackendException(name + ".ptx lacks kernel '" + signature.kernel() + "' of " + file() + mend);
            }
            if (!signature.ptxTypes().equals(types)) {
                throw new BackendException(name + ".ptx declares kernel '" + signature.kernel() + "' with parameters "
                        + types + ", the source " + signature + " needs " + signature.ptxTypes() + mend);
            }
        }
        return ptx;
    }

    private static String resource(String path) {
        try (InputStream in = Family.class.getResourceAsStream(path)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + path + " from the class path", e);
        }
    }
}
