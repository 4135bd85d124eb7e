package pellucid.models.sentence;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import pellucid.models.text.Encoding;
import pellucid.tensor.InputException;
import pellucid.tensor.backend.Workers;

/**
 * The tokens of a window of texts.
 *
 * @param ids the tokens of each text
 * @param typeIds the token types of each text; null where all are 0
 * @param truncated how many texts were cut
 */
record TokenizedTexts(int[][] ids, int[][] typeIds, int truncated) {
    private static final int TEXTS_A_TASK = 32;

    /**
     * Tokenises in parallel.
     *
     * @param first the number of the first text, for messages
     */
    static TokenizedTexts of(List<String> texts, long first, Tokenization tokenization) {
        int count = texts.size();
        int[][] ids = new int[count][];
        int[][] typeIds = new int[count][];
        AtomicInteger truncated = new AtomicInteger();
        Workers.shared().run((count + TEXTS_A_TASK - 1) / TEXTS_A_TASK, task -> {
            int to = Math.min((task + 1) * TEXTS_A_TASK, count);
            for (int i = task * TEXTS_A_TASK; i < to; i++) {
                String text = texts.get(i);
                if (text == null) {
                    throw new InputException(
                            "text " + (first + i) + " (counted from 0) is null; give a text, which may" + " be empty");
                }
                Encoding encoding = tokenization.encode(text);
                ids[i] = encoding.ids();
                typeIds[i] = isZero(encoding.typeIds()) ? null : encoding.typeIds();
                if (encoding.truncated()) {
                    truncated.incrementAndGet();
                }
            }
        });
        return new TokenizedTexts(ids, typeIds, truncated.get());
    }

    private static boolean isZero(int[] values) {
        for (int value : values) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }
}
