package pellucid.eval.experiment.word2vec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import pellucid.eval.data.Synset;
import pellucid.models.word2vec.WordVectors;
import pellucid.models.word2vec.WordVocabulary;

/**
 * A measure of word vectors that rare words can be asked, too: synonyms of WordNet against words of the same frequency.
 *
 * <pre>
 *   score(w, s) = share of the words o with cos(w, o) &lt; cos(w, s)
 * </pre>
 *
 * w is the rarer of two words that share a synset, s the other, and the words o are as frequent as s: neighbours of s in
 * the list of words by frequency. So knowing how frequent a word is helps nothing: vectors that know no meaning score ½,
 * and one can say at what frequency they begin to know some.
 */
final class Synonyms {
    /** Words that occur less often are rare. */
    static final int RARE = 20;

    /** Others that a synonym is compared with. */
    private static final int OTHERS = 20;

    /** How many ranks away those may be. */
    private static final int REACH = 60;

    /** Synonyms of one word at most: else words of many meanings would be most of it. */
    private static final int MOST_OF_A_WORD = 2;

    /** Of fewer pairs a bin says nothing. */
    static final int LEAST_ASKED = 10;

    private static final long[] LEAST = {1, 10, RARE, 50, 100, 1000};

    /** Two words with one meaning, and words as frequent as the second. */
    record Pair(String word, String synonym, List<String> others, int bin) {}

    private final List<Pair> pairs;

    private Synonyms(List<Pair> pairs) {
        this.pairs = List.copyOf(pairs);
    }

    /**
     * Chooses the pairs.
     *
     * @param vocabulary with counts, whose words are asked
     * @param most pairs of a bin
     * @param seed of the choice
     * @param shuffle the control: every word with the synonym of another
     */
    static Synonyms of(List<Synset> synsets, WordVocabulary vocabulary, int most, long seed, boolean shuffle) {
        Random random = new Random(seed);
        List<String[]> all = new ArrayList<>(synonyms(synsets, vocabulary));
        Collections.shuffle(all, random);
        Map<String, Integer> taken = new HashMap<>();
        int[] full = new int[LEAST.length];
        List<String[]> chosen = new ArrayList<>();
        for (String[] pair : all) {
            int bin = bin(vocabulary.count(vocabulary.id(pair[0])));
            if (full[bin] < most && taken.merge(pair[0], 1, Integer::sum) <= MOST_OF_A_WORD) {
                chosen.add(pair);
                full[bin]++;
            }
        }
        List<String> seconds =
                new ArrayList<>(chosen.stream().map(pair -> pair[1]).toList());
        if (shuffle) {
            Collections.shuffle(seconds, random);
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            String word = chosen.get(i)[0];
            pairs.add(new Pair(
                    word,
                    seconds.get(i),
                    others(vocabulary, word, seconds.get(i), random),
                    bin(vocabulary.count(vocabulary.id(word)))));
        }
        return new Synonyms(pairs);
    }

    /** Every two words of a synset, once, the rarer first. */
    private static List<String[]> synonyms(List<Synset> synsets, WordVocabulary vocabulary) {
        Set<List<String>> seen = new HashSet<>();
        List<String[]> pairs = new ArrayList<>();
        for (Synset synset : synsets) {
            int[] ids = synset.words().stream()
                    .map(word -> word.toLowerCase(Locale.ROOT))
                    .mapToInt(vocabulary::id)
                    .filter(id -> id >= 0)
                    .distinct()
                    .sorted()
                    .toArray();
            for (int frequent = 0; frequent < ids.length; frequent++) {
                for (int rare = frequent + 1; rare < ids.length; rare++) {
                    String word = vocabulary.word(ids[rare]);
                    String synonym = vocabulary.word(ids[frequent]);
                    if (seen.add(List.of(word, synonym))) {
                        pairs.add(new String[] {word, synonym});
                    }
                }
            }
        }
        return pairs;
    }

    private static List<String> others(WordVocabulary vocabulary, String word, String synonym, Random random) {
        int centre = vocabulary.id(synonym);
        List<Integer> near = new ArrayList<>(
                IntStream.rangeClosed(Math.max(0, centre - REACH), Math.min(vocabulary.size() - 1, centre + REACH))
                        .filter(id -> id != centre && id != vocabulary.id(word))
                        .boxed()
                        .toList());
        Collections.shuffle(near, random);
        return near.stream().limit(OTHERS).map(vocabulary::word).toList();
    }

    private static int bin(long count) {
        int bin = LEAST.length - 1;
        while (bin > 0 && count < LEAST[bin]) {
            bin--;
        }
        return bin;
    }

    /** The bins by how often the word occurs: {@code 10–19}, {@code 1000 and more}. */
    static List<String> bins() {
        return IntStream.range(0, LEAST.length)
                .mapToObj(i -> i == 0
                        ? "under " + LEAST[1]
                        : i == LEAST.length - 1 ? LEAST[i] + " and more" : LEAST[i] + "–" + (LEAST[i + 1] - 1))
                .toList();
    }

    int size() {
        return pairs.size();
    }

    /** The geometric middle of the occurrences in a bin. */
    static double middle(int bin) {
        double most = bin + 1 < LEAST.length ? LEAST[bin + 1] - 1 : LEAST[bin] * (double) LEAST[1];
        return Math.sqrt(LEAST[bin] * most);
    }

    /** The places of the pairs of a bin. */
    int[] places(int bin) {
        return IntStream.range(0, pairs.size())
                .filter(i -> pairs.get(i).bin() == bin)
                .toArray();
    }

    /** The places of the pairs whose rarer word is rare, or of the others. */
    int[] places(boolean rare) {
        return IntStream.range(0, pairs.size())
                .filter(i -> LEAST[pairs.get(i).bin()] < RARE == rare)
                .toArray();
    }

    /**
     * Asks vectors.
     *
     * @param form what the preprocessing of these vectors makes of a word; null where it drops it
     */
    Scores scores(WordVectors vectors, UnaryOperator<String> form) {
        Map<String, float[]> units = new HashMap<>();
        double[] scores = new double[pairs.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = score(pairs.get(i), vectors, form, units);
        }
        return Scores.of(scores);
    }

    private static double score(
            Pair pair, WordVectors vectors, UnaryOperator<String> form, Map<String, float[]> units) {
        String word = form.apply(pair.word());
        String synonym = form.apply(pair.synonym());
        float[] left = unit(word, vectors, units);
        float[] right = unit(synonym, vectors, units);
        if (left.length == 0 || right.length == 0 || word.equals(synonym)) {
            return Double.NaN;
        }
        double cosine = dot(left, right);
        double nearer = 0;
        int asked = 0;
        for (String other : pair.others()) {
            float[] compared = unit(form.apply(other), vectors, units);
            if (compared.length > 0 && compared != left && compared != right) {
                double far = dot(left, compared);
                nearer += far < cosine ? 1 : far == cosine ? 0.5 : 0;
                asked++;
            }
        }
        return asked == 0 ? Double.NaN : nearer / asked;
    }

    /** The vector at length 1; empty where there is none. */
    private static float[] unit(String word, WordVectors vectors, Map<String, float[]> units) {
        if (word == null || vectors.vocabulary().id(word) < 0) {
            return new float[0];
        }
        return units.computeIfAbsent(word, known -> {
            float[] vector = vectors.vector(known).clone();
            double length = Math.sqrt(dot(vector, vector));
            for (int i = 0; i < vector.length; i++) {
                vector[i] = length == 0 ? 0 : (float) (vector[i] / length);
            }
            return vector;
        });
    }

    private static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }

    /** The scores of one bin after the other, NaN where a bin has too few. */
    static double[] byBin(Synonyms synonyms, Scores scores) {
        return IntStream.range(0, LEAST.length)
                .mapToDouble(bin -> {
                    Scores own = scores.at(synonyms.places(bin));
                    return own.asked() < LEAST_ASKED ? Double.NaN : own.value();
                })
                .toArray();
    }

    /** How many pairs each bin has. */
    int[] sizes() {
        int[] sizes = new int[LEAST.length];
        pairs.forEach(pair -> sizes[pair.bin()]++);
        return Arrays.copyOf(sizes, sizes.length);
    }
}
