package pellucid.cuda;

import pellucid.cuda.driver.Device;
import pellucid.cuda.launch.Grid;
import pellucid.tensor.Dropout;
import pellucid.tensor.Operands;
import pellucid.tensor.Pooling;
import pellucid.tensor.Scratch;
import pellucid.tensor.Segments;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * The part of the CUDA backend for attention, pooling and dropout. Kernels in {@code attention.cu}, {@code pooling.cu} and
 * {@code dropout.cu}.
 */
abstract class CudaSequences extends CudaTables {
    /** Queries (or keys) of a block of attention, and its threads. */
    private static final int TILE = 32;

    private static final int TILE_THREADS = 64;
    /** Queries of a block of the attention kernel for any head dimension: a warp each. */
    private static final int WARPS = 8;
    /** Threads of a block that works on columns of sequences. */
    private static final int COLUMNS = 128;

    CudaSequences(Device device) {
        super(device);
    }

    /** Sums of squared lengths of the sequences before each, int32 [sequences + 1]; sent to the device once. */
    private Tensor scoreOffsets(Segments segments) {
        return offsets(segments).storage().derived("score offsets", () -> {
            int[] sums = new int[segments.count() + 1];
            for (int s = 0; s < segments.count(); s++) {
                sums[s + 1] = Math.toIntExact(sums[s] + (long) segments.length(s) * segments.length(s));
            }
            return ints(sums);
        });
    }

    /** The probability as kernels compare it: the least of {@link pellucid.tensor.Philox}'s numbers that is kept. */
    private static float dropped(Dropout dropout) {
        return (float) (Math.ceil(dropout.probability() * 0x1p24) * 0x1p-24);
    }

    private static float keptScale(Dropout dropout) {
        return (float) (1 / (1 - dropout.probability()));
    }

    @Override
    public void attention(
            Tensor qkv, Segments segments, int heads, double scale, Dropout dropout, Tensor probabilities, Tensor out) {
        Operands.attention(qkv, segments, heads, probabilities, out);
        if (out.size() == 0) {
            return;
        }
        int headDim = out.dim(1) / heads;
        int sharedBytes = 2 * WARPS * headDim * Float.BYTES;
        boolean tiled = headDim == 32 || headDim == 64;
        if (!tiled && sharedBytes > SHARED_BYTES) {
            super.attention(qkv, segments, heads, scale, dropout, probabilities, out);
            return;
        }
        try (Scratch.Frame frame = scratch().open()) {
            Tensor from = rows(frame, qkv);
            Tensor kept = denseOutput(frame, probabilities);
            Tensor to = rowsOutput(frame, out);
            if (tiled) {
                launch(
                        headDim == 32 ? "attention_2_fused_32" : "attention_2_fused_64",
                        Grid.blocks(segments.count(), runs(segments.longest(), TILE), heads, TILE_THREADS),
                        from,
                        from.rowStride(),
                        offsets(segments),
                        scoreOffsets(segments),
                        heads,
                        scale,
                        dropout.seed(),
                        dropout.offset(),
                        dropped(dropout),
                        keptScale(dropout),
                        kept,
                        to,
                        to.rowStride());
            } else {
                launch(
                        "attention_2_fused_any",
                        Grid.blocks(segments.count(), runs(segments.longest(), WARPS), heads, BLOCK)
                                .withShared(sharedBytes),
                        from,
                        from.rowStride(),
                        offsets(segments),
                        scoreOffsets(segments),
                        heads,
                        headDim,
                        scale,
                        dropout.seed(),
                        dropout.offset(),
                        dropped(dropout),
                        keptScale(dropout),
                        kept,
                        to,
                        to.rowStride());
            }
            settle(kept, probabilities);
            settle(to, out);
        }
    }

    @Override
    public void attentionBackward(
            Tensor qkv,
            Segments segments,
            int heads,
            double scale,
            Dropout dropout,
            Tensor probabilities,
            Tensor dOut,
            Tensor dqkv) {
        Operands.attention(qkv, segments, heads, probabilities, dOut);
        Operands.sameShape("attentionBackward", qkv, dqkv);
        if (dOut.size() == 0) {
            return;
        }
        try (Scratch.Frame frame = scratch().open()) {
            Tensor from = rows(frame, qkv);
            Tensor gradient = rows(frame, dOut);
            Tensor kept = dense(frame, probabilities);
            Tensor to = rowsOutput(frame, dqkv);
            Tensor dScores = frame.tensor(qkv.dtype(), Shape.of(kept.size()));
            Tensor offsets = offsets(segments);
            Tensor scoreOffsets = scoreOffsets(segments);
            int headDim = dOut.dim(1) / heads;
            Grid tiles = Grid.blocks(segments.count(), runs(segments.longest(), TILE), heads, TILE_THREADS);
            long seed = dropout.seed();
            long position = dropout.offset();
            float dropped = dropped(dropout);
            float keptScale = keptScale(dropout);
            launch(
                    "attention_backward_values",
                    tiles,
                    offsets,
                    scoreOffsets,
                    heads,
                    headDim,
                    seed,
                    position,
                    dropped,
                    keptScale,
                    kept,
                    gradient,
                    gradient.rowStride(),
                    to,
                    to.rowStride());
            launch(
                    "attention_backward_probabilities",
                    tiles,
                    from,
                    from.rowStride(),
                    offsets,
                    scoreOffsets,
                    heads,
                    headDim,
                    seed,
                    position,
                    dropped,
                    keptScale,
                    gradient,
                    gradient.rowStride(),
                    dScores);
            launch(
                    "attention_backward_softmax",
                    tiles.withBlock(BLOCK, 1),
                    offsets,
                    scoreOffsets,
                    heads,
                    headDim,
                    scale,
                    kept,
                    dScores);
            for (String kernel : new String[] {"attention_backward_queries", "attention_backward_keys"}) {
                launch(
                        kernel,
                        tiles,
                        from,
                        from.rowStride(),
                        offsets,
                        scoreOffsets,
                        heads,
                        headDim,
                        dScores,
                        to,
                        to.rowStride());
            }
            settle(to, dqkv);
        }
    }

    @Override
    public void dropout(Tensor x, Dropout dropout, Tensor out) {
        Operands.sameShape("dropout", x, out);
        if (!dropout.isActive()) {
            copy(x, out);
            return;
        }
        if (out.size() == 0) {
            return;
        }
        try (Scratch.Frame frame = scratch().open()) {
            Tensor from = dense(frame, x);
            Tensor to = denseOutput(frame, out);
            long groups = ((dropout.offset() & 3) + out.size() + 3) / 4;
            launch(
                    "dropout",
                    Grid.linear(groups, BLOCK),
                    from,
                    to,
                    out.size(),
                    dropout.seed(),
                    dropout.offset(),
                    dropped(dropout),
                    keptScale(dropout));
            settle(to, out);
        }
    }

    @Override
    public void pool(Pooling mode, Tensor x, Segments segments, int skip, Tensor out) {
        Operands.pool(x, segments, skip, out);
        if (out.size() == 0) {
            return;
        }
        try (Scratch.Frame frame = scratch().open()) {
            Tensor from = rows(frame, x);
            Tensor to = rowsOutput(frame, out);
            launch(
                    "pool",
                    Grid.blocks(segments.count(), runs(out.dim(1), COLUMNS), 1, COLUMNS),
                    mode.ordinal(),
                    from,
                    from.rowStride(),
                    offsets(segments),
                    skip,
                    out.dim(1),
                    to,
                    to.rowStride());
            settle(to, out);
        }
    }

    @Override
    public void poolBackward(Pooling mode, Tensor x, Segments segments, int skip, Tensor dOut, Tensor dx) {
        Operands.pool(dx, segments, skip, dOut);
        Operands.sameShape("poolBackward", mode == Pooling.MAX ? x : dx, dx);
        if (dx.size() == 0) {
            return;
        }
        try (Scratch.Frame frame = scratch().open()) {
            Tensor from = mode == Pooling.MAX ? rows(frame, x) : null;
            Tensor gradient = rows(frame, dOut);
            Tensor to = rowsOutput(frame, dx);
            launch(
                    "pool_backward",
                    Grid.blocks(segments.count(), runs(dx.dim(1), COLUMNS), 1, COLUMNS),
                    mode.ordinal(),
                    from,
                    from == null ? 0 : from.rowStride(),
                    offsets(segments),
                    skip,
                    dx.dim(1),
                    gradient,
                    gradient.rowStride(),
                    to,
                    to.rowStride());
            settle(to, dx);
        }
    }
}
