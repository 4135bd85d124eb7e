package pellucid.models.word2vec.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.models.word2vec.corpus.EncodedCorpus;
import pellucid.models.word2vec.train.Subsampling.Formula;

class ExampleSamplerTest {
    private static final Word2VecOptions PLAIN =
            Word2VecOptions.DEFAULTS.withSubsampling(Subsampling.NONE).withShrinkWindow(false);

    /** One example, as words. */
    private record Example(List<String> inputs, List<Integer> targets, List<Float> labels) {}

    /** All examples of an epoch, and how many tokens were read and kept. */
    private static final class Drawn {
        final List<Example> examples = new ArrayList<>();
        long words;
        long kept;
    }

    private static Drawn draw(Word2VecOptions options, EncodedCorpus corpus, int capacity) {
        Targets targets = Targets.of(options, corpus.vocabulary());
        ExampleSampler sampler = ExampleSampler.over(options, corpus, targets).get();
        Drawn drawn = new Drawn();
        for (int block = 0; block < corpus.blocks(); block++) {
            sampler.sample(0, block, () -> new ExampleBatch(capacity), batch -> {
                drawn.words += batch.words();
                drawn.kept += batch.kept();
                drawn.examples.addAll(examples(batch, corpus.vocabulary()));
            });
        }
        return drawn;
    }

    private static List<Example> examples(ExampleBatch batch, WordVocabulary vocabulary) {
        List<Example> examples = new ArrayList<>();
        int input = 0;
        int target = 0;
        for (int i = 0; i < batch.examples(); i++) {
            Example example = new Example(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int end = input + batch.inputCounts()[i]; input < end; input++) {
                example.inputs.add(vocabulary.word(batch.inputs()[input]));
            }
            for (int end = target + batch.targetCounts()[i]; target < end; target++) {
                example.targets.add(batch.targets()[target]);
                example.labels.add(batch.labels()[target]);
            }
            examples.add(example);
        }
        assertThat(input).isEqualTo(batch.inputTotal());
        assertThat(target).isEqualTo(batch.targetTotal());
        return examples;
    }

    @Test
    void windowsEndWithTheSentence() {
        EncodedCorpus corpus = Corpora.of("a b c d", "e f", "g");
        List<Example> examples = draw(PLAIN.withWindow(2), corpus, 100).examples;
        assertThat(examples.stream().map(Example::inputs))
                .containsExactly(
                        List.of("b", "c"),
                        List.of("a", "c", "d"),
                        List.of("a", "b", "d"),
                        List.of("b", "c"),
                        List.of("f"),
                        List.of("e"));
        assertThat(examples.stream().map(example -> corpus.vocabulary().word(example.targets.get(0))))
                .containsExactly("a", "b", "c", "d", "e", "f");
    }

    @Test
    void threeWordsOfASkipGramWindowShareTheirNegatives() {
        EncodedCorpus corpus = Corpora.of("a b c d e f g h");
        List<Example> examples =
                draw(PLAIN.withArchitecture(Architecture.SKIP_GRAM).withWindow(4), corpus, 2).examples;
        List<List<String>> inputs = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (Example example : examples) {
            inputs.add(example.inputs);
            words.add(corpus.vocabulary().word(example.targets.get(0)));
        }
        assertThat(inputs.subList(0, 4))
                .containsExactly(List.of("b", "c", "d"), List.of("e"), List.of("a", "c", "d"), List.of("e", "f"));
        assertThat(words.subList(0, 4)).containsExactly("a", "a", "b", "b");
        for (String word : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
            List<String> window = new ArrayList<>();
            for (int i = 0; i < words.size(); i++) {
                if (words.get(i).equals(word)) {
                    window.addAll(inputs.get(i));
                }
            }
            int middle = word.charAt(0) - 'a';
            List<String> expected = new ArrayList<>();
            for (int i = Math.max(0, middle - 4); i <= Math.min(7, middle + 4); i++) {
                if (i != middle) {
                    expected.add("" + (char) ('a' + i));
                }
            }
            assertThat(window).isEqualTo(expected);
        }
    }

    /** What the formula says, summed over the words: within half a percent. */
    @ParameterizedTest
    @EnumSource(Formula.class)
    void subsamplingKeepsTheShareThatTheFormulaSays(Formula formula) {
        EncodedCorpus corpus = Corpora.zipf(2000, 300_000);
        Subsampling subsampling = new Subsampling(formula, 1e-3);
        Drawn drawn = draw(PLAIN.withSubsampling(subsampling).withWindow(1).withNegative(1), corpus, 1000);
        WordVocabulary vocabulary = corpus.vocabulary();
        double expected = 0;
        for (int id = 0; id < vocabulary.size(); id++) {
            expected += vocabulary.count(id) * subsampling.keep(vocabulary.count(id) / (double) vocabulary.total());
        }
        assertThat(drawn.words).isEqualTo(corpus.tokens());
        assertThat(drawn.kept / expected).isCloseTo(1, within(0.005));
    }

    @Test
    void subsamplingKeepsEachFrequentWordAsOftenAsItShould() {
        EncodedCorpus corpus = Corpora.zipf(50, 100_000);
        Subsampling subsampling = Subsampling.at(1e-3);
        Drawn drawn = draw(PLAIN.withSubsampling(subsampling).withWindow(20), corpus, 1000);
        int[] kept = new int[50];
        drawn.examples.forEach(example -> kept[example.targets.get(0)]++);
        WordVocabulary vocabulary = corpus.vocabulary();
        for (int id = 0; id < 50; id++) {
            double share = subsampling.keep(vocabulary.count(id) / (double) vocabulary.total());
            double deviation = Math.sqrt(vocabulary.count(id) * share * (1 - share));
            assertThat((double) kept[id]).isCloseTo(vocabulary.count(id) * share, within(5 * deviation));
        }
    }

    @Test
    void theReachIsDrawnFromOneToTheWindow() {
        String sentence = "x ".repeat(9) + "m" + " x".repeat(9);
        String[] sentences = new String[4000];
        Arrays.fill(sentences, sentence);
        EncodedCorpus corpus = Corpora.of(sentences);
        int middle = corpus.vocabulary().id("m");
        int[] reached = new int[6];
        draw(PLAIN.withWindow(5).withShrinkWindow(true), corpus, 64).examples.stream()
                .filter(example -> example.targets.get(0) == middle)
                .forEach(example -> reached[example.inputs.size() / 2]++);
        assertThat(reached[0]).isZero();
        for (int reach = 1; reach <= 5; reach++) {
            assertThat(reached[reach]).as("reach %d", reach).isBetween(680, 920);
        }
    }

    @Test
    void negativesAreOtherWordsAndFollowTheirDistribution() {
        EncodedCorpus corpus = Corpora.zipf(30, 60_000);
        Word2VecOptions options = PLAIN.withWindow(1).withNegative(5);
        NegativeDistribution distribution =
                ((Targets.Negatives) Targets.of(options, corpus.vocabulary())).distribution();
        double[] expected = new double[30];
        int[] drawn = new int[30];
        for (Example example : draw(options, corpus, 256).examples) {
            int word = example.targets.get(0);
            assertThat(example.labels.get(0)).isEqualTo(1f);
            assertThat(example.labels.subList(1, example.labels.size())).allMatch(label -> label == 0);
            assertThat(example.targets.subList(1, example.targets.size())).doesNotContain(word);
            example.targets.subList(1, example.targets.size()).forEach(id -> drawn[id]++);
            for (int id = 0; id < 30; id++) {
                expected[id] += id == word ? 0 : 5 * distribution.probability(id);
            }
        }
        for (int id = 0; id < 30; id++) {
            assertThat((double) drawn[id]).isCloseTo(expected[id], within(5 * Math.sqrt(expected[id])));
        }
    }

    @Test
    void aWordsPathIsAskedFromTheRootOn() {
        EncodedCorpus corpus = Corpora.zipf(40, 2000);
        Word2VecOptions options = PLAIN.withObjective(Objective.HIERARCHICAL_SOFTMAX);
        HuffmanTree tree = ((Targets.Path) Targets.of(options, corpus.vocabulary())).tree();
        Example first = draw(options, corpus, 10).examples.get(0);
        int word = corpus.read(0, null)[0];
        assertThat(first.targets).hasSize(tree.depth(word));
        for (int step = 0; step < tree.depth(word); step++) {
            assertThat(first.targets.get(step)).isEqualTo(tree.node(word, step));
            assertThat(first.labels.get(step)).isEqualTo(1f - tree.code(word, step));
        }
    }

    @Test
    void theSizeOfABatchChangesNothingThatIsDrawn() {
        EncodedCorpus corpus = Corpora.zipf(100, 30_000);
        assertThat(corpus.blocks()).isGreaterThan(1);
        Drawn small = draw(Word2VecOptions.DEFAULTS, corpus, 7);
        Drawn large = draw(Word2VecOptions.DEFAULTS, corpus, 100_000);
        assertThat(small.examples).isEqualTo(large.examples);
        assertThat(small.kept).isEqualTo(large.kept);
    }
}
