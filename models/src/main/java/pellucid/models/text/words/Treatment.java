package pellucid.models.text.words;

/** What becomes of the tokens of one kind: numbers, addresses or names. */
public enum Treatment {
    /** They stay what they are. */
    KEEP,
    /** One tag stands for all of them. */
    TAG,
    /** They are left out. */
    DROP
}
