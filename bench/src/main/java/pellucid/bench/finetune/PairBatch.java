package pellucid.bench.finetune;

import java.util.ArrayList;
import java.util.List;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.models.sentence.TokenBatch;
import pellucid.tensor.Segments;

/**
 * Pairs of texts, tokenised: all anchors, then all positives, packed as one batch. An anchor is the first half of its
 * positive.
 *
 * @param tokens the texts of both
 * @param pairs how many anchors, and how many positives
 */
public record PairBatch(TokenBatch tokens, int pairs) {
    /** The pairs made of these texts. */
    static PairBatch of(SentenceEncoder encoder, List<String> texts) {
        List<String> columns = new ArrayList<>();
        for (String text : texts) {
            columns.add(text.substring(0, text.length() / 2));
        }
        columns.addAll(texts);
        return new PairBatch(encoder.pack(columns), texts.size());
    }

    /** Tokens of the longest anchor, to which an engine that pads fills up all of them. */
    int longestAnchor() {
        return longest(0, pairs);
    }

    /** Tokens of the longest positive. */
    int longestPositive() {
        return longest(pairs, 2 * pairs);
    }

    private int longest(int from, int to) {
        Segments segments = tokens.segments();
        int longest = 0;
        for (int i = from; i < to; i++) {
            longest = Math.max(longest, segments.length(i));
        }
        return longest;
    }

    /** How many tokens an engine that pads would compute. */
    int paddedTokens() {
        return pairs * (longestAnchor() + longestPositive());
    }
}
