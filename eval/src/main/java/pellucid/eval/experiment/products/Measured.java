package pellucid.eval.experiment.products;

import pellucid.eval.metric.ConfusionMatrix;

/**
 * What was measured on the products as vectors of one kind.
 *
 * @param classified over the splits
 * @param onStudysSplit what was taken for what on the study's own split; null where the products are others
 * @param clustered both ways
 */
record Measured(
        Representation representation, Classified classified, ConfusionMatrix onStudysSplit, Clustered clustered) {
    String label() {
        return representation.label();
    }

    /** How many products of the study's own split were taken for what they are. */
    long rightOnStudysSplit() {
        long right = 0;
        for (int i = 0; i < onStudysSplit.labels().size(); i++) {
            right += onStudysSplit.counts()[i][i];
        }
        return right;
    }
}
