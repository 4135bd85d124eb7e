package pellucid.eval.cli;

/** The notice that the ends of long texts were not read. */
final class Truncation {
    private Truncation() {}

    /** Says how many texts were cut, if any were. */
    static void tell(Output output, long truncated, int limit) {
        if (truncated > 0) {
            output.notice(truncated + (truncated == 1 ? " text was" : " texts were") + " longer than " + limit
                    + " tokens; only the first " + limit + " of each were used");
        }
    }
}
