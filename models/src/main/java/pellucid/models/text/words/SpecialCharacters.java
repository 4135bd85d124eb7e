package pellucid.models.text.words;

/** What becomes of characters that are neither letters nor digits nor blanks. */
public enum SpecialCharacters {
    /** They separate words and vanish. */
    DROP,
    /** They separate words, and each becomes a token of its own. */
    SEPARATE,
    /** They are like letters: a token is what stands between blanks. For texts that are tokens already. */
    KEEP
}
