package pellucid.models.hub;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import pellucid.tensor.InputException;

/**
 * Reads one TensorProto. The values stand in {@code raw_data} as little-endian bytes, or in the field of their type,
 * packed or not; nothing is allocated for a length that the file claims and does not have.
 */
final class OnnxTensorReader {
    private static final int DIMS = 1;
    private static final int DATA_TYPE = 2;
    private static final int FLOAT_DATA = 4;
    private static final int INT64_DATA = 7;
    private static final int NAME = 8;
    private static final int RAW_DATA = 9;
    private static final int DATA_LOCATION = 14;

    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int EXTERNAL = 1;
    /** uint8, int8, uint16, int16, the float8 kinds, uint4 and int4: what quantised weights are stored as. */
    private static final Set<Integer> QUANTISED = Set.of(2, 3, 4, 5, 17, 18, 19, 20, 21, 22);

    private final String file;
    private final LongArrayList dims = new LongArrayList();
    private final LongArrayList longs = new LongArrayList();
    private String name = "";
    private int type;
    private int location;
    private byte[] raw;
    private float[] floats = new float[0];
    private int floatCount;

    OnnxTensorReader(String file) {
        this.file = file;
    }

    /** Reads up to the limit that the caller has pushed. */
    OnnxTensor read(CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            boolean packed = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            switch (WireFormat.getTagFieldNumber(tag)) {
                case DIMS -> readLongs(in, packed, dims);
                case DATA_TYPE -> type = in.readInt32();
                case FLOAT_DATA -> readFloats(in, packed);
                case INT64_DATA -> readLongs(in, packed, longs);
                case NAME -> name = in.readString();
                case RAW_DATA -> raw = in.readByteArray();
                case DATA_LOCATION -> location = in.readInt32();
                default -> in.skipField(tag);
            }
        }
        return tensor();
    }

    private static void readLongs(CodedInputStream in, boolean packed, LongArrayList values) throws IOException {
        if (!packed) {
            values.add(in.readInt64());
            return;
        }
        int outer = OnnxInitializers.enter(in);
        while (!in.isAtEnd()) {
            values.add(in.readInt64());
        }
        OnnxInitializers.leave(in, outer);
    }

    private void readFloats(CodedInputStream in, boolean packed) throws IOException {
        if (!packed) {
            addFloat(in.readFloat());
            return;
        }
        int outer = OnnxInitializers.enter(in);
        while (!in.isAtEnd()) {
            addFloat(in.readFloat());
        }
        OnnxInitializers.leave(in, outer);
    }

    private void addFloat(float value) {
        if (floatCount == floats.length) {
            floats = Arrays.copyOf(floats, Math.max(16, 2 * floatCount));
        }
        floats[floatCount++] = value;
    }

    private OnnxTensor tensor() {
        if (location == EXTERNAL) {
            throw wrong("keeps its values in another file, which is not read; export the model into one file");
        }
        if (QUANTISED.contains(type)) {
            throw wrong("is quantised (ONNX type " + type
                    + ") and float32 weights are wanted; take the artifact or export that is not quantised");
        }
        long count = elements();
        long[] shape = dims.toLongArray();
        if (type == FLOAT) {
            return new OnnxTensor(name, shape, floatValues(count), null);
        }
        if (type == INT64) {
            return new OnnxTensor(name, shape, null, longValues(count));
        }
        throw wrong("has ONNX type " + type + " and float32 (1) or int64 (7) is wanted; export the model in float32");
    }

    private long elements() {
        long count = 1;
        for (long size : dims) {
            if (size < 0 || (size > 0 && count > Integer.MAX_VALUE / size)) {
                throw wrong("has the impossible shape " + dims + "; fetch the file again");
            }
            count *= size;
        }
        return count;
    }

    private float[] floatValues(long count) {
        if (raw == null) {
            requireCount(count, floatCount, "float32 values");
            return Arrays.copyOf(floats, floatCount);
        }
        requireCount(count * Float.BYTES, raw.length, "bytes");
        float[] values = new float[(int) count];
        ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    private long[] longValues(long count) {
        if (raw == null) {
            requireCount(count, longs.size(), "int64 values");
            return longs.toLongArray();
        }
        requireCount(count * Long.BYTES, raw.length, "bytes");
        long[] values = new long[(int) count];
        ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(values);
        return values;
    }

    private void requireCount(long wanted, long found, String what) {
        if (wanted != found) {
            throw wrong("holds " + found + " " + what + ", its shape " + dims + " asks for " + wanted
                    + "; fetch the file again");
        }
    }

    private InputException wrong(String what) {
        return new InputException(file + ": tensor '" + name + "' " + what);
    }
}
