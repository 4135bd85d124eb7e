package pellucid.models.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;

class OnnxInitializersTest {
    private static Map<String, OnnxTensor> read(byte[] bytes) throws IOException {
        return OnnxInitializers.read(new ByteArrayInputStream(bytes), "tiny.onnx");
    }

    private static Map<String, OnnxTensor> read(TinyOnnx onnx) throws IOException {
        return read(onnx.bytes());
    }

    @Test
    void namesAMatMulWeightAfterItsNodeAndTurnsItBack() throws IOException {
        Map<String, OnnxTensor> tensors = read(new TinyOnnx()
                .node("MatMul", "/encoder/layer.0/output/dense/MatMul", "x", "onnx::MatMul_799")
                .floats("encoder.layer.0.output.dense.bias", new float[] {7, 8, 9}, 3)
                .floats("onnx::MatMul_799", new float[] {1, 2, 3, 4, 5, 6}, 2, 3));

        assertThat(tensors)
                .containsOnlyKeys("encoder.layer.0.output.dense.bias", "encoder.layer.0.output.dense.weight");
        OnnxTensor weight = tensors.get("encoder.layer.0.output.dense.weight");
        assertThat(weight.shape()).containsExactly(3, 2);
        assertThat(weight.floats()).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(tensors.get("encoder.layer.0.output.dense.bias").floats()).containsExactly(7, 8, 9);
    }

    @Test
    void namesWeightsAlsoWhenTheNodesComeLast() throws IOException {
        Map<String, OnnxTensor> tensors = read(new TinyOnnx()
                .floats("onnx::MatMul_1", new float[] {1, 2}, 1, 2)
                .node("MatMul", "/pooler/dense/MatMul", "x", "onnx::MatMul_1"));

        assertThat(tensors).containsOnlyKeys("pooler.dense.weight");
    }

    @Test
    void givesASharedWeightToEveryLayerThatUsesIt() throws IOException {
        Map<String, OnnxTensor> tensors = read(new TinyOnnx()
                .node("MatMul", "/a/MatMul", "x", "onnx::MatMul_1")
                .node("MatMul", "/b/MatMul", "y", "onnx::MatMul_1")
                .floats("onnx::MatMul_1", new float[] {1, 2}, 1, 2));

        assertThat(tensors).containsOnlyKeys("a.weight", "b.weight");
    }

    @Test
    void transposesAcrossBlockEdges() throws IOException {
        int rows = 33;
        int columns = 67;
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        float[] turned = read(new TinyOnnx()
                        .node("MatMul", "/a/MatMul", "x", "onnx::MatMul_1")
                        .floats("onnx::MatMul_1", values, rows, columns))
                .get("a.weight")
                .floats();

        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                assertThat(turned[column * rows + row]).isEqualTo(values[row * columns + column]);
            }
        }
    }

    @Test
    void readsEveryFormInWhichValuesAreStored() throws IOException {
        Map<String, OnnxTensor> tensors = read(new TinyOnnx()
                .initializer(out -> {
                    TinyOnnx.header(out, "packed", TinyOnnx.FLOAT, 2);
                    TinyOnnx.put(out, 4, TinyOnnx.message(values -> {
                        values.writeFloatNoTag(1.5f);
                        values.writeFloatNoTag(-2.5f);
                    }));
                })
                .initializer(out -> {
                    TinyOnnx.header(out, "single", TinyOnnx.FLOAT, 2);
                    out.writeFloat(4, 3.5f);
                    out.writeFloat(4, Float.NaN);
                })
                .initializer(out -> {
                    TinyOnnx.put(out, 1, TinyOnnx.message(dims -> {
                        dims.writeInt64NoTag(1);
                        dims.writeInt64NoTag(2);
                    }));
                    TinyOnnx.put(out, 7, TinyOnnx.message(values -> {
                        values.writeInt64NoTag(-1);
                        values.writeInt64NoTag(1L << 40);
                    }));
                    out.writeString(8, "longs");
                    out.writeInt32(2, TinyOnnx.INT64);
                })
                .longs("raw longs", new long[] {0, 1, 2}, 1, 3)
                .floats("scalar", new float[] {4})
                .floats("empty", new float[0], 0, 3));

        assertThat(tensors.get("packed").floats()).containsExactly(1.5f, -2.5f);
        assertThat(tensors.get("single").floats()).containsExactly(3.5f, Float.NaN);
        assertThat(tensors.get("longs").longs()).containsExactly(-1, 1L << 40);
        assertThat(tensors.get("longs").shape()).containsExactly(1, 2);
        assertThat(tensors.get("raw longs").longs()).containsExactly(0, 1, 2);
        assertThat(tensors.get("scalar").shape()).isEmpty();
        assertThat(tensors.get("scalar").floats()).containsExactly(4);
        assertThat(tensors.get("empty").floats()).isEmpty();
    }

    @Test
    void leavesOutTheExportersOwnConstants() throws IOException {
        assertThat(read(new TinyOnnx().longs("onnx::Slice_214", new long[] {1}, 1)))
                .isEmpty();
    }

    @Test
    void refusesAMatrixThatNoMatMulUses() {
        assertThatThrownBy(() -> read(new TinyOnnx().floats("onnx::MatMul_3", new float[] {1, 2}, 1, 2)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("tiny.onnx")
                .hasMessageContaining("'onnx::MatMul_3'")
                .hasMessageContaining("no MatMul uses it");
    }

    @Test
    void refusesANodeThatIsNotNamedAfterALayer() {
        assertThatThrownBy(() -> read(new TinyOnnx()
                        .node("MatMul", "MatMul_12", "x", "onnx::MatMul_3")
                        .floats("onnx::MatMul_3", new float[] {1, 2}, 1, 2)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'MatMul_12'")
                .hasMessageContaining("not named after a layer");
    }

    @Test
    void saysThatAFileIsQuantised() {
        assertThatThrownBy(() -> read(new TinyOnnx().initializer(out -> {
                    TinyOnnx.header(out, "encoder.weight_quantized", TinyOnnx.INT8, 2);
                    out.writeByteArray(9, new byte[2]);
                })))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'encoder.weight_quantized' is quantised")
                .hasMessageContaining("float32 weights are wanted");
    }

    @Test
    void refusesOtherTypesAndValuesInAnotherFile() {
        assertThatThrownBy(() -> read(new TinyOnnx().initializer(out -> TinyOnnx.header(out, "half", 10, 2))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'half' has ONNX type 10");
        assertThatThrownBy(() -> read(new TinyOnnx().initializer(out -> {
                    TinyOnnx.header(out, "far", TinyOnnx.FLOAT, 2);
                    out.writeInt32(14, 1);
                })))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'far' keeps its values in another file");
    }

    @Test
    void refusesShapesThatDoNotFitTheValues() {
        assertThatThrownBy(() -> read(new TinyOnnx().floats("w", new float[] {1, 2, 3}, 2, 2)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'w' holds 12 bytes, its shape [2, 2] asks for 16");
        assertThatThrownBy(() -> read(new TinyOnnx().floats("w", new float[] {1}, 1L << 20, 1L << 20)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("impossible shape [1048576, 1048576]");
        assertThatThrownBy(() -> read(new TinyOnnx().floats("w", new float[] {1}, -1)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("impossible shape [-1]");
    }

    @Test
    void refusesATensorThatOccursTwice() {
        assertThatThrownBy(() ->
                        read(new TinyOnnx().floats("w", new float[] {1}, 1).floats("w", new float[] {2}, 1)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'w' occurs twice");
    }

    @Test
    void refusesWhatIsNoModel() {
        assertThatThrownBy(() -> read(new byte[0]))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds no graph");
        assertThatThrownBy(() -> read("<html>404</html>".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("tiny.onnx");
    }

    /** Only after the graph may a cut go unseen: nothing of ours follows there. */
    @Test
    void seesEveryCutInsideTheGraph() {
        byte[] whole = TinyOnnx.bert().bytes();
        int afterGraph = 4;
        Random random = new Random(1);
        for (int trial = 0; trial < 400; trial++) {
            int length = trial < 40 ? whole.length - afterGraph - 1 - trial : random.nextInt(whole.length - afterGraph);
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).as("%d bytes", length).isInstanceOf(InputException.class);
        }
    }

    @Test
    void answersDamageWithASentenceOrWithTensors() {
        byte[] whole = TinyOnnx.bert().bytes();
        Random random = new Random(2);
        for (int trial = 0; trial < 400; trial++) {
            byte[] damaged = whole.clone();
            for (int flips = 0; flips < 4; flips++) {
                damaged[random.nextInt(trial % 2 == 0 ? 800 : whole.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(read(damaged)).isNotNull();
            } catch (InputException sentence) {
                assertThat(sentence).hasMessageContaining("tiny.onnx").hasMessageContaining(";");
            } catch (IOException failure) {
                throw new AssertionError("bytes in memory do not fail", failure);
            }
        }
    }

    @Test
    void doesNotAllocateForALengthThatTheFileOnlyClaims() {
        byte[] claim = TinyOnnx.message(out -> {
            out.writeTag(7, 2);
            out.writeUInt32NoTag(Integer.MAX_VALUE - 100);
            out.writeTag(5, 2);
            out.writeUInt32NoTag(Integer.MAX_VALUE - 200);
            out.writeTag(9, 2);
            out.writeUInt32NoTag(Integer.MAX_VALUE - 300);
        });
        assertThatThrownBy(() -> read(claim)).isInstanceOf(InputException.class).hasMessageContaining("damaged");
    }

    @Test
    void passesOnAFailureOfTheStream() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk on fire");
            }
        };
        assertThatThrownBy(() -> OnnxInitializers.read(broken, "tiny.onnx"))
                .isInstanceOf(IOException.class)
                .hasMessage("disk on fire");
    }
}
