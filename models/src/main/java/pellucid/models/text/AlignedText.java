package pellucid.models.text;

import java.util.Arrays;

/**
 * A text as code points, each of which remembers the span of the original {@link String} it came from.
 *
 * <p>Normalisation removes, splits and inserts code points; the spans let a token still be shown in the text as it was
 * written. A span is counted in chars (UTF-16 units), start inclusive and end exclusive, so {@code substring} fits it.
 */
final class AlignedText {
    private static final int REPLACEMENT_CHARACTER = 0xFFFD;

    private int[] codePoints;
    private int[] starts;
    private int[] ends;
    private int length;
    private int union;

    AlignedText(int capacity) {
        codePoints = new int[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
    }

    /** The text itself; half a surrogate pair without its other half becomes the replacement character U+FFFD. */
    static AlignedText of(String text) {
        AlignedText aligned = new AlignedText(text.length());
        int end;
        for (int start = 0; start < text.length(); start = end) {
            int codePoint = text.codePointAt(start);
            end = start + Character.charCount(codePoint);
            boolean loneSurrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
            aligned.append(loneSurrogate ? REPLACEMENT_CHARACTER : codePoint, start, end);
        }
        return aligned;
    }

    void append(int codePoint, int start, int end) {
        if (length == codePoints.length) {
            int capacity = Math.max(16, 2 * length);
            codePoints = Arrays.copyOf(codePoints, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
        }
        codePoints[length] = codePoint;
        starts[length] = start;
        ends[length] = end;
        length++;
        union |= codePoint;
    }

    /** The code points from {@code from} to before {@code to}. */
    AlignedText slice(int from, int to) {
        if (from == 0 && to == length) {
            return this;
        }
        AlignedText slice = new AlignedText(to - from);
        for (int i = from; i < to; i++) {
            slice.append(codePoints[i], starts[i], ends[i]);
        }
        return slice;
    }

    int length() {
        return length;
    }

    int codePoint(int index) {
        return codePoints[index];
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return ends[index];
    }

    /** Whether every code point is below 128: most steps of normalisation have nothing to do then. */
    boolean isAscii() {
        return union < 0x80;
    }

    /** Moves the code point back to an earlier place and those between forward by one; the spans stay where they are. */
    void moveBack(int from, int to) {
        int codePoint = codePoints[from];
        System.arraycopy(codePoints, to, codePoints, to + 1, from - to);
        codePoints[to] = codePoint;
    }
}
