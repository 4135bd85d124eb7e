package pellucid.models.weights;

import java.nio.file.Path;
import java.util.function.Consumer;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

/**
 * A safetensors file whose last tensor is written row by row: a table that need not fit into memory. Begin one with
 * {@link SafetensorsWriter#open(Path, String, long[])} or {@link SafetensorsWriter#stream}.
 *
 * <p>{@link #close} makes the file appear, provided that every announced row was given; otherwise it leaves no file and
 * says so. An older file of that name stays whole until then. For one thread at a time.
 */
public final class SafetensorsStream implements AutoCloseable {
    private final AtomicFile file;
    private final LittleEndianOutput output;
    private final Path path;
    private final StoredTensor tensor;
    private final long rows;
    private final long rowLength;
    private long rowsGiven;
    private boolean ended;

    /** @param start writes all that stands before the tensor's data */
    SafetensorsStream(AtomicFile file, Path path, StoredTensor tensor, Consumer<LittleEndianOutput> start) {
        this.file = file;
        this.output = new LittleEndianOutput(file);
        this.path = path;
        this.tensor = tensor;
        this.rows = tensor.shape()[0];
        this.rowLength = rows == 0 ? 0 : tensor.elementCount() / rows;
        abortOnFailure(() -> start.accept(output));
    }

    /**
     * Appends the next row of an F32 tensor.
     *
     * @throws ShapeException when the row's length is not the product of the dimensions after the first
     * @throws InputException when the tensor is of another type, all rows have been given, or the disk refuses
     */
    public void append(float[] row) {
        if (tensor.type() != StoredType.F32) {
            throw new InputException(subject() + " is " + tensor.type() + " and takes rows of bytes, not of floats");
        }
        checkRow(row.length, rowLength, "elements");
        abortOnFailure(() -> output.floats(row));
        rowsGiven++;
    }

    /**
     * Appends the next row of a tensor of any type as its elements' little-endian bytes.
     *
     * @throws ShapeException when the row is not as many bytes as the dimensions after the first take
     * @throws InputException when a BOOL is neither 0 nor 1, all rows have been given, or the disk refuses
     */
    public void append(byte[] row) {
        checkRow(row.length, rowLength * tensor.type().bytes(), "bytes");
        SafetensorsWriter.checkBooleans(tensor.name(), tensor.type(), row);
        abortOnFailure(() -> output.bytes(row));
        rowsGiven++;
    }

    private void checkRow(int length, long wanted, String unit) {
        if (ended) {
            throw new InputException(subject() + " is no longer open; no row can be added");
        }
        if (rowsGiven == rows) {
            throw new InputException(subject() + " has shape " + tensor.shapeText() + " and all its " + rows
                    + " rows; another one does not fit");
        }
        if (length != wanted) {
            throw new ShapeException(subject() + " has shape " + tensor.shapeText() + ", whose rows have " + wanted
                    + " " + unit + "; row " + rowsGiven + " has " + length);
        }
    }

    private void abortOnFailure(Runnable step) {
        try {
            step.run();
        } catch (InputException failure) {
            abort();
            throw failure;
        }
    }

    /** Gives up: removes what was written. Does nothing after {@link #close}. */
    public void abort() {
        ended = true;
        file.close();
    }

    /**
     * Ends the file and makes it appear under its name. Does nothing after {@link #abort} or a failed append.
     *
     * @throws InputException when rows are missing or the disk refuses; there is no new file then
     */
    @Override
    public void close() {
        if (ended) {
            return;
        }
        if (rowsGiven < rows) {
            abort();
            throw new InputException(subject() + " has shape " + tensor.shapeText() + ", but only " + rowsGiven
                    + " rows were given; no file was written");
        }
        abortOnFailure(() -> {
            output.flush();
            file.commit();
        });
        ended = true;
    }

    private String subject() {
        return path + ": tensor " + TensorNames.quote(tensor.name());
    }
}
