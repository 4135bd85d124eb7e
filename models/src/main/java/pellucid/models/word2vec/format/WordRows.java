package pellucid.models.word2vec.format;

import it.unimi.dsi.fastutil.objects.ObjectOpenHashSet;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import pellucid.models.word2vec.WordVectors;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.tensor.Backend;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/** Gathers words and their vectors as they come out of a file: each word once, malformed ones and repeated ones counted. */
final class WordRows {
    private static final char REPLACEMENT = '\uFFFD';

    private final int width;
    private final int capacity;
    private final float[] values; // [capacity, width]
    private final List<String> words;
    private final ObjectOpenHashSet<String> seen;
    private long malformed;
    private long duplicates;

    WordRows(int capacity, int width) {
        this.width = width;
        this.capacity = capacity;
        this.values = new float[capacity * width];
        this.words = new ArrayList<>(capacity);
        this.seen = new ObjectOpenHashSet<>(capacity);
    }

    /** The table, whose next free row takes the vector that comes next. */
    float[] values() {
        return values;
    }

    /** Where the next free row begins. */
    int nextRow() {
        return words.size() * width;
    }

    /** Gives the vector in the next free row its word; one that has been there before leaves the row free. */
    void add(byte[] bytes) {
        String word = new String(bytes, StandardCharsets.UTF_8);
        if (word.indexOf(REPLACEMENT) >= 0 && !isUtf8(bytes)) {
            malformed++;
        }
        if (seen.add(word)) {
            words.add(word);
        } else {
            duplicates++;
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    VectorFile on(Backend backend, VectorFormat format, long declared) {
        Tensor table = backend.adopt(values, Shape.of(capacity, width)).slice(0, 0, words.size());
        WordVectors vectors = new WordVectors(WordVocabulary.of(words, null), table);
        return new VectorFile(vectors, format, declared, malformed, duplicates);
    }
}
