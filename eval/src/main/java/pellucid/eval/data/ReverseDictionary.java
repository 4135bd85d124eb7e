package pellucid.eval.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import pellucid.tensor.InputException;
import pellucid.training.data.Draws;
import pellucid.training.data.Example;
import pellucid.training.data.ExampleSet;

/**
 * A task to fine-tune on that needs no download: find the word to a definition, learned and tested on WordNet (the
 * reverse dictionary of Hill et al., "Learning to Understand Phrases by Embedding the Dictionary", TACL 2016).
 *
 * <p>An example has the definition of a synset as its {@code anchor} and the words of the synset, joined by commas, as
 * its {@code positive}. The test synsets are drawn from all. So that nothing of them can be learned by heart, training
 * leaves out every other synset that has a word in common with a test synset, or its definition, in either column and
 * regardless of case; a test word can still occur within a longer definition. The test is a retrieval: of all
 * candidates, which are the words of the test synsets and of some that are trained on, the right one is to come first.
 *
 * @param train what to learn from
 * @param test the definitions to search with, and what should be found
 * @param candidates the texts to search in, all different: first the positives of the test, then the distractors
 * @param answers [test]: the place among the candidates of each test example's positive
 * @param excluded how many synsets are in neither part, since they share a word or a definition with the test
 */
public record ReverseDictionary(
        ExampleSet train, ExampleSet test, List<String> candidates, int[] answers, int excluded) {
    private static final List<String> COLUMNS = List.of("anchor", "positive");

    public ReverseDictionary {
        candidates = List.copyOf(candidates);
        answers = answers.clone();
    }

    /**
     * Makes the task from all of WordNet.
     *
     * @param testSize how many synsets to test on, for example 1,000
     * @param distractors how many candidates are wrong for every definition of the test, for example 9,000
     * @throws InputException when there are not so many synsets, or WordNet is not on the class path
     */
    public static ReverseDictionary load(int testSize, int distractors, long seed) {
        return of(WordNet.synsets(), testSize, distractors, seed);
    }

    /**
     * Makes the task from these synsets.
     *
     * @throws InputException when there are too few of them
     */
    public static ReverseDictionary of(List<Synset> synsets, int testSize, int distractors, long seed) {
        if (testSize < 1 || testSize >= synsets.size() || distractors < 0) {
            throw new InputException("a test of " + testSize + " synsets with " + distractors
                    + " distractors cannot be drawn from " + synsets.size() + "; ask for fewer");
        }
        int[] order = new Draws(seed, Draws.Purpose.SPLIT, 0).permutation(synsets.size());
        int[] tested = Arrays.stream(order, 0, testSize).sorted().toArray();
        Set<String> heldOut = new HashSet<>();
        List<Example> test = new ArrayList<>();
        for (int s : tested) {
            Example example = example(synsets.get(s));
            test.add(example);
            heldOut.addAll(texts(synsets.get(s), example));
        }
        int[] others = Arrays.stream(order, testSize, order.length).sorted().toArray();
        List<Example> train = new ArrayList<>();
        for (int s : others) {
            Example example = example(synsets.get(s));
            if (Collections.disjoint(heldOut, texts(synsets.get(s), example))) {
                train.add(example);
            }
        }
        Map<String, Integer> places = new HashMap<>();
        List<String> candidates = new ArrayList<>();
        int[] answers = new int[testSize];
        for (int i = 0; i < testSize; i++) {
            String words = test.get(i).texts().get(1);
            if (places.putIfAbsent(words, candidates.size()) == null) {
                candidates.add(words);
            }
            answers[i] = places.get(words);
        }
        candidates.addAll(distractors(train, distractors, seed));
        return new ReverseDictionary(
                new ExampleSet("WordNet (train)", COLUMNS, train),
                new ExampleSet("WordNet (test)", COLUMNS, test),
                candidates,
                answers,
                synsets.size() - testSize - train.size());
    }

    /** Words that are trained on: none of them belongs to a test synset. */
    private static Set<String> distractors(List<Example> train, int count, long seed) {
        Set<String> drawn = new LinkedHashSet<>();
        for (int i : new Draws(seed, Draws.Purpose.SAMPLE, 0).permutation(train.size())) {
            if (drawn.size() == count) {
                break;
            }
            drawn.add(train.get(i).texts().get(1));
        }
        if (drawn.size() < count) {
            throw new InputException(
                    "there are " + drawn.size() + " distractors beside the test, not " + count + "; ask for fewer");
        }
        return drawn;
    }

    private static Example example(Synset synset) {
        return new Example(synset.definition(), synset.wordsText());
    }

    /** All that may not be on both sides, in lower case: each word, the definition, and the words together. */
    private static List<String> texts(Synset synset, Example example) {
        List<String> texts = new ArrayList<>();
        synset.words().forEach(word -> texts.add(word.toLowerCase(Locale.ROOT)));
        example.texts().forEach(text -> texts.add(text.toLowerCase(Locale.ROOT)));
        return texts;
    }

    /** [test] */
    @Override
    public int[] answers() {
        return answers.clone();
    }

    /** How many synsets are where, in one line. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d synsets to train on, %,d to test on among %,d candidates, %,d left out because they share a word or "
                        + "a definition with the test",
                train.size(),
                test.size(),
                candidates.size(),
                excluded);
    }
}
