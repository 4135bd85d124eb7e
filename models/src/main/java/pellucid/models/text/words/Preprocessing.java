package pellucid.models.text.words;

import java.util.Objects;
import pellucid.tensor.InputException;

/**
 * How a text becomes sentences of tokens. {@link #DEFAULT} is the usual choice; change what differs:
 *
 * <pre>  Preprocessing.DEFAULT.withNumbers(Treatment.TAG).withStemming(Stemming.PORTER)  </pre>
 *
 * <p>A word is a run of letters, digits and marks of any script that puts blanks between words; an apostrophe between
 * letters belongs to it ({@code don't}), and so does a point or a comma between digits ({@code 1,234.5}). All other
 * characters are special.
 *
 * @param lowerCase whether words are put in lower case (Unicode's, of no particular language)
 * @param specialCharacters what becomes of them
 * @param sentences whether the text is split into sentences; otherwise it is one. The JDK's {@link
 *     java.text.BreakIterator} splits them: behind {@code . ! ?}, unless a small letter
 *     follows, and at empty lines. It knows no abbreviations: {@code Mr. Smith} is split.
 * @param numbers what becomes of words made of digits; the tag is {@value #NUMBER}
 * @param addresses what becomes of URLs and e-mail addresses; the tags are {@value #URL} and {@value #EMAIL}. What is
 *     kept is taken apart like any other text, if special characters are not kept, too.
 * @param names what becomes of names: words with a capital and a small letter that do not begin a sentence or a quote; a
 *     run of them is one name, {@value #NAME}. A name that begins a sentence is missed, a title in capitals too.
 * @param stopWords whether words such as {@code the} and {@code of} stay; if not, Lucene's 33 for English go
 * @param stemming how endings are cut off
 * @param lemmas what finds dictionary forms, or null; not together with stemming
 */
public record Preprocessing(
        boolean lowerCase,
        SpecialCharacters specialCharacters,
        boolean sentences,
        Treatment numbers,
        Treatment addresses,
        Treatment names,
        boolean stopWords,
        Stemming stemming,
        Lemmas lemmas) {
    public static final String NUMBER = "<number>";
    public static final String URL = "<url>";
    public static final String EMAIL = "<email>";
    public static final String NAME = "<name>";

    /** Words in lower case, all of them, without special characters; a text is one sentence. */
    public static final Preprocessing DEFAULT = new Preprocessing(
            true,
            SpecialCharacters.DROP,
            false,
            Treatment.KEEP,
            Treatment.KEEP,
            Treatment.KEEP,
            true,
            Stemming.NONE,
            null);

    /** What stands between blanks, unchanged: for texts that others have prepared. */
    public static final Preprocessing BLANKS =
            DEFAULT.withLowerCase(false).withSpecialCharacters(SpecialCharacters.KEEP);

    public Preprocessing {
        Objects.requireNonNull(specialCharacters, "specialCharacters");
        Objects.requireNonNull(numbers, "numbers");
        Objects.requireNonNull(addresses, "addresses");
        Objects.requireNonNull(names, "names");
        Objects.requireNonNull(stemming, "stemming");
        if (lemmas != null && stemming != Stemming.NONE) {
            throw new InputException("both lemmas and " + stemming
                    + " stemming are asked for, and a stem is not a word that has a lemma; choose one of them");
        }
    }

    /** What does it, for one thread. */
    public WordTokenizer tokenizer() {
        return new WordTokenizer(this);
    }

    public Preprocessing withLowerCase(boolean choice) {
        return new Preprocessing(
                choice, specialCharacters, sentences, numbers, addresses, names, stopWords, stemming, lemmas);
    }

    public Preprocessing withSpecialCharacters(SpecialCharacters choice) {
        return new Preprocessing(lowerCase, choice, sentences, numbers, addresses, names, stopWords, stemming, lemmas);
    }

    public Preprocessing withSentences(boolean choice) {
        return new Preprocessing(
                lowerCase, specialCharacters, choice, numbers, addresses, names, stopWords, stemming, lemmas);
    }

    public Preprocessing withNumbers(Treatment choice) {
        return new Preprocessing(
                lowerCase, specialCharacters, sentences, choice, addresses, names, stopWords, stemming, lemmas);
    }

    public Preprocessing withAddresses(Treatment choice) {
        return new Preprocessing(
                lowerCase, specialCharacters, sentences, numbers, choice, names, stopWords, stemming, lemmas);
    }

    public Preprocessing withNames(Treatment choice) {
        return new Preprocessing(
                lowerCase, specialCharacters, sentences, numbers, addresses, choice, stopWords, stemming, lemmas);
    }

    public Preprocessing withStopWords(boolean choice) {
        return new Preprocessing(
                lowerCase, specialCharacters, sentences, numbers, addresses, names, choice, stemming, lemmas);
    }

    public Preprocessing withStemming(Stemming choice) {
        return new Preprocessing(
                lowerCase, specialCharacters, sentences, numbers, addresses, names, stopWords, choice, lemmas);
    }

    public Preprocessing withLemmas(Lemmas choice) {
        return new Preprocessing(
                lowerCase, specialCharacters, sentences, numbers, addresses, names, stopWords, stemming, choice);
    }
}
