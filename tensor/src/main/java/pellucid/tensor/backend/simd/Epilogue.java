package pellucid.tensor.backend.simd;

import pellucid.tensor.Activation;

/**
 * What is done to a tile of the result while it is still in the first-level cache: add the bias, apply the activation.
 * Done as a pass of its own it would read and write the whole result once more.
 *
 * @param bias [columns], from biasAt on; null for none
 */
record Epilogue(float[] bias, int biasAt, Activation activation) {
    static final Epilogue NONE = new Epilogue(null, 0, Activation.NONE);

    boolean isNothing() {
        return bias == null && activation == Activation.NONE;
    }

    /**
     * Finishes rows of one panel's width.
     *
     * @param column the panel's first column
     * @param width how many of its columns are real; biases behind them count as 0
     */
    void finish(float[] c, int at, int stride, int rows, int column, int width, Workspace workspace) {
        if (bias != null) {
            float[] values = bias;
            int from = biasAt + column;
            if (width < Panels.PANEL) {
                values = workspace.bias;
                java.util.Arrays.fill(values, 0);
                System.arraycopy(bias, from, values, 0, width);
                from = 0;
            }
            if (activation == Activation.GELU) {
                biasGelu(c, at, stride, rows, values, from);
                return;
            }
            addBias(c, at, stride, rows, values, from);
        }
        if (activation != Activation.NONE) {
            for (int r = 0; r < rows; r++) {
                UnaryLoops.apply(
                        activation.function(), c, at + r * stride, c, at + r * stride, Panels.PANEL, workspace.lanes);
            }
        }
    }

    private static void addBias(float[] c, int at, int stride, int rows, float[] bias, int from) {
        for (int r = 0; r < rows; r++) {
            addBiasRow(c, at + r * stride, bias, from);
        }
    }

    private static void addBiasRow(float[] c, int at, float[] bias, int from) {
        for (int j = 0; j < Panels.PANEL; j += Lanes.COUNT) {
            Lanes.load(c, at + j).add(Lanes.load(bias, from + j)).intoArray(c, at + j);
        }
    }

    private static void biasGelu(float[] c, int at, int stride, int rows, float[] bias, int from) {
        for (int r = 0; r < rows; r++) {
            biasGeluRow(c, at + r * stride, bias, from);
        }
    }

    private static void biasGeluRow(float[] c, int at, float[] bias, int from) {
        for (int j = 0; j < Panels.PANEL; j += Lanes.COUNT) {
            VectorMath.gelu(Lanes.load(c, at + j).add(Lanes.load(bias, from + j)))
                    .intoArray(c, at + j);
        }
    }
}
