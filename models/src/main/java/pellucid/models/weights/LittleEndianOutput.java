package pellucid.models.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes Java arrays as little-endian bytes, gathered into blocks. */
final class LittleEndianOutput {
    private static final int BLOCK_BYTES = 1 << 18;

    private final AtomicFile file;
    private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    LittleEndianOutput(AtomicFile file) {
        this.file = file;
    }

    void bytes(byte[] values) {
        for (int done = 0; done < values.length; ) {
            int count = Math.min(room(Byte.BYTES), values.length - done);
            block.put(values, done, count);
            done += count;
        }
    }

    void ints(int[] values) {
        for (int done = 0; done < values.length; ) {
            int count = Math.min(room(Integer.BYTES), values.length - done);
            block.asIntBuffer().put(values, done, count);
            done += advance(count, Integer.BYTES);
        }
    }

    void longs(long[] values) {
        for (int done = 0; done < values.length; ) {
            int count = Math.min(room(Long.BYTES), values.length - done);
            block.asLongBuffer().put(values, done, count);
            done += advance(count, Long.BYTES);
        }
    }

    void floats(float[] values) {
        for (int done = 0; done < values.length; ) {
            int count = Math.min(room(Float.BYTES), values.length - done);
            block.asFloatBuffer().put(values, done, count);
            done += advance(count, Float.BYTES);
        }
    }

    void doubles(double[] values) {
        for (int done = 0; done < values.length; ) {
            int count = Math.min(room(Double.BYTES), values.length - done);
            block.asDoubleBuffer().put(values, done, count);
            done += advance(count, Double.BYTES);
        }
    }

    void flush() {
        file.write(block.flip());
        block.clear();
    }

    /** How many elements fit into the block: at least one. */
    private int room(int elementBytes) {
        if (block.remaining() < elementBytes) {
            flush();
        }
        return block.remaining() / elementBytes;
    }

    private int advance(int count, int elementBytes) {
        block.position(block.position() + count * elementBytes);
        return count;
    }
}
