package pellucid.bench.gemm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pellucid.tensor.InputException;

/** The sizes of one product: a is [m, k], b is [k, n]. */
public record MatrixSize(int m, int k, int n) {
    /** The four dense layers of MiniLM's block, for one worker's batch of tokens and for a large one. */
    public static final List<MatrixSize> MINILM = minilm();

    /** Sizes that fit no tile. */
    public static final List<MatrixSize> ODD = List.of(
            new MatrixSize(1, 384, 384),
            new MatrixSize(7, 13, 207),
            new MatrixSize(300, 300, 300),
            new MatrixSize(1000, 77, 333));

    private static List<MatrixSize> minilm() {
        List<MatrixSize> sizes = new ArrayList<>();
        for (int tokens : new int[] {256, 2048}) {
            sizes.add(new MatrixSize(tokens, 384, 1152));
            sizes.add(new MatrixSize(tokens, 384, 384));
            sizes.add(new MatrixSize(tokens, 384, 1536));
            sizes.add(new MatrixSize(tokens, 1536, 384));
        }
        return List.copyOf(sizes);
    }

    /** Reads {@code 256x384x1152}. */
    public static MatrixSize parse(String text) {
        try {
            int[] sizes =
                    Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray();
            if (sizes.length == 3 && sizes[0] > 0 && sizes[1] > 0 && sizes[2] > 0) {
                return new MatrixSize(sizes[0], sizes[1], sizes[2]);
            }
        } catch (NumberFormatException e) {
            throw unreadable(text);
        }
        throw unreadable(text);
    }

    private static InputException unreadable(String text) {
        return new InputException(
                "'" + text + "' is no size of a matrix product; write rows, depth and columns as 256x384x1152");
    }

    /** Floating-point operations of the product: a multiplication and an addition a step. */
    public double flops() {
        return 2.0 * m * k * n;
    }

    @Override
    public String toString() {
        return m + "x" + k + "x" + n;
    }
}
