package pellucid.models.hub;

import java.util.Arrays;
import pellucid.tensor.InputException;

/**
 * A tensor of an ONNX file, row-major.
 *
 * @param name its name
 * @param shape its sizes; empty for a scalar
 * @param floats the values of a float32 tensor, or else null
 * @param longs the values of an int64 tensor, or else null
 */
public record OnnxTensor(String name, long[] shape, float[] floats, long[] longs) {
    /** Rows and columns that one step of the transposition covers, so that both sides stay in the first-level cache. */
    private static final int BLOCK = 32;

    /** Whether the values are float32; they are int64 if not. */
    public boolean isFloat() {
        return floats != null;
    }

    /** The float32 matrix [rows, columns] as [columns, rows] under another name. */
    OnnxTensor transposed(String file, String newName) {
        if (!isFloat() || shape.length != 2) {
            throw new InputException(file + ": the weight '" + newName + "' (there '" + name + "') has shape "
                    + Arrays.toString(shape) + (isFloat() ? "" : " of int64")
                    + " and must be a float32 matrix; export the model once more in float32");
        }
        int rows = (int) shape[0];
        int columns = (int) shape[1];
        float[] turned = new float[floats.length];
        for (int topRow = 0; topRow < rows; topRow += BLOCK) {
            for (int leftColumn = 0; leftColumn < columns; leftColumn += BLOCK) {
                int lastRow = Math.min(rows, topRow + BLOCK);
                int lastColumn = Math.min(columns, leftColumn + BLOCK);
                for (int row = topRow; row < lastRow; row++) {
                    for (int column = leftColumn; column < lastColumn; column++) {
                        turned[column * rows + row] = floats[row * columns + column];
                    }
                }
            }
        }
        return new OnnxTensor(newName, new long[] {columns, rows}, turned, null);
    }
}
