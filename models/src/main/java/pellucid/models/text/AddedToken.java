package pellucid.models.text;

/**
 * A token that is looked for in the text before the text is cut into words.
 *
 * @param content the token as written, for example "[SEP]"
 * @param id its id
 * @param special whether {@code decode} leaves it out
 * @param normalized whether it is looked for in the normalised text, in its own normalised form, instead of in the text
 *     as written
 * @param singleWord whether it counts only where no letter or digit touches it
 * @param stripLeft whether it swallows the white space before it
 * @param stripRight whether it swallows the white space after it
 */
record AddedToken(
        String content,
        int id,
        boolean special,
        boolean normalized,
        boolean singleWord,
        boolean stripLeft,
        boolean stripRight) {

    /** A special token such as [CLS]: matched as written, anywhere, without touching its surroundings. */
    static AddedToken special(String content, int id) {
        return new AddedToken(content, id, true, false, false, false, false);
    }
}
