package pellucid.models.word2vec.format;

import java.nio.file.Path;
import java.util.Locale;

/** The forms that a file of word vectors can have. */
public enum VectorFormat {
    /** Lines of text that end with a blank, as word2vec.c writes them with {@code -binary 0}. */
    WORD2VEC_TEXT(false, "text, as word2vec.c writes it"),
    /** Lines of text, as gensim writes them. */
    GENSIM_TEXT(false, "text, as gensim writes it"),
    /** Float32 numbers and an end of line after each vector, as word2vec.c writes them with {@code -binary 1}. */
    WORD2VEC_BINARY(true, "binary, as word2vec.c writes it"),
    /** Float32 numbers with nothing between the vectors, as gensim writes them. */
    GENSIM_BINARY(true, "binary, as gensim writes it");

    private final boolean binary;
    private final String description;

    VectorFormat(boolean binary, String description) {
        this.binary = binary;
        this.description = description;
    }

    public boolean isBinary() {
        return binary;
    }

    /** A few words for people. */
    public String description() {
        return description;
    }

    /** The form, as word2vec.c writes it, that a file's name asks for: text for .txt and .vec, else binary. */
    public static VectorFormat named(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".txt") || name.endsWith(".vec") ? WORD2VEC_TEXT : WORD2VEC_BINARY;
    }
}
