package pellucid.models.hub;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Writes small ONNX files field by field, as PyTorch's exporter lays them out. */
final class TinyOnnx {
    static final int FLOAT = 1;
    static final int INT8 = 3;
    static final int INT64 = 7;

    private final ByteArrayOutputStream graph = new ByteArrayOutputStream();

    /** Something that writes the fields of a message. */
    interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    static byte[] message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.write(out);
            out.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static void put(CodedOutputStream out, int field, byte[] message) throws IOException {
        out.writeBytes(field, UnsafeByteOperations.unsafeWrap(message));
    }

    TinyOnnx node(String operation, String name, String... inputs) {
        byte[] node = message(out -> {
            for (String input : inputs) {
                out.writeString(1, input);
            }
            out.writeString(2, name + "_output_0");
            out.writeString(3, name);
            out.writeString(4, operation);
        });
        graph.writeBytes(message(out -> put(out, 1, node)));
        return this;
    }

    TinyOnnx initializer(Fields fields) {
        graph.writeBytes(message(out -> put(out, 5, message(fields))));
        return this;
    }

    TinyOnnx floats(String name, float[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return initializer(out -> {
            header(out, name, FLOAT, shape);
            out.writeByteArray(9, raw.array());
        });
    }

    TinyOnnx longs(String name, long[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return initializer(out -> {
            header(out, name, INT64, shape);
            out.writeByteArray(9, raw.array());
        });
    }

    static void header(CodedOutputStream out, String name, int type, long... shape) throws IOException {
        for (long size : shape) {
            out.writeInt64(1, size);
        }
        out.writeInt32(2, type);
        out.writeString(8, name);
    }

    byte[] bytes() {
        return message(out -> {
            out.writeInt64(1, 6);
            out.writeString(2, "pytorch");
            put(out, 7, graph.toByteArray());
            put(out, 8, message(version -> version.writeInt64(2, 11)));
        });
    }

    /** A BERT of one layer, hidden 32, in the exporter's form: linear weights transposed, with made-up names. */
    static TinyOnnx bert() {
        TinyOnnx onnx = new TinyOnnx();
        String layer = "encoder.layer.0.";
        String[] linear = {
            "attention.self.query",
            "attention.self.key",
            "attention.self.value",
            "attention.output.dense",
            "intermediate.dense",
            "output.dense"
        };
        int[][] inAndOut = {{32, 32}, {32, 32}, {32, 32}, {32, 32}, {32, 64}, {64, 32}};
        for (int i = 0; i < linear.length; i++) {
            onnx.node(
                    "MatMul",
                            "/"
                                    + (layer + linear[i])
                                            .replace(".0.", "#0.")
                                            .replace('.', '/')
                                            .replace("#", ".") + "/MatMul",
                    "x", "onnx::MatMul_" + i);
        }
        onnx.node("MatMul", "/encoder/layer.0/attention/self/MatMul", "q", "k");
        onnx.random("embeddings.word_embeddings.weight", 7, 32)
                .random("embeddings.position_embeddings.weight", 9, 32)
                .random("embeddings.token_type_embeddings.weight", 2, 32)
                .layerNorm("embeddings.LayerNorm")
                .layerNorm(layer + "attention.output.LayerNorm")
                .layerNorm(layer + "output.LayerNorm");
        for (int i = 0; i < linear.length; i++) {
            onnx.random(layer + linear[i] + ".bias", inAndOut[i][1])
                    .random("onnx::MatMul_" + i, inAndOut[i][0], inAndOut[i][1]);
        }
        return onnx;
    }

    private TinyOnnx layerNorm(String path) {
        return random(path + ".weight", 32).random(path + ".bias", 32);
    }

    TinyOnnx random(String name, long... shape) {
        Random random = new Random(name.hashCode());
        int count = 1;
        for (long size : shape) {
            count *= (int) size;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return floats(name, values, shape);
    }
}
