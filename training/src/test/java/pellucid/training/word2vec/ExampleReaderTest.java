package pellucid.training.word2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pellucid.models.word2vec.corpus.EncodedCorpus;
import pellucid.models.word2vec.corpus.TokenSource;
import pellucid.models.word2vec.corpus.VocabularyBuilder;
import pellucid.models.word2vec.train.Architecture;
import pellucid.models.word2vec.train.NegativeDistribution;
import pellucid.models.word2vec.train.Objective;
import pellucid.models.word2vec.train.Subsampling;
import pellucid.models.word2vec.train.Word2VecOptions;

/** Windows, subsampling and negatives. */
class ExampleReaderTest {
    private static final Word2VecOptions PLAIN = Word2VecOptions.DEFAULTS
            .withObjective(Objective.SOFTMAX)
            .withSubsampling(Subsampling.NONE)
            .withShrinkWindow(false)
            .withWindow(2);

    private static EncodedCorpus corpus(String... sentences) {
        TokenSource source = sink -> Arrays.stream(sentences)
                .map(sentence -> Arrays.asList(sentence.split(" ")))
                .forEach(sink);
        return EncodedCorpus.encode(
                source, new VocabularyBuilder().addAll(source).build(1));
    }

    private static List<Examples> read(Word2VecOptions options, EncodedCorpus corpus, int batchSize, int epoch) {
        List<Examples> all = new ArrayList<>();
        new ExampleReader(options, corpus, batchSize).read(epoch, (examples, words) -> all.add(examples));
        return all;
    }

    private static String word(EncodedCorpus corpus, int id) {
        return corpus.vocabulary().word(id);
    }

    /** Each prediction as text, "a b>c". */
    private static List<String> predictions(EncodedCorpus corpus, List<Examples> batches) {
        List<String> texts = new ArrayList<>();
        for (Examples examples : batches) {
            for (int i = 0; i < examples.predictions(); i++) {
                int row = examples.rows()[i];
                StringBuilder text = new StringBuilder();
                for (int j = examples.contexts().start(row);
                        j < examples.contexts().end(row);
                        j++) {
                    text.append(word(corpus, examples.inputs()[j])).append(' ');
                }
                texts.add(text.toString().strip() + ">" + word(corpus, examples.targets()[i]));
            }
        }
        return texts;
    }

    @Test
    void windowsStayInTheirSentence() {
        EncodedCorpus corpus = corpus("a b c d", "x", "y z");
        assertThat(predictions(corpus, read(PLAIN, corpus, 100, 1)))
                .containsExactly("b c>a", "a c d>b", "a b d>c", "b c>d", "z>y", "y>z");
        assertThat(predictions(corpus, read(PLAIN.withArchitecture(Architecture.SKIP_GRAM), corpus, 100, 1)))
                .containsExactly("b>a", "c>a", "a>b", "c>b", "d>b", "a>c", "b>c", "d>c", "b>d", "c>d", "z>y", "y>z");
    }

    @Test
    void batchesEndWithAWindowAndChangeNothing() {
        EncodedCorpus corpus = corpus("a b c d", "x", "y z");
        Word2VecOptions skipGram = PLAIN.withArchitecture(Architecture.SKIP_GRAM);
        List<Examples> batches = read(skipGram, corpus, 4, 1);
        assertThat(batches).extracting(Examples::predictions).containsExactly(5, 5, 2);
        assertThat(predictions(corpus, batches)).isEqualTo(predictions(corpus, read(skipGram, corpus, 100, 1)));
    }

    @Test
    void allPredictionsFromAWordShareItsRow() {
        EncodedCorpus corpus = corpus("a b a b a b");
        Examples examples = read(PLAIN.withArchitecture(Architecture.SKIP_GRAM), corpus, 100, 1)
                .get(0);
        assertThat(examples.inputs()).hasSize(2).doesNotHaveDuplicates();
        assertThat(examples.predictions()).isEqualTo(2 + 3 + 4 + 4 + 3 + 2);
    }

    @Test
    void wordsReadAreCountedUpToTheLastWindow() {
        EncodedCorpus corpus = corpus("a b c d", "x", "y z");
        List<Long> words = new ArrayList<>();
        new ExampleReader(PLAIN, corpus, 4).read(1, (examples, read) -> words.add(read));
        assertThat(words).containsExactly(4L, 7L);
    }

    @Test
    void eachReachIsAsLikelyAsAnother() {
        String sentence = String.join(" ", Collections.nCopies(20_000, "a"));
        EncodedCorpus corpus = corpus(sentence);
        int[] found = new int[9];
        for (Examples examples : read(PLAIN.withShrinkWindow(true).withWindow(4), corpus, 1000, 1)) {
            for (int i = 0; i < examples.contexts().count(); i++) {
                found[examples.contexts().length(i)]++;
            }
        }
        // 5,000 expected of each, four standard deviations are 245; the ends of the sentence make some odd ones.
        for (int reach = 1; reach <= 4; reach++) {
            assertThat(found[2 * reach]).isBetween(4750, 5250);
        }
    }

    @Test
    void frequentWordsAreKeptAsOftenAsTheFormulaSays() {
        String[] sentences = IntStream.range(0, 400)
                .mapToObj(i -> "the ".repeat(99) + "rare" + i)
                .toArray(String[]::new);
        EncodedCorpus corpus = corpus(sentences);
        Subsampling subsampling = Subsampling.at(0.02);
        long[] kept = new long[1];
        kept[0] = new ExampleReader(PLAIN.withSubsampling(subsampling), corpus, 1000).read(1, (examples, words) -> {});
        double expected = 400 + 39_600 * subsampling.keep(0.99);
        double deviation = Math.sqrt(39_600 * subsampling.keep(0.99) * (1 - subsampling.keep(0.99)));
        assertThat((double) kept[0]).isBetween(expected - 4 * deviation, expected + 4 * deviation);
        // Left out before windows are laid: the rare word's neighbours are what was kept, two of them wherever there
        // are.
        List<Examples> batches = read(PLAIN.withSubsampling(subsampling), corpus, 1000, 1);
        assertThat(predictions(corpus, batches))
                .filteredOn(text -> text.contains(">rare"))
                .allMatch(text -> text.startsWith("the the>") || text.startsWith("the>"));
    }

    @Test
    void negativesFollowTheirDistributionAndNeverAreTheTarget() {
        String sentence = "a a a a a a a a b b b c c d ".repeat(1500).strip();
        EncodedCorpus corpus = corpus(sentence);
        Word2VecOptions options =
                PLAIN.withObjective(Objective.NEGATIVE_SAMPLING).withNegative(3);
        long[] counts = IntStream.range(0, 4)
                .mapToLong(word -> corpus.vocabulary().count(word))
                .toArray();
        NegativeDistribution distribution = new NegativeDistribution(0.75, counts);
        double[] found = new double[4];
        double leftOut = 0;
        double expectedLeftOut = 0;
        double draws = 0;
        for (Examples examples : read(options, corpus, 1000, 1)) {
            assertThat(examples.negativesEach()).isEqualTo(3);
            for (int i = 0; i < examples.negatives().length; i++) {
                int target = examples.targets()[i / 3];
                int negative = examples.negatives()[i];
                assertThat(negative).isNotEqualTo(target);
                leftOut += negative < 0 ? 1 : 0;
                expectedLeftOut += distribution.probability(target);
                found[Math.max(negative, 0)] += negative < 0 ? 0 : 1;
                draws++;
            }
        }
        assertThat(leftOut / draws).isCloseTo(expectedLeftOut / draws, within(0.01));
        for (int word = 1; word < 4; word++) {
            double share = 1.0 * counts[word] / corpus.tokens();
            double expected = distribution.probability(word) * (1 - share);
            assertThat(found[word] / draws).isCloseTo(expected, within(0.01));
        }
    }

    @Test
    void theWordsOfASkipGramWindowShareItsNegatives() {
        EncodedCorpus corpus = corpus("a b c d e f g h");
        Word2VecOptions options = PLAIN.withObjective(Objective.NEGATIVE_SAMPLING)
                .withArchitecture(Architecture.SKIP_GRAM)
                .withNegative(2);
        Examples examples = read(options, corpus, 100, 1).get(0);
        int[] negatives = examples.negatives();
        for (int i = 1; i < examples.predictions(); i++) {
            if (examples.targets()[i] == examples.targets()[i - 1]) {
                assertThat(Arrays.copyOfRange(negatives, 2 * i, 2 * i + 2))
                        .isEqualTo(Arrays.copyOfRange(negatives, 2 * i - 2, 2 * i));
            }
        }
    }

    @Test
    void seedAndEpochDecideWhatIsDrawn() {
        EncodedCorpus corpus = corpus("a b c d e f g h i j k l m n o p".repeat(5));
        Word2VecOptions options = PLAIN.withShrinkWindow(true).withWindow(5);
        List<String> first = predictions(corpus, read(options, corpus, 7, 1));
        assertThat(predictions(corpus, read(options, corpus, 7, 1))).isEqualTo(first);
        assertThat(predictions(corpus, read(options, corpus, 7, 2))).isNotEqualTo(first);
        assertThat(predictions(corpus, read(options.withSeed(2), corpus, 7, 1))).isNotEqualTo(first);
    }
}
