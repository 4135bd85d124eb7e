package pellucid.eval.experiment.products;

import java.util.List;
import java.util.stream.IntStream;
import pellucid.eval.experiment.ProcessorTime;
import pellucid.models.sentence.SentenceEncoder;

/**
 * How many times as fast one model encodes as another: the same texts, cut to the same number of tokens, in turns.
 *
 * @param texts how many were encoded in each round
 * @param tokens the most that either read of a text
 * @param factors processor time of the other by that of the one, for each round; not finite where the machine does not
 *     tell, or the time was too short for its clock
 */
record SpeedCheck(int texts, int tokens, Spread factors) {
    private static final int MOST = 24;
    private static final int ROUNDS = 4;

    /** Encodes some of the texts, taken evenly from all. */
    static SpeedCheck of(SentenceEncoder one, SentenceEncoder other, List<String> all) {
        int step = Math.max(1, all.size() / MOST);
        List<String> texts = IntStream.range(0, Math.min(MOST, all.size()))
                .mapToObj(i -> all.get(i * step))
                .toList();
        int tokens = Math.min(one.maxLength(), other.maxLength());
        SentenceEncoder first = Encodings.reading(one, tokens);
        SentenceEncoder second = Encodings.reading(other, tokens);
        seconds(first, texts); // Java compiles what runs often: neither shall pay for it
        seconds(second, texts);
        double[] factors = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            double least = seconds(first, texts);
            factors[round] = seconds(second, texts) / least;
        }
        return new SpeedCheck(texts.size(), tokens, new Spread(factors));
    }

    private static double seconds(SentenceEncoder encoder, List<String> texts) {
        double begun = ProcessorTime.seconds();
        encoder.encode(texts);
        return ProcessorTime.seconds() - begun;
    }
}
