package pellucid.eval.experiment.word2vec;

import pellucid.eval.metric.ClassificationReport;
import pellucid.eval.metric.ConfusionMatrix;

/**
 * Labelled documents as averaged vectors of the centre, told apart by the classifier.
 *
 * @param learned documents that the classifier learned from
 * @param asked documents that it was asked
 * @param baseline accuracy of always naming the most frequent label
 * @param mean what was taken for what, documents being plain means
 * @param weighted the same with means weighted by tf-idf
 * @param meanScores right or not for each document asked
 * @param weightedScores the same with means weighted by tf-idf
 */
record Application(
        int learned,
        int asked,
        double baseline,
        ConfusionMatrix mean,
        ConfusionMatrix weighted,
        Scores meanScores,
        Scores weightedScores) {
    ClassificationReport report() {
        return ClassificationReport.of(mean);
    }
}
