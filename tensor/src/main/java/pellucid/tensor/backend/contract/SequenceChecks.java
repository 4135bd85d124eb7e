package pellucid.tensor.backend.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pellucid.tensor.Backend;
import pellucid.tensor.Dropout;
import pellucid.tensor.Pooling;
import pellucid.tensor.Segments;
import pellucid.tensor.Shape;

/** Embeddings, attention, dropout and pooling over packed sequences, forward and backward. */
final class SequenceChecks {
    private static final Segments[] BATCHES = {
        Segments.ofLengths(1),
        Segments.ofLengths(7),
        Segments.ofLengths(2, 13, 1),
        Segments.ofLengths(16, 0, 17, 3),
        Segments.ofLengths()
    };
    /** Heads and the size of each. */
    private static final int[][] HEADS = {{1, 1}, {2, 7}, {3, 16}, {2, 32}};

    private SequenceChecks() {}

    static List<Check> all() {
        List<Check> checks = new ArrayList<>();
        checks.add(new Check("sequences: embeddingLayerNorm", SequenceChecks::embeddings));
        checks.add(new Check("sequences: attention", SequenceChecks::attention));
        checks.add(new Check("sequences: attention with large scores", SequenceChecks::largeScores));
        checks.add(new Check("sequences: attention backward", SequenceChecks::attentionBackward));
        checks.add(new Check("sequences: dropout", SequenceChecks::dropout));
        for (Pooling mode : Pooling.values()) {
            String name = mode.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            checks.add(new Check("sequences: pool " + name, (c, r) -> pool(mode, c, r)));
            checks.add(new Check("sequences: pool " + name + " backward", (c, r) -> poolBackward(mode, c, r)));
        }
        return checks;
    }

    private static void embeddings(Backend candidate, Backend reference) {
        for (int[] size : new int[][] {{1, 1}, {7, 13}, {13, 64}, {5, 384}, {0, 4}}) {
            for (boolean statistics : new boolean[] {true, false}) {
                int tokens = size[0];
                int hidden = size[1];
                Draw draw = new Draw(60);
                Trial trial = new Trial("embeddingLayerNorm", candidate, reference);
                Operand words = trial.input("words", draw.normal(31 * hidden, 1), 31, hidden);
                Operand positions = trial.input("positions", draw.normal(16 * hidden, 1), 16, hidden);
                Operand types = trial.input("types", draw.normal(2 * hidden, 1), 2, hidden);
                Operand ids = trial.ids("ids", draw.ids(tokens, 31));
                Operand positionIds = trial.ids("positionIds", draw.ids(tokens, 16));
                Operand typeIds = trial.ids("typeIds", draw.ids(tokens, 2));
                Operand gamma = trial.input("gamma", draw.normal(hidden, 1), hidden);
                Operand beta = trial.input("beta", draw.normal(hidden, 1), hidden);
                Operand normalized = statistics ? trial.output("normalized", tokens, hidden) : null;
                Operand rstd = statistics ? trial.output("rstd", tokens) : null;
                Operand out = trial.output("out", tokens, hidden);
                trial.run((b, t) -> b.embeddingLayerNorm(
                        t.of(words),
                        t.of(positions),
                        t.of(types),
                        t.of(ids),
                        t.of(positionIds),
                        t.of(typeIds),
                        t.of(gamma),
                        t.of(beta),
                        1e-12,
                        normalized == null ? null : t.of(normalized),
                        rstd == null ? null : t.of(rstd),
                        t.of(out)));
            }
        }
    }

    private static void attention(Backend candidate, Backend reference) {
        for (Segments batch : BATCHES) {
            for (int[] heads : HEADS) {
                for (Dropout dropout : new Dropout[] {Dropout.NONE, new Dropout(0.3, 42, 1001)}) {
                    for (boolean kept : new boolean[] {true, false}) {
                        attention(candidate, reference, batch, heads, dropout, kept, 1, Layout.values());
                    }
                }
            }
        }
        Segments longOnes = Segments.ofLengths(31, 64, 65);
        attention(candidate, reference, longOnes, new int[] {2, 32}, Dropout.NONE, true, 1, Layout.GAPPED);
        attention(candidate, reference, longOnes, new int[] {2, 32}, Dropout.NONE, false, 1, Layout.OWN);
        attention(candidate, reference, Segments.ofLengths(207), new int[] {1, 32}, Dropout.NONE, false, 1, Layout.OWN);
        Dropout some = new Dropout(0.3, 42, 1001);
        attention(candidate, reference, Segments.ofLengths(401), new int[] {1, 3}, some, true, 1, Layout.OWN);
        attention(candidate, reference, Segments.ofLengths(5, 37), new int[] {1, 72}, some, true, 1, Layout.GAPPED);
        // A head deeper than any block of a kernel.
        attention(candidate, reference, Segments.ofLengths(3, 17), new int[] {1, 390}, some, true, 1, Layout.OWN);
    }

    private static void largeScores(Backend candidate, Backend reference) {
        for (double scale : new double[] {10, 100}) {
            attention(
                    candidate,
                    reference,
                    // With two keys, some queries have only negative scores, far below what exp can show.
                    Segments.ofLengths(13, 17, 2, 2),
                    new int[] {2, 16},
                    Dropout.NONE,
                    true,
                    scale,
                    Layout.OWN,
                    Layout.GAPPED);
        }
    }

    private static void attention(
            Backend candidate,
            Backend reference,
            Segments batch,
            int[] heads,
            Dropout dropout,
            boolean kept,
            double size,
            Layout... layouts) {
        int hidden = heads[0] * heads[1];
        int tokens = batch.total();
        Trial trial = new Trial(
                "attention of " + batch + ", " + heads[0] + " heads, dropout " + dropout.probability(),
                candidate,
                reference);
        Operand qkv = trial.input("qkv", new Draw(61).normal(tokens * 3 * hidden, size), tokens, 3 * hidden);
        Operand probabilities = kept ? trial.output("probabilities", heads[0] * batch.scores()) : null;
        Operand out = trial.output("out", tokens, hidden);
        double scale = 1 / Math.sqrt(heads[1]);
        trial.layouts(layouts)
                .run((b, t) -> b.attention(
                        t.of(qkv),
                        batch,
                        heads[0],
                        scale,
                        dropout,
                        probabilities == null ? null : t.of(probabilities),
                        t.of(out)));
    }

    private static void attentionBackward(Backend candidate, Backend reference) {
        for (Segments batch : BATCHES) {
            for (int[] heads : HEADS) {
                for (Dropout dropout : new Dropout[] {Dropout.NONE, new Dropout(0.3, 42, 1001)}) {
                    attentionBackward(candidate, reference, batch, heads, dropout, Layout.values());
                }
            }
        }
        // Longer than any block of a kernel, and heads wider than its vectors.
        Dropout some = new Dropout(0.3, 42, 1001);
        attentionBackward(candidate, reference, Segments.ofLengths(401), new int[] {1, 3}, some, Layout.OWN);
        attentionBackward(candidate, reference, Segments.ofLengths(5, 37), new int[] {1, 72}, some, Layout.GAPPED);
        attentionBackward(candidate, reference, Segments.ofLengths(130), new int[] {2, 32}, Dropout.NONE, Layout.OWN);
        attentionBackward(candidate, reference, Segments.ofLengths(3, 17), new int[] {1, 390}, some, Layout.OWN);
    }

    private static void attentionBackward(
            Backend candidate, Backend reference, Segments batch, int[] heads, Dropout dropout, Layout... layouts) {
        int hidden = heads[0] * heads[1];
        int tokens = batch.total();
        Draw draw = new Draw(62);
        Trial trial = new Trial(
                "attentionBackward of " + batch + ", " + heads[0] + " heads, dropout " + dropout.probability(),
                candidate,
                reference);
        Operand qkv = trial.input("qkv", draw.normal(tokens * 3 * hidden, 1), tokens, 3 * hidden);
        Operand probabilities = trial.input(
                "probabilities", draw.uniform(heads[0] * batch.scores(), 0, 0.3), heads[0] * batch.scores());
        Operand dOut = trial.input("dOut", draw.normal(tokens * hidden, 1), tokens, hidden);
        Operand dqkv = trial.output("dqkv", tokens, 3 * hidden);
        double scale = 1 / Math.sqrt(heads[1]);
        trial.layouts(layouts)
                .run((b, t) -> b.attentionBackward(
                        t.of(qkv), batch, heads[0], scale, dropout, t.of(probabilities), t.of(dOut), t.of(dqkv)));
    }

    private static void dropout(Backend candidate, Backend reference) {
        for (int[] shape : ElementwiseChecks.SHAPES) {
            for (Dropout dropout : new Dropout[] {
                Dropout.NONE,
                new Dropout(0.1, 7, 0),
                new Dropout(0.5, -3, 5),
                new Dropout(0.9, 1L << 40, (1L << 34) + 3)
            }) {
                Trial trial = new Trial("dropout " + dropout, candidate, reference);
                Operand x = trial.input("x", new Draw(63).normal(Shape.of(shape).size(), 2), shape);
                Operand out = trial.output("out", shape);
                trial.mayLieOn(out, x).run((b, t) -> b.dropout(t.of(x), dropout, t.of(out)));
            }
        }
        // Where the lower half of the generator's counter runs over.
        Dropout atTheEdge = new Dropout(0.5, 11, (1L << 34) - 30);
        Trial trial = new Trial("dropout " + atTheEdge, candidate, reference);
        Operand x = trial.input("x", new Draw(66).normal(2053, 2), 2053);
        Operand out = trial.output("out", 2053);
        trial.layouts(Layout.OWN, Layout.INSIDE).run((b, t) -> b.dropout(t.of(x), atTheEdge, t.of(out)));
    }

    private static void pool(Pooling mode, Backend candidate, Backend reference) {
        for (Segments batch : BATCHES) {
            for (int hidden : new int[] {1, 13, 64}) {
                for (int skip : new int[] {0, 1, 5}) {
                    // All below 0, so that a maximum that starts at 0 is caught.
                    double[] values = new Draw(64).uniform(batch.total() * hidden, -5, -1);
                    Trial trial = new Trial("pool " + mode + " of " + batch + ", skip " + skip, candidate, reference);
                    Operand x = trial.input("x", values, batch.total(), hidden);
                    Operand out = trial.output("out", batch.count(), hidden);
                    trial.run((b, t) -> b.pool(mode, t.of(x), batch, skip, t.of(out)));
                }
            }
        }
    }

    private static void poolBackward(Pooling mode, Backend candidate, Backend reference) {
        for (Segments batch : BATCHES) {
            for (int hidden : new int[] {1, 13, 64}) {
                for (int skip : new int[] {0, 1, 5}) {
                    Draw draw = new Draw(65);
                    Trial trial =
                            new Trial("poolBackward " + mode + " of " + batch + ", skip " + skip, candidate, reference);
                    Operand x = trial.input("x", draw.whole(batch.total() * hidden, 5), batch.total(), hidden);
                    Operand dOut = trial.input("dOut", draw.normal(batch.count() * hidden, 1), batch.count(), hidden);
                    Operand dx = trial.output("dx", batch.total(), hidden);
                    trial.run((b, t) -> b.poolBackward(mode, t.of(x), batch, skip, t.of(dOut), t.of(dx)));
                }
            }
        }
    }
}
