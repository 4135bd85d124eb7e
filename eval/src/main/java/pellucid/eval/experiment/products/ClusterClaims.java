package pellucid.eval.experiment.products;

import java.util.Locale;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Verdict;

/** The claims on clusters, whose adjusted Rand index (ARI) the study gives without saying what was grouped. */
final class ClusterClaims extends ProductClaims {
    /** Clusters of such an index have much to do with the categories. */
    private static final double GOOD = 0.5;

    /** A cluster of mostly one category still has others in it. */
    private static final double NOTABLE = 0.5;

    ClusterClaims(ProductResults results) {
        super(results);
    }

    @Override
    void judge() {
        index(
                "The clusters of all-MiniLM-L6-v2 agree with the categories with an ARI of 0.7119.",
                results.base(),
                Reported.INDEX);
        correspondence();
        bert();
        surroundings();
    }

    /** Reproduced where the reported figure lies in the interval of the nearer of our two; corrected where ours is good. */
    private void index(String statement, Measured measured, double reported) {
        Clustered clustered = measured.clustered();
        Grouping nearer = clustered.nearer(reported);
        Interval interval = results.adjustedRandIndex(nearer);
        boolean inside = interval.low() <= reported && reported <= interval.high();
        double best = clustered.better().adjustedRandIndex();
        boolean asGood = reported >= GOOD ? best >= GOOD : best >= reported - INDEX.negligible();
        Verdict verdict = inside ? Verdict.REPRODUCED : asGood ? Verdict.CORRECTED : Verdict.REFUTED;
        String evidence = String.format(
                Locale.ROOT,
                "%s. The nearer is that of %s: 95%% from %.3f to %.3f over the products. Its maps are exact; those of the"
                        + " study's tool approximate.",
                both(measured),
                nearer == clustered.embeddings() ? "the embeddings" : "the t-SNE plane",
                interval.low(),
                interval.high());
        if (measured == results.base()) {
            onMiniLm(statement, verdict, "", "%s", evidence);
        } else {
            list.add(statement, verdict, "%s", evidence);
        }
    }

    private static String both(Measured measured) {
        return String.format(
                Locale.ROOT,
                "The study does not say what it grouped; ours is %.4f on the embeddings and %.4f on the t-SNE plane",
                measured.clustered().embeddings().adjustedRandIndex(),
                measured.clustered().onPlane().adjustedRandIndex());
    }

    private void correspondence() {
        Grouping plane = results.base().clustered().better();
        long[][] counts = plane.agreement().counts();
        long own = 0;
        for (int cluster = 0; cluster < counts[0].length; cluster++) {
            long most = 0;
            for (long[] row : counts) {
                most = Math.max(most, row[cluster]);
            }
            own += most;
        }
        double purity = (double) own / plane.clusters().length;
        double index = plane.adjustedRandIndex();
        boolean overlaps = own < plane.clusters().length;
        judged(
                "The clusters correspond to the categories notably, though overlaps remain.",
                index >= NOTABLE && overlaps
                        ? Verdict.REPRODUCED
                        : index > 2 * INDEX.negligible() ? Verdict.CORRECTED : Verdict.REFUTED,
                overlaps ? " Corrected: they correspond, but not notably." : " Corrected: no overlap remains.",
                "Of the better of the two groupings, %.3f of the products are of the category that their cluster has most"
                        + " of; NMI %.3f, ARI %.3f. Notable is an ARI from %.1f on; none would be up to %.2f.",
                purity,
                plane.agreement().normalizedMutualInformation(),
                index,
                NOTABLE,
                2 * INDEX.negligible());
    }

    private void bert() {
        String figure = "The clusters of bert-base-uncased have an ARI of 0.3095.";
        String less =
                "all-MiniLM-L6-v2 separates the products better than bert-base-uncased (ARI 0.7119 against 0.3095).";
        Measured bert = results.bertBase();
        if (bert == null) {
            list.notTested(figure, withoutBert());
            list.notTested(less, withoutBert());
            return;
        }
        index(figure, bert, Reported.BERT_INDEX);
        Clustered own = results.base().clustered();
        Clustered other = bert.clustered();
        Interval plane = gain(own.onPlane(), other.onPlane());
        Interval vectors = gain(own.embeddings(), other.embeddings());
        Verdict first = INDEX.better(plane);
        Verdict second = INDEX.better(vectors);
        Verdict verdict = first == second ? first : Verdict.CORRECTED;
        onMiniLm(
                less,
                verdict,
                " Corrected: the two do not agree.",
                "Against %s on the t-SNE plane: %s; on the embeddings: %s.",
                bert.label(),
                words(INDEX, plane, first),
                words(INDEX, vectors, second));
    }

    private Interval gain(Grouping own, Grouping other) {
        return own.gainOver(other, results.table().labels(), results.options().seed());
    }

    /** How far the index hangs on what nobody reported: the space, the perplexity. */
    private void surroundings() {
        Clustered base = results.base().clustered();
        double least = base.onPlane().adjustedRandIndex();
        double most = least;
        StringBuilder perplexities = new StringBuilder();
        for (var entry : results.perplexities().entrySet()) {
            double index = entry.getValue().adjustedRandIndex();
            least = Math.min(least, index);
            most = Math.max(most, index);
            perplexities.append(String.format(Locale.ROOT, ", %.3f at %.0f", index, entry.getKey()));
        }
        double across =
                Math.abs(base.onPlane().adjustedRandIndex() - base.embeddings().adjustedRandIndex());
        boolean matters = Math.max(across, most - least) > INDEX.negligible();
        list.add(
                "Not in the study: the ARI hangs on what is grouped and on t-SNE's perplexity, so it has to be told.",
                matters ? Verdict.REPRODUCED : Verdict.REFUTED,
                "Embeddings %.3f, plane %.3f at the perplexity %.0f%s; other starts of k-means give [%s] and [%s]. It matters"
                        + " where the spread is above %.2f.",
                base.embeddings().adjustedRandIndex(),
                base.onPlane().adjustedRandIndex(),
                Clustered.possible(Clustered.PERPLEXITY, results.table().size()),
                perplexities,
                base.embeddings().starts().range(),
                base.onPlane().starts().range(),
                INDEX.negligible());
    }
}
