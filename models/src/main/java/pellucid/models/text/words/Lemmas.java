package pellucid.models.text.words;

/** Gives the form under which a dictionary has a word: {@code goose} for {@code geese}. */
@FunctionalInterface
public interface Lemmas {
    /** The lemma of a word in lower case; the word itself where nothing better is known. */
    String lemma(String word);
}
