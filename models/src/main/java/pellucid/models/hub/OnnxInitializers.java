package pellucid.models.hub;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pellucid.tensor.InputException;

/**
 * The weights of an ONNX file under the names they have in PyTorch and on the Hugging Face hub.
 *
 * <p>Of the model only the graph is read (field 7), and of the graph the nodes (1) and the initialisers (5); everything
 * else is skipped as it streams by. A parameter that the exporter kept as it was keeps its name. The weight W [out, in] of
 * a linear layer it turned into Wᵀ [in, out] called {@code onnx::MatMul_787}; the MatMul node that uses it is called
 * {@code /encoder/layer.0/attention/self/query/MatMul}, so that the weight is
 * {@code encoder.layer.0.attention.self.query.weight}, transposed back. Source: onnx.proto, and the exporter of PyTorch
 * 1.13 to 2.x.
 */
public final class OnnxInitializers {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int NODE_INPUT = 1;
    private static final int NODE_NAME = 3;
    private static final int NODE_OPERATION = 4;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final String MADE_UP = "onnx::";
    private static final String MATMUL = "MatMul";

    private final String file;
    private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    /** For each second operand of a MatMul, the names of the nodes that multiply by it. */
    private final Map<String, List<String>> multiplications = new LinkedHashMap<>();

    private boolean graphSeen;

    private OnnxInitializers(String file) {
        this.file = file;
    }

    /**
     * Reads an ONNX file to its end.
     *
     * @param stream the file's bytes; stays open
     * @param file what to call it in messages
     * @return the tensors by their Hugging Face names, in the order of the file
     * @throws InputException if it is not an ONNX model, is damaged, is quantised, or keeps its weights elsewhere
     * @throws IOException if the stream itself fails
     */
    public static Map<String, OnnxTensor> read(InputStream stream, String file) throws IOException {
        OnnxInitializers reader = new OnnxInitializers(file);
        CodedInputStream in = CodedInputStream.newInstance(stream, BUFFER_BYTES);
        in.setSizeLimit(Integer.MAX_VALUE);
        try {
            reader.model(in);
        } catch (InvalidProtocolBufferException damaged) {
            throw new InputException(
                    file + ": damaged or not an ONNX file, at byte " + in.getTotalBytesRead()
                            + " the next field cannot be read; fetch the file again",
                    damaged);
        }
        return reader.named();
    }

    private void model(CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == message(MODEL_GRAPH)) {
                graphSeen = true;
                int outer = enter(in);
                graph(in);
                leave(in, outer);
            } else {
                in.skipField(tag);
            }
        }
        if (!graphSeen) {
            throw new InputException(
                    file + ": holds no graph and so is no ONNX model; give the model.onnx of an export");
        }
    }

    private void graph(CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == message(GRAPH_NODE)) {
                int outer = enter(in);
                node(in);
                leave(in, outer);
            } else if (tag == message(GRAPH_INITIALIZER)) {
                int outer = enter(in);
                OnnxTensor tensor = new OnnxTensorReader(file).read(in);
                leave(in, outer);
                if (tensors.put(tensor.name(), tensor) != null) {
                    throw twice(tensor.name());
                }
            } else {
                in.skipField(tag);
            }
        }
    }

    private void node(CodedInputStream in) throws IOException {
        String name = "";
        String operation = "";
        List<String> inputs = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == message(NODE_INPUT)) {
                inputs.add(in.readString());
            } else if (tag == message(NODE_NAME)) {
                name = in.readString();
            } else if (tag == message(NODE_OPERATION)) {
                operation = in.readString();
            } else {
                in.skipField(tag);
            }
        }
        if (operation.equals(MATMUL) && inputs.size() == 2) {
            multiplications
                    .computeIfAbsent(inputs.get(1), operand -> new ArrayList<>())
                    .add(name);
        }
    }

    /** Starts a field that carries its length: what lies beyond it is out of reach until {@link #leave}. */
    static int enter(CodedInputStream in) throws IOException {
        return in.pushLimit(in.readRawVarint32());
    }

    /** Ends such a field. At the end of the stream protobuf's reader stops as quietly as at the end of the field. */
    static void leave(CodedInputStream in, int outer) throws IOException {
        if (in.getBytesUntilLimit() != 0) {
            throw new InvalidProtocolBufferException("the stream ends inside a field");
        }
        in.popLimit(outer);
    }

    /** The tag of a field that carries a length and then its content. */
    private static int message(int field) {
        return field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    private Map<String, OnnxTensor> named() {
        Map<String, OnnxTensor> named = new LinkedHashMap<>();
        for (OnnxTensor tensor : tensors.values()) {
            if (!tensor.name().startsWith(MADE_UP)) {
                put(named, tensor);
                continue;
            }
            List<String> users = multiplications.getOrDefault(tensor.name(), List.of());
            if (users.isEmpty() && tensor.shape().length > 1 && tensor.isFloat()) {
                throw new InputException(file + ": nothing says which weight '" + tensor.name()
                        + "' is, for no MatMul uses it; export the model with PyTorch 1.13 or newer");
            }
            for (String user : users) {
                put(named, tensor.transposed(file, weightOf(user)));
            }
        }
        return named;
    }

    private void put(Map<String, OnnxTensor> named, OnnxTensor tensor) {
        if (named.put(tensor.name(), tensor) != null) {
            throw twice(tensor.name());
        }
    }

    /** {@code /encoder/layer.0/output/dense/MatMul} multiplies by {@code encoder.layer.0.output.dense.weight}. */
    private String weightOf(String node) {
        int end = node.lastIndexOf("/" + MATMUL);
        if (!node.startsWith("/") || end < 1) {
            throw new InputException(file + ": the MatMul node '" + node
                    + "' is not named after a layer, as in '/encoder/layer.0/output/dense/MatMul'; export the model with"
                    + " PyTorch 1.13 or newer");
        }
        return node.substring(1, end).replace('/', '.') + ".weight";
    }

    private InputException twice(String name) {
        return new InputException(file + ": the tensor '" + name + "' occurs twice; fetch or export the file again");
    }
}
