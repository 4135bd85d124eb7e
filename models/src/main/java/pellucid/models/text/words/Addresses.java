package pellucid.models.text.words;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds URLs and e-mail addresses, from the left to the right of a text. */
final class Addresses {
    private static final String URL = "(?:(?:https?|ftp)://|www\\.)[^\\s<>\"]+";
    private static final String EMAIL = "[\\p{L}\\p{N}_.+-]+@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+";
    private static final Pattern ADDRESS =
            Pattern.compile("(" + URL + ")|" + EMAIL, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** Behind an address, these belong to the sentence. */
    private static final String PUNCTUATION_AT_THE_END = ".,;:!?)]}'";

    private final String text;
    private final Matcher matcher;
    private int addressStart;
    private int addressEnd;

    Addresses(String text) {
        this.text = text;
        this.matcher = ADDRESS.matcher(text);
        next();
    }

    /** Where the next address begins; the end of the text without one. */
    int start() {
        return addressStart;
    }

    /** Where the address at {@link #start} ends. */
    int end() {
        return addressEnd;
    }

    String tag() {
        return matcher.group(1) == null ? Preprocessing.EMAIL : Preprocessing.URL;
    }

    /** Goes on to the next address. */
    void next() {
        int at = addressEnd;
        while (at < text.length()) {
            int stop = at;
            boolean suspect = false;
            for (; stop < text.length() && !Characters.blank(text.charAt(stop)); stop++) {
                suspect |= marksOne(stop);
            }
            if (suspect && matcher.region(at, stop).find()) {
                addressStart = matcher.start();
                addressEnd = trimmed(matcher.start(), matcher.end());
                return;
            }
            at = stop + 1;
        }
        addressStart = text.length();
    }

    /** Every address holds a character of this kind, and few other words do. */
    private boolean marksOne(int at) {
        char c = text.charAt(at);
        return c == '@' || c == ':' || (c == 'w' || c == 'W') && at > 0 && (text.charAt(at - 1) | 0x20) == 'w';
    }

    private int trimmed(int start, int matchEnd) {
        int trimmed = matchEnd;
        while (trimmed > start + 1 && PUNCTUATION_AT_THE_END.indexOf(text.charAt(trimmed - 1)) >= 0) {
            trimmed--;
        }
        return trimmed;
    }
}
