package pellucid.eval.documents;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import pellucid.models.word2vec.WordVocabulary;

/** Documents as the numbers of their words in a vocabulary, with a label each. What the vocabulary lacks is counted. */
public final class DocumentWords {
    private final WordVocabulary vocabulary;
    private final List<int[]> documents = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private long known;
    private long unknown;
    private int empty;

    /** No documents yet. */
    public DocumentWords(WordVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * Adds a document.
     *
     * @param tokens prepared as the corpus was that the vocabulary was made from
     * @param label may be null
     */
    public void add(List<String> tokens, String label) {
        int[] words = new int[tokens.size()];
        int size = 0;
        for (String token : tokens) {
            int id = vocabulary.id(token);
            if (id >= 0) {
                words[size++] = id;
            }
        }
        documents.add(Arrays.copyOf(words, size));
        labels.add(label);
        known += size;
        unknown += tokens.size() - size;
        empty += size == 0 ? 1 : 0;
    }

    public WordVocabulary vocabulary() {
        return vocabulary;
    }

    /** Number of documents. */
    public int size() {
        return documents.size();
    }

    /** The words of a document that the vocabulary has, in order. */
    public int[] words(int document) {
        return documents.get(document).clone();
    }

    int[] wordsOf(int document) {
        return documents.get(document);
    }

    /** The labels, one for each document. */
    public List<String> labels() {
        return Collections.unmodifiableList(labels);
    }

    /** How many words of all documents the vocabulary has. */
    public long known() {
        return known;
    }

    /** How many it lacks. */
    public long unknown() {
        return unknown;
    }

    /** How many documents have no word that the vocabulary has. */
    public int empty() {
        return empty;
    }
}
