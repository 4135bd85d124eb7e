package pellucid.eval.cli;

import java.io.PrintWriter;
import java.time.Duration;

/** Where a command writes: results to one place, everything else to the other. */
final class Output {
    /** Columns of the narrowest terminal that lines are made for. */
    static final int WIDTH = 80;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final PrintWriter results;
    private final PrintWriter notices;
    private final boolean watched;

    /** @param watched whether a person looks at the notices as they come, so that a progress bar makes sense */
    Output(PrintWriter results, PrintWriter notices, boolean watched) {
        this.results = results;
        this.notices = notices;
        this.watched = watched;
    }

    PrintWriter results() {
        return results;
    }

    PrintWriter notices() {
        return notices;
    }

    /** Whether a person looks at the notices as they come. */
    boolean isWatched() {
        return watched;
    }

    /** One line of the result. */
    void result(String line) {
        results.println(line);
    }

    /** One sentence for the person at the terminal. */
    void notice(String sentence) {
        notices.println(sentence);
    }

    /** A bar for work that may take long; nobody sees it if nobody looks or the work is short. */
    Progress progress(String unit, long unitSize) {
        return new Progress(notices, watched, PATIENCE, unit, unitSize);
    }

    /** Writes out what is still held back; false, with a notice, if results were lost on the way. */
    boolean finish() {
        boolean lost = results.checkError();
        if (lost) {
            notice("pellucid: the results could not all be written to standard output; its reader has gone, or the"
                    + " disk is full");
        }
        notices.flush();
        return !lost;
    }
}
