package pellucid.bench.report;

import java.util.Locale;

/**
 * One column of a {@link Table}.
 *
 * @param heading what stands above it
 * @param format how a value is written, as in {@link String#format}; a null value is written as a dash
 */
public record Column(String heading, String format) {
    /** A column of words, aligned to the left. */
    public static Column text(String heading) {
        return new Column(heading, "%s");
    }

    /** A column of numbers with so many digits after the point, aligned to the right. */
    public static Column number(String heading, int digits) {
        return new Column(heading, "%." + digits + "f");
    }

    /** A column of shares of one, written in whole per cent. */
    public static Column percent(String heading) {
        return new Column(heading, "%.0f%%");
    }

    boolean isText() {
        return format.equals("%s");
    }

    String show(Object value) {
        if (value == null) {
            return "-";
        }
        Object shown = format.endsWith("%%") ? 100 * ((Number) value).doubleValue() : value;
        return String.format(Locale.ROOT, format, shown);
    }
}
