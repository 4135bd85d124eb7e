package pellucid.eval.documents;

import java.util.Arrays;
import java.util.List;
import pellucid.eval.metric.ClassificationReport;
import pellucid.eval.metric.ConfusionMatrix;
import pellucid.models.word2vec.WordVectors;
import pellucid.tensor.InputException;
import pellucid.training.classifier.ClassifierOptions;
import pellucid.training.classifier.ClassifierTrainer;
import pellucid.training.classifier.TrainedClassifier;

/**
 * How well documents are told apart by the mean vectors of their words: a classifier learns from one part and is judged on
 * the other.
 *
 * @param truth the label of each document of the test part
 * @param predicted the label that the classifier gives it
 * @param training how the classifier was trained
 * @param trainUnknown the share of the words to learn from that have no vector
 * @param testUnknown the share of the words to be judged on that have none
 * @param trainEmpty documents to learn from without any vector
 * @param testEmpty documents to be judged on without any vector; they are judged, as zeros
 */
public record DocumentClassification(
        List<String> truth,
        List<String> predicted,
        TrainedClassifier training,
        double trainUnknown,
        double testUnknown,
        int trainEmpty,
        int testEmpty) {
    /** How much each word of a document counts. */
    public enum Weighting {
        MEAN,
        TF_IDF
    }

    public DocumentClassification {
        truth = List.copyOf(truth);
        predicted = List.copyOf(predicted);
    }

    /** Makes the vectors, trains and judges. */
    public static DocumentClassification of(
            WordVectors vectors, DocumentParts parts, Weighting weighting, ClassifierOptions options) {
        DocumentWords train = parts.train();
        DocumentWords test = parts.test();
        List<String> classes = train.labels().stream().distinct().sorted().toList();
        if (classes.size() < 2) {
            throw new InputException("all " + train.size() + " documents to learn from have the label '"
                    + String.join("", classes) + "'; give documents of at least two classes");
        }
        DocumentVectors documents = switch (weighting) {
            case MEAN -> DocumentVectors.mean(vectors);
            case TF_IDF -> DocumentVectors.tfIdf(vectors, train);
        };
        int[] labels = train.labels().stream().mapToInt(classes::indexOf).toArray();
        TrainedClassifier training = new ClassifierTrainer(options).train(documents.of(train), labels, classes.size());
        List<String> predicted = Arrays.stream(training.classifier().predict(documents.of(test)))
                .mapToObj(classes::get)
                .toList();
        return new DocumentClassification(
                test.labels(), predicted, training, unknown(train), unknown(test), train.empty(), test.empty());
    }

    private static double unknown(DocumentWords words) {
        long all = words.known() + words.unknown();
        return all == 0 ? 0 : (double) words.unknown() / all;
    }

    /** What was taken for what. */
    public ConfusionMatrix matrix() {
        return ConfusionMatrix.of(truth, predicted);
    }

    /** Precision, recall and F1 of each class, and the accuracy. */
    public ClassificationReport report() {
        return ClassificationReport.of(matrix());
    }
}
