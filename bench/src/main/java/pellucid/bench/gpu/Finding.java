package pellucid.bench.gpu;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Something that a part found out, as one line of its output: {@code @summary}, tabs between the fields. Programs in other
 * languages write such lines, too.
 *
 * @param fields as many as the kind has
 */
record Finding(Kind kind, List<String> fields) {
    /** What kinds of findings there are. */
    enum Kind {
        /** A line of the short table: what, its result, what it compares to. */
        SUMMARY(3),
        /** A line of the long table: kernel, size, milliseconds, rate, share. */
        KERNEL(5),
        /** A name and a number, for comparisons between parts. */
        NUMBER(2),
        /** Why a part was left out, in one sentence. */
        SKIPPED(1),
        /** What went wrong, in one sentence. */
        FAILED(1);

        private final int fields;

        Kind(int fields) {
            this.fields = fields;
        }

        private String mark() {
            return "@" + name().toLowerCase(Locale.ROOT) + "\t";
        }
    }

    Finding {
        fields = List.copyOf(fields);
        if (fields.size() != kind.fields) {
            throw new IllegalArgumentException(
                    "a finding of kind " + kind + " has " + kind.fields + " fields, not " + fields);
        }
    }

    static Finding of(Kind kind, Object... fields) {
        return new Finding(
                kind,
                Arrays.stream(fields)
                        .map(field -> String.valueOf(field).replaceAll("[\\t\\r\\n]+", " "))
                        .toList());
    }

    /** The finding that a line of output holds; null if it holds none. */
    static Finding parse(String line) {
        for (Kind kind : Kind.values()) {
            if (line.startsWith(kind.mark())) {
                List<String> fields =
                        List.of(line.substring(kind.mark().length()).split("\t", -1));
                return fields.size() == kind.fields ? new Finding(kind, fields) : null;
            }
        }
        return null;
    }

    String line() {
        return kind.mark() + String.join("\t", fields);
    }

    /** Hands this over to whoever started this process. */
    void tell() {
        System.out.println(line());
    }
}
