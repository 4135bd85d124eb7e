package pellucid.eval.experiment.word2vec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pellucid.eval.data.Synset;
import pellucid.eval.data.Synset.PartOfSpeech;
import pellucid.models.word2vec.WordVectors;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.tensor.backend.Backends;

class SynonymsTest {
    private static final int WORDS = 600;
    private static final int WIDTH = 20;

    /** Word i occurs 3,000 / (i + 1) times; each is a synonym of the one that lies 300 further. */
    private static final WordVocabulary VOCABULARY = WordVocabulary.of(
            IntStream.range(0, WORDS).mapToObj(i -> "w" + i).toList(),
            IntStream.range(0, WORDS).mapToLong(i -> 3000 / (i + 1)).toArray());

    private static final List<Synset> SYNSETS = IntStream.range(0, WORDS / 2)
            .mapToObj(i -> new Synset(PartOfSpeech.NOUN, List.of("w" + i, "W" + (i + WORDS / 2), "two words"), "gloss"))
            .toList();

    private static WordVectors vectors(java.util.function.IntFunction<float[]> row) {
        float[] values = new float[WORDS * WIDTH];
        for (int i = 0; i < WORDS; i++) {
            System.arraycopy(row.apply(i), 0, values, i * WIDTH, WIDTH);
        }
        return new WordVectors(VOCABULARY, Backends.get().floats(values, WORDS, WIDTH));
    }

    private static float[] random(long seed) {
        Random random = new Random(seed * 7919);
        float[] row = new float[WIDTH];
        for (int k = 0; k < WIDTH; k++) {
            row[k] = (float) random.nextGaussian();
        }
        return row;
    }

    private static double value(Synonyms synonyms, WordVectors vectors) {
        return synonyms.scores(vectors, UnaryOperator.identity()).value();
    }

    @Test
    void isOneWhereSynonymsLieTogetherAndAHalfWhereNothingIsKnown() {
        Synonyms synonyms = Synonyms.of(SYNSETS, VOCABULARY, 1000, 1, false);
        assertThat(synonyms.size()).isEqualTo(WORDS / 2);
        WordVectors good = vectors(i -> random(i % (WORDS / 2)));
        assertThat(value(synonyms, good)).isGreaterThan(0.99);
        assertThat(value(synonyms, vectors(SynonymsTest::random))).isBetween(0.42, 0.58);
        assertThat(value(Synonyms.of(SYNSETS, VOCABULARY, 1000, 1, true), good)).isBetween(0.42, 0.58);
    }

    @Test
    void learnsNothingFromFrequencyAlone() {
        Synonyms synonyms = Synonyms.of(SYNSETS, VOCABULARY, 1000, 1, false);
        WordVectors byFrequency = vectors(i -> {
            float[] row = new float[WIDTH];
            double angle = Math.log(i + 1) / 5;
            row[0] = (float) Math.cos(angle);
            row[1] = (float) Math.sin(angle);
            return row;
        });
        assertThat(value(synonyms, byFrequency)).isBetween(0.4, 0.6);
    }

    @Test
    void tellsRareWordsFromFrequentOnes() {
        Synonyms synonyms = Synonyms.of(SYNSETS, VOCABULARY, 1000, 1, false);
        // The rarer of each two is one of the last 300, which occur 3,000 / 301 times or fewer.
        assertThat(synonyms.places(true)).hasSize(WORDS / 2);
        assertThat(synonyms.places(false)).isEmpty();
        assertThat(synonyms.sizes()[0]).isEqualTo(WORDS / 2);
        assertThat(Synonyms.bins()).startsWith("under 10", "10–19").endsWith("1000 and more");
        assertThat(Synonyms.of(SYNSETS, VOCABULARY, 40, 1, false).size()).isEqualTo(40);
    }

    @Test
    void doesNotAskWhatThePreparationDropsOrMakesOne() {
        Synonyms synonyms = Synonyms.of(SYNSETS, VOCABULARY, 1000, 1, false);
        WordVectors vectors = vectors(SynonymsTest::random);
        assertThat(synonyms.scores(vectors, word -> null).asked()).isZero();
        assertThat(synonyms.scores(vectors, word -> "w1").asked()).isZero();
        List<String> asked = new ArrayList<>();
        synonyms.scores(vectors, word -> {
            asked.add(word);
            return word;
        });
        assertThat(asked).contains("w0", "w300");
    }
}
