package pellucid.training.distill;

import java.util.List;
import java.util.Locale;
import pellucid.autograd.NoGrad;
import pellucid.autograd.Variable;
import pellucid.models.nn.Dropouts;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.InputException;
import pellucid.tensor.Tensor;
import pellucid.training.distill.RelationDistillation.Pass;

/**
 * How far a student agrees with its teacher on some texts, in what it is taught: the relations between the tokens. It says
 * nothing of the vectors of whole texts, which lie above the layer that is taught.
 *
 * @param divergence the mean KL divergence of a relation: the loss, by the number of relations
 * @param sameToken the share of all tokens, heads and relations for which student and teacher relate the token most to the
 *     same other token of its text; in a text of n tokens, chance gives 1 / (n - 1)
 */
public record Agreement(double divergence, double sameToken) {
    private static final int BATCH = 32;

    /**
     * Measures.
     *
     * @param texts one at least
     */
    public static Agreement of(RelationDistillation method, SentenceEncoder student, List<String> texts) {
        if (texts.isEmpty()) {
            throw new InputException("agreement on no texts at all; give at least one");
        }
        NoGrad noGrad = NoGrad.open();
        try {
            double divergence = 0;
            long same = 0;
            long all = 0;
            long tokens = 0;
            for (int from = 0; from < texts.size(); from += BATCH) {
                List<String> some = texts.subList(from, Math.min(from + BATCH, texts.size()));
                Pass pass = method.pass(student, some, Dropouts.NONE);
                int packed = pass.segments().total();
                divergence += packed
                        * RelationDistillation.divergence(
                                        method.relations(), pass.teacher(), pass.student(), pass.segments())
                                .value()
                                .item();
                tokens += packed;
                for (Relation relation : method.relations()) {
                    same += sameTokens(relation, pass);
                    all += (long) relation.heads() * packed;
                }
            }
            int relations = method.relations().size();
            return new Agreement(divergence / tokens / relations, (double) same / all);
        } finally {
            noGrad.close();
        }
    }

    private static long sameTokens(Relation relation, Pass pass) {
        long same = 0;
        for (int text = 0; text < pass.segments().count(); text++) {
            int from = pass.segments().start(text);
            int to = pass.segments().end(text);
            Tensor taught = relation.logProbabilities(Variable.constant(pass.teacher()), from, to)
                    .value();
            Tensor learned = relation.logProbabilities(pass.student(), from, to).value();
            same += sameTokens(taught.toDoubles(), learned.toDoubles(), to - from);
        }
        return same;
    }

    /** Of matrices [heads, n, n], the rows with their largest number beside the diagonal in the same column. */
    static long sameTokens(double[] taught, double[] learned, int n) {
        long same = 0;
        for (int row = 0; row < taught.length / n; row++) {
            same += mostRelated(taught, row, n) == mostRelated(learned, row, n) ? 1 : 0;
        }
        return same;
    }

    private static int mostRelated(double[] matrices, int row, int n) {
        int itself = row % n;
        int most = -1;
        for (int other = 0; other < n; other++) {
            if (other != itself && (most < 0 || matrices[row * n + other] > matrices[row * n + most])) {
                most = other;
            }
        }
        return most;
    }

    /** Such as {@code mean KL 0.2264, same most related token 0.412}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "mean KL %.4f, same most related token %.4f", divergence, sameToken);
    }
}
