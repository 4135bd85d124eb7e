package pellucid.bench.finetune;

import java.util.ArrayList;
import java.util.List;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.models.sentence.TokenBatch;

/**
 * Pairs of texts, tokenised: all anchors, then all positives, packed as one batch. An anchor is the first half of its
 * positive.
 *
 * @param longestAnchor tokens of the longest anchor, to which an engine that pads fills up all of them
 * @param longestPositive the same of the positives
 */
record PairBatch(TokenBatch tokens, int pairs, int longestAnchor, int longestPositive) {
    /** The pairs made of these texts. */
    static PairBatch of(SentenceEncoder encoder, List<String> texts) {
        List<int[]> ids = new ArrayList<>();
        for (String text : texts) {
            ids.add(ids(encoder, text.substring(0, text.length() / 2)));
        }
        for (String text : texts) {
            ids.add(ids(encoder, text));
        }
        int pairs = texts.size();
        return new PairBatch(
                TokenBatch.pack(encoder.backend(), ids.toArray(int[][]::new), new int[2 * pairs][], 0),
                pairs,
                longest(ids.subList(0, pairs)),
                longest(ids.subList(pairs, 2 * pairs)));
    }

    private static int[] ids(SentenceEncoder encoder, String text) {
        return encoder.tokenizer().encode(text, encoder.maxLength()).ids();
    }

    private static int longest(List<int[]> ids) {
        return ids.stream().mapToInt(text -> text.length).max().orElse(0);
    }

    /** How many tokens an engine that pads would compute. */
    int paddedTokens() {
        return pairs * (longestAnchor + longestPositive);
    }
}
