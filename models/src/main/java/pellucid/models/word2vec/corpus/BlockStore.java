package pellucid.models.word2vec.corpus;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pellucid.tensor.InputException;

/**
 * The blocks of an encoded corpus: arrays, or, above a bound, a temporary file.
 *
 * <p>The file is read at positions and not mapped: a mapping lives until the garbage collector finds it, which on some
 * systems keeps the file from being deleted, and 40 KB at a time cost nothing beside what is computed with them. It is
 * opened so that the system deletes it when it is closed, and also when the process dies.
 */
final class BlockStore implements AutoCloseable {
    private final Spill spill;
    private final IntArrayList lengths = new IntArrayList();
    private final IntArrayList tokens = new IntArrayList();
    private final LongArrayList positions = new LongArrayList();
    private List<int[]> arrays = new ArrayList<>();
    private long ints;
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private Path path;
    private FileChannel file;

    BlockStore(Spill spill) {
        this.spill = spill;
    }

    /** Appends a block: the first {@code length} values of an array that is the caller's again afterwards. */
    void add(int[] values, int length, int blockTokens) {
        positions.add(ints * Integer.BYTES);
        lengths.add(length);
        tokens.add(blockTokens);
        ints += length;
        if (file == null && ints * Integer.BYTES > spill.above()) {
            leaveMemory();
        }
        if (file == null) {
            arrays.add(Arrays.copyOf(values, length));
        } else {
            write(values, length);
        }
    }

    private void leaveMemory() {
        try {
            path = Files.createTempFile(spill.folder(), "pellucid-corpus-", ".ids");
            file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw unwritable(e);
        }
        for (int[] block : arrays) {
            write(block, block.length);
        }
        arrays = null;
    }

    private void write(int[] values, int length) {
        if (bytes.capacity() < length * Integer.BYTES) {
            bytes = ByteBuffer.allocateDirect(length * Integer.BYTES);
        }
        bytes.clear().limit(length * Integer.BYTES);
        bytes.asIntBuffer().put(values, 0, length);
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private InputException unwritable(IOException cause) {
        return new InputException(
                "the corpus takes more than " + spill.above() + " bytes as ids, and a temporary file for them in "
                        + spill.folder() + " cannot be written: " + cause
                        + "; name another folder (-Djava.io.tmpdir=…) or give the JVM more memory (-Xmx)",
                cause);
    }

    /** Nothing is added any more. */
    void complete() {
        bytes = null;
        lengths.trim();
        tokens.trim();
        positions.trim();
    }

    int blocks() {
        return lengths.size();
    }

    int length(int block) {
        return lengths.getInt(block);
    }

    int tokens(int block) {
        return tokens.getInt(block);
    }

    /** Where the file lies, or lay: some systems take its name away as soon as it is open; null without one. */
    Path path() {
        return path;
    }

    /** Puts a block at the beginning of an array. */
    void read(int block, int[] values) {
        int length = lengths.getInt(block);
        if (file == null) {
            System.arraycopy(arrays.get(block), 0, values, 0, length);
            return;
        }
        ByteBuffer read = ByteBuffer.allocate(length * Integer.BYTES);
        long position = positions.getLong(block);
        try {
            while (read.hasRemaining()) {
                int count = file.read(read, position + read.position());
                if (count < 0) {
                    throw new IOException("the file ends in block " + block);
                }
            }
        } catch (IOException e) {
            throw new InputException(
                    "the temporary file of the corpus, " + path + ", cannot be read: " + e
                            + "; start again, and leave the file alone until the training has ended",
                    e);
        }
        read.flip().asIntBuffer().get(values, 0, length);
    }

    /** Releases the arrays and deletes the file. */
    @Override
    public void close() {
        arrays = null;
        bytes = null;
        if (path == null) {
            return;
        }
        try {
            if (file != null) {
                file.close();
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new InputException("the temporary file " + path + " cannot be deleted: " + e + "; delete it", e);
        }
    }
}
