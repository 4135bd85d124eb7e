package pellucid.models.word2vec.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import pellucid.models.word2vec.corpus.EncodedCorpus;
import pellucid.models.word2vec.corpus.VocabularyBuilder;

/** Small corpora for tests. */
final class Corpora {
    private Corpora() {}

    /** Sentences of words parted by blanks. */
    static EncodedCorpus of(String... sentences) {
        return of(Arrays.stream(sentences)
                .map(sentence -> List.of(sentence.split(" ")))
                .toList());
    }

    private static EncodedCorpus of(List<List<String>> sentences) {
        return EncodedCorpus.encode(
                sentences::forEach,
                new VocabularyBuilder().addAll(sentences::forEach).build(1));
    }

    /** Words w1 to w{@code words}, as often as 1 / rank, in sentences of 20. */
    static EncodedCorpus zipf(int words, int tokens) {
        double[] upTo = new double[words];
        double sum = 0;
        for (int rank = 1; rank <= words; rank++) {
            sum += 1.0 / rank;
            upTo[rank - 1] = sum;
        }
        SplittableRandom random = new SplittableRandom(5);
        List<List<String>> sentences = new ArrayList<>();
        for (int read = 0; read < tokens; read += 20) {
            List<String> sentence = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int at = Arrays.binarySearch(upTo, random.nextDouble() * sum);
                sentence.add("w" + (1 + Math.min(words - 1, at < 0 ? -at - 1 : at)));
            }
            sentences.add(sentence);
        }
        return of(sentences);
    }

    /** Sentences about one of some topics, each with ten words of its own (a0 … a9, b0 …) and two that all have. */
    static EncodedCorpus topics(int topics, int sentences) {
        SplittableRandom random = new SplittableRandom(6);
        List<List<String>> all = new ArrayList<>();
        for (int i = 0; i < sentences; i++) {
            char topic = (char) ('a' + random.nextInt(topics));
            List<String> sentence = new ArrayList<>();
            for (int k = 0; k < 12; k++) {
                sentence.add(k % 4 == 3 ? "and" + random.nextInt(2) : topic + "" + random.nextInt(10));
            }
            all.add(sentence);
        }
        return of(all);
    }
}
