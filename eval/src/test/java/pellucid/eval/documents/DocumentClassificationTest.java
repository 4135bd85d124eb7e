package pellucid.eval.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.eval.documents.DocumentClassification.Weighting;
import pellucid.models.word2vec.WordVectors;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.tensor.Backend;
import pellucid.tensor.InputException;
import pellucid.tensor.Philox;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Backends;
import pellucid.training.classifier.ClassifierOptions;
import pellucid.training.corpus.Document;
import pellucid.training.corpus.Documents;

class DocumentClassificationTest {
    private final Backend backend = Backends.get();
    private final WordVocabulary vocabulary = WordVocabulary.of(List.of("the", "good", "bad", "film"), null);
    private final WordVectors vectors =
            new WordVectors(vocabulary, backend.floats(new float[] {1, 0, 0, 4, 0, -4, 2, 2}, 4, 2));

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }

    private DocumentWords documents(String... texts) {
        DocumentWords documents = new DocumentWords(vocabulary);
        for (String text : texts) {
            documents.add(words(text), "x");
        }
        return documents;
    }

    private static Documents of(List<Document> documents) {
        return sink -> {
            documents.forEach(sink);
            return new Documents.Counts(documents.size(), 0);
        };
    }

    @Test
    void meanCountsEveryOccurrenceAndLeavesOutWordsWithoutVector() {
        DocumentWords documents = documents("the the good unheard film", "", "unheard of");
        Tensor means = DocumentVectors.mean(vectors).of(documents);
        assertThat(means.toFloats()).containsExactly(1, 1.5f, 0, 0, 0, 0);
        assertThat(documents.known()).isEqualTo(4);
        assertThat(documents.unknown()).isEqualTo(3);
        assertThat(documents.empty()).isEqualTo(2);
        assertThat(documents.words(0)).containsExactly(0, 0, 1, 3);
    }

    @Test
    void tfIdfIsScikitLearnsSmoothForm() {
        // Of 3 documents, 3 have "the" (twice in one of them), 1 has "good" and none has "bad".
        DocumentWords learned = documents("the the good", "the film", "the film");
        DocumentVectors weighted = DocumentVectors.tfIdf(vectors, learned);
        assertThat(weighted.weight(0)).isCloseTo(1, within(1e-12));
        assertThat(weighted.weight(1)).isCloseTo(Math.log(2) + 1, within(1e-12));
        assertThat(weighted.weight(2)).isCloseTo(Math.log(4) + 1, within(1e-12));
        float[] mean = weighted.of(documents("the the bad")).toFloats();
        double bad = Math.log(4) + 1;
        assertThat(mean[0]).isCloseTo((float) (2 / (2 + bad)), within(1e-6f));
        assertThat(mean[1]).isCloseTo((float) (-4 * bad / (2 + bad)), within(1e-6f));
    }

    @Test
    void documentsGoWhereTheirPublisherPutThem() {
        DocumentParts parts = DocumentParts.read(
                of(List.of(
                        new Document("good film", "pos", "train"),
                        new Document("bad", "neg", "test"),
                        new Document("the film", null, "train"),
                        new Document("bad bad", "neg", "unsupervised"))),
                DocumentClassificationTest::words,
                vocabulary,
                1);
        assertThat(parts.train().labels()).containsExactly("pos");
        assertThat(parts.test().labels()).containsExactly("neg");
    }

    @Test
    void documentsInNoPartAreDealtOutByAFairCoin() {
        List<Document> many = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            many.add(new Document("good", "label" + i, null));
        }
        DocumentParts parts = DocumentParts.read(of(many), DocumentClassificationTest::words, vocabulary, 1);
        DocumentParts again = DocumentParts.read(of(many), DocumentClassificationTest::words, vocabulary, 1);
        DocumentParts others = DocumentParts.read(of(many), DocumentClassificationTest::words, vocabulary, 2);
        assertThat(parts.train().size() + parts.test().size()).isEqualTo(2000);
        // Four standard deviations of 2,000 throws.
        assertThat(parts.train().size()).isBetween(910, 1090);
        assertThat(again.train().labels()).isEqualTo(parts.train().labels());
        assertThat(others.train().labels()).isNotEqualTo(parts.train().labels());
    }

    /** Documents of four words, of which one says what they are about. */
    private List<Document> reviews(String split, int count) {
        List<Document> reviews = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean good = (Philox.bits(3, i) & 1) == 0;
            String word = good ? "good" : "bad";
            reviews.add(new Document(
                    i % 2 == 0 ? "the film the " + word : word + " film odd", good ? "pos" : "neg", split));
        }
        return reviews;
    }

    @Test
    void tellsDocumentsApart() {
        List<Document> all = reviews("train", 200);
        all.addAll(reviews("test", 60));
        all.add(new Document("nothing known", "pos", "test"));
        DocumentParts parts = DocumentParts.read(of(all), DocumentClassificationTest::words, vocabulary, 1);
        for (Weighting weighting : Weighting.values()) {
            DocumentClassification result = DocumentClassification.of(
                    vectors, parts, weighting, ClassifierOptions.defaults().withEpochs(30));
            assertThat(result.predicted().subList(0, 60))
                    .isEqualTo(result.truth().subList(0, 60));
            assertThat(result.matrix().labels()).containsExactly("neg", "pos");
            assertThat(result.matrix().total()).isEqualTo(61);
            assertThat(result.report().accuracy()).isGreaterThanOrEqualTo(60.0 / 61);
            assertThat(result.testEmpty()).isEqualTo(1);
            assertThat(result.trainEmpty()).isZero();
            assertThat(result.trainUnknown()).isCloseTo(100.0 / 700, within(1e-12));
            DocumentClassification again = DocumentClassification.of(
                    vectors, parts, weighting, ClassifierOptions.defaults().withEpochs(30));
            assertThat(again.training().epochs()).isEqualTo(result.training().epochs());
        }
    }

    @Test
    void refusesWhatCannotBeJudged() {
        List<Document> one = List.of(
                new Document("good", "pos", "train"),
                new Document("film", "pos", "train"),
                new Document("bad", "neg", "test"));
        DocumentParts parts = DocumentParts.read(of(one), DocumentClassificationTest::words, vocabulary, 1);
        assertThatThrownBy(
                        () -> DocumentClassification.of(vectors, parts, Weighting.MEAN, ClassifierOptions.defaults()))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "all 2 documents to learn from have the label 'pos'; give documents of at least two classes");
        assertThatThrownBy(() ->
                        DocumentParts.read(of(one.subList(0, 2)), DocumentClassificationTest::words, vocabulary, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("2 are to learn from and 0 to be judged on");
        DocumentWords others = new DocumentWords(WordVocabulary.of(List.of("a"), null));
        assertThatThrownBy(() -> DocumentVectors.mean(vectors).of(others))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("another vocabulary, of 1 words, than the vectors', of 4");
    }
}
