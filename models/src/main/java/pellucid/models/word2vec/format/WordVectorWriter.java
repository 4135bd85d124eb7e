package pellucid.models.word2vec.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import pellucid.models.weights.AtomicFile;
import pellucid.models.word2vec.WordVectors;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.tensor.InputException;

/**
 * Writes files of word vectors, of all forms, which appear whole or not at all. Numbers in text have as many digits as bring
 * back the same float32; word2vec.c itself writes six behind the point.
 */
public final class WordVectorWriter {
    private static final int BLOCK_BYTES = 1 << 18;
    private static final int BLOCK_ROWS = 256;

    private final WordVectors vectors;
    private final VectorFormat format;
    private final AtomicFile file;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private WordVectorWriter(WordVectors vectors, VectorFormat format, AtomicFile file) {
        this.vectors = vectors;
        this.format = format;
        this.file = file;
    }

    /**
     * Writes all words and vectors.
     *
     * @throws InputException if the file cannot be written, or a word has a blank in it, which no reader would see as one word
     */
    public static void write(WordVectors vectors, Path target, VectorFormat format) {
        checkWords(vectors.vocabulary(), target);
        try (AtomicFile file = AtomicFile.create(target)) {
            new WordVectorWriter(vectors, format, file).write();
            file.commit();
        }
    }

    private static void checkWords(WordVocabulary vocabulary, Path target) {
        for (int id = 0; id < vocabulary.size(); id++) {
            String word = vocabulary.word(id);
            if (word.isEmpty() || word.chars().anyMatch(c -> c <= ' ')) {
                throw new InputException(target + " cannot be written: the word '" + word + "' with the id " + id
                        + (word.isEmpty() ? " is empty" : " has a blank in it")
                        + ", which ends a word in such a file; leave it out, or put '_' there");
            }
        }
    }

    private void write() {
        int width = vectors.width();
        bytes(new VectorHeader(vectors.size(), width).bytes());
        float[] rows = new float[Math.min(BLOCK_ROWS, vectors.size()) * width];
        for (int first = 0; first < vectors.size(); first += BLOCK_ROWS) {
            int count = Math.min(BLOCK_ROWS, vectors.size() - first);
            vectors.backend().read(vectors.vectors().slice(0, first, first + count), rows, 0);
            for (int i = 0; i < count; i++) {
                bytes(vectors.vocabulary().word(first + i).getBytes(StandardCharsets.UTF_8));
                if (format.isBinary()) {
                    binary(rows, i * width);
                } else {
                    text(rows, i * width);
                }
            }
        }
        flush();
    }

    private void binary(float[] rows, int at) {
        single(' ');
        for (int i = at; i < at + vectors.width(); i++) {
            room(Float.BYTES);
            block.putFloat(rows[i]);
        }
        if (format == VectorFormat.WORD2VEC_BINARY) {
            single('\n');
        }
    }

    private void text(float[] rows, int at) {
        StringBuilder line = new StringBuilder();
        for (int i = at; i < at + vectors.width(); i++) {
            line.append(' ').append(rows[i]);
        }
        line.append(format == VectorFormat.WORD2VEC_TEXT ? " \n" : "\n");
        bytes(line.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private void single(char character) {
        room(1);
        block.put((byte) character);
    }

    private void bytes(byte[] bytes) {
        for (int done = 0; done < bytes.length; ) {
            room(1);
            int count = Math.min(block.remaining(), bytes.length - done);
            block.put(bytes, done, count);
            done += count;
        }
    }

    private void room(int bytes) {
        if (block.remaining() < bytes) {
            flush();
        }
    }

    private void flush() {
        file.write(block.flip());
        block.clear();
    }
}
