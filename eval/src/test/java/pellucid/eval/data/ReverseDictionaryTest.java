package pellucid.eval.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pellucid.eval.data.Synset.PartOfSpeech;
import pellucid.tensor.InputException;
import pellucid.training.data.ExampleSet;
import pellucid.training.data.Leakage;

class ReverseDictionaryTest {
    private static final List<Synset> WORDNET = WordNet.synsets();
    private static final ReverseDictionary TASK = ReverseDictionary.of(WORDNET, 1000, 4000, 42);

    @Test
    void nothingOfTheTestIsInTraining() {
        assertThat(Leakage.between(TASK.train(), TASK.test()).isNone()).isTrue();
        // AssertJ would compare each with each.
        assertThat(Collections.disjoint(texts(TASK.train()), texts(TASK.test())))
                .isTrue();
    }

    /** Every definition, every list of words and every single word. */
    private static Set<String> texts(ExampleSet set) {
        return set.examples().stream()
                .flatMap(example -> Stream.concat(
                        example.texts().stream(),
                        Arrays.stream(example.texts().get(1).split(", "))))
                .map(text -> text.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void everySynsetIsCounted() {
        assertThat(TASK.test().size()).isEqualTo(1000);
        assertThat(TASK.train().size() + TASK.excluded()).isEqualTo(WORDNET.size() - 1000);
        assertThat(TASK.excluded()).isBetween(1000, 6000);
        assertThat(TASK)
                .hasToString(String.format(
                        Locale.ROOT,
                        "%,d synsets to train on, 1,000 to test on among %,d candidates, %,d left out because they share a word "
                                + "or a definition with the test",
                        TASK.train().size(),
                        TASK.candidates().size(),
                        TASK.excluded()));
    }

    @Test
    void theRightAnswerIsAmongTheCandidatesOnce() {
        assertThat(TASK.candidates()).doesNotHaveDuplicates();
        for (int i = 0; i < TASK.test().size(); i++) {
            assertThat(TASK.candidates().get(TASK.answers()[i]))
                    .isEqualTo(TASK.test().get(i).texts().get(1));
        }
        int answers = (int) Arrays.stream(TASK.answers()).distinct().count();
        assertThat(TASK.candidates()).hasSize(answers + 4000);
        Set<String> trained = TASK.train().examples().stream()
                .map(example -> example.texts().get(1))
                .collect(Collectors.toSet());
        assertThat(TASK.candidates().subList(answers, answers + 4000)).allMatch(trained::contains);
    }

    @Test
    void theSeedDecides() {
        ReverseDictionary again = ReverseDictionary.of(WORDNET, 1000, 4000, 42);
        assertThat(again.test()).isEqualTo(TASK.test());
        assertThat(again.candidates()).isEqualTo(TASK.candidates());
        assertThat(ReverseDictionary.of(WORDNET, 1000, 4000, 43).test()).isNotEqualTo(TASK.test());
    }

    @Test
    void aSharedWordOrDefinitionKeepsASynsetOutOfTraining() {
        List<Synset> synsets = List.of(
                synset("a place for money", "bank", "depository"),
                synset("the side of a river", "Bank"),
                synset("A PLACE FOR MONEY", "safe"),
                synset("depository", "store"),
                synset("a large animal", "elephant"));
        int found = 0;
        for (int seed = 0; seed < 50; seed++) {
            ReverseDictionary task = ReverseDictionary.of(synsets, 1, 0, seed);
            if (task.test().get(0).texts().get(1).equals("bank, depository")) {
                assertThat(task.train().examples())
                        .extracting(example -> example.texts().get(1))
                        .containsExactly("elephant");
                assertThat(task.excluded()).isEqualTo(3);
                found++;
            }
        }
        assertThat(found).isPositive();
    }

    @Test
    void refusesMoreThanThereIs() {
        List<Synset> synsets = IntStream.range(0, 10)
                .mapToObj(i -> synset("definition " + i, "word " + i))
                .toList();
        assertThat(ReverseDictionary.of(synsets, 4, 6, 1).candidates()).hasSize(10);
        assertThatThrownBy(() -> ReverseDictionary.of(synsets, 4, 7, 1))
                .isInstanceOf(InputException.class)
                .hasMessage("there are 6 distractors beside the test, not 7; ask for fewer");
        for (int testSize : new int[] {0, 10}) {
            assertThatThrownBy(() -> ReverseDictionary.of(synsets, testSize, 0, 1))
                    .isInstanceOf(InputException.class)
                    .hasMessage("a test of " + testSize
                            + " synsets with 0 distractors cannot be drawn from 10; ask for " + "fewer");
        }
    }

    private static Synset synset(String gloss, String... words) {
        return new Synset(PartOfSpeech.NOUN, List.of(words), gloss);
    }
}
