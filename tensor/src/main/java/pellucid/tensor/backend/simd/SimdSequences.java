package pellucid.tensor.backend.simd;

import pellucid.tensor.Dropout;
import pellucid.tensor.Operands;
import pellucid.tensor.Segments;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Workers;
import pellucid.tensor.backend.reference.CpuStorage;

/** The SIMD backend's attention, forward and backward: each head of each sequence is a task of its own. */
abstract class SimdSequences extends SimdWord2Vec {
    SimdSequences(Workers workers) {
        super(workers);
    }

    private interface HeadTask {
        /** @param position where the head's first probability lies among all of them */
        void run(int sequence, int head, int position);
    }

    private void forHeads(Segments segments, int heads, HeadTask task) {
        workers.run(segments.count() * heads, number -> {
            int s = number / heads;
            int h = number % heads;
            int length = segments.length(s);
            if (length > 0) {
                task.run(s, h, heads * segments.scoresBefore(s) + h * length * length);
            }
        });
    }

    private static Attention.Head head(Rows qkv, Segments segments, int sequence, int head, int heads) {
        int hidden = qkv.columns() / 3;
        int size = hidden / heads;
        return new Attention.Head(
                qkv.values(),
                qkv.start(segments.start(sequence)) + head * size,
                qkv.stride(),
                hidden,
                segments.length(sequence),
                size);
    }

    @Override
    public void attention(
            Tensor qkv, Segments segments, int heads, double scale, Dropout dropout, Tensor probabilities, Tensor out) {
        boolean plain = qkv.hasRows() && out.hasRows() && (probabilities == null || probabilities.isContiguous());
        if (!plain) {
            super.attention(qkv, segments, heads, scale, dropout, probabilities, out);
            return;
        }
        Operands.attention(qkv, segments, heads, probabilities, out);
        Rows from = Rows.of(qkv);
        Rows target = Rows.of(out);
        int size = target.columns() / heads;
        float[] kept = probabilities == null ? null : CpuStorage.floats(probabilities);
        forHeads(
                segments,
                heads,
                (s, h, position) -> Attention.compute(
                        head(from, segments, s, h, heads),
                        (float) scale,
                        dropout,
                        position,
                        kept,
                        kept == null ? 0 : probabilities.offset() + position,
                        target.values(),
                        target.start(segments.start(s)) + h * size,
                        target.stride()));
        out.storage().touch();
        if (probabilities != null) {
            probabilities.storage().touch();
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
        boolean plain = qkv.hasRows() && dOut.hasRows() && dqkv.hasRows() && probabilities.isContiguous();
        if (!plain) {
            super.attentionBackward(qkv, segments, heads, scale, dropout, probabilities, dOut, dqkv);
            return;
        }
        Operands.attention(qkv, segments, heads, probabilities, dOut);
        Operands.sameShape("attentionBackward", qkv, dqkv);
        Rows from = Rows.of(qkv);
        Rows gradient = Rows.of(dOut);
        Rows target = Rows.of(dqkv);
        int size = gradient.columns() / heads;
        float[] kept = CpuStorage.floats(probabilities);
        forHeads(
                segments,
                heads,
                (s, h, position) -> AttentionBackward.compute(
                        head(from, segments, s, h, heads),
                        (float) scale,
                        dropout,
                        position,
                        kept,
                        probabilities.offset() + position,
                        gradient.values(),
                        gradient.start(segments.start(s)) + h * size,
                        gradient.stride(),
                        target.values(),
                        target.start(segments.start(s)) + h * size,
                        target.stride()));
        dqkv.storage().touch();
    }
}
