package pellucid.eval.experiment.word2vec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What words are asked beside synonyms.
 *
 * @param pairs words whose likeness people have judged; may be empty
 * @param analogies may be empty
 */
record Questions(List<Pair> pairs, List<Analogy> analogies) {
    /** Two words, and how alike people find them. */
    record Pair(String left, String right, double judgement) {}

    /**
     * The first is to the second as the third is to the fourth.
     *
     * @param words four
     * @param syntactic whether it asks for a grammatical form
     */
    record Analogy(List<String> words, boolean syntactic) {}

    Questions {
        pairs = List.copyOf(pairs);
        analogies = List.copyOf(analogies);
    }

    /** The control: judgements and answers dealt out anew. */
    Questions shuffled(long seed) {
        Random random = new Random(seed);
        List<Double> judgements =
                new ArrayList<>(pairs.stream().map(Pair::judgement).toList());
        List<String> answers = new ArrayList<>(
                analogies.stream().map(analogy -> analogy.words().get(3)).toList());
        Collections.shuffle(judgements, random);
        Collections.shuffle(answers, random);
        return new Questions(
                IntStream.range(0, pairs.size())
                        .mapToObj(
                                i -> new Pair(pairs.get(i).left(), pairs.get(i).right(), judgements.get(i)))
                        .toList(),
                IntStream.range(0, analogies.size())
                        .mapToObj(i -> {
                            List<String> words = analogies.get(i).words();
                            return new Analogy(
                                    List.of(words.get(0), words.get(1), words.get(2), answers.get(i)),
                                    analogies.get(i).syntactic());
                        })
                        .toList());
    }
}
