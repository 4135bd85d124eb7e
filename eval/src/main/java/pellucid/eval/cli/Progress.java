package pellucid.eval.cli;

import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on standard error that appears once a piece of work has taken longer than one likes to wait. */
final class Progress implements AutoCloseable {
    private static final int REDRAW_MILLIS = 200;

    private final PrintWriter screen;
    private final boolean watched;
    private final Duration patience;
    private final String unit;
    private final long unitSize;
    private String task = "";
    private long begun;
    private ProgressBar bar;

    Progress(PrintWriter screen, boolean watched, Duration patience, String unit, long unitSize) {
        this.screen = screen;
        this.watched = watched;
        this.patience = patience;
        this.unit = unit;
        this.unitSize = unitSize;
    }

    /**
     * Some more of a task is done.
     *
     * @param name of the task; another name begins another bar
     * @param total -1 where it is not known
     */
    void advanced(String name, long done, long total) {
        advanced(name, done, total, null);
    }

    /**
     * The same with a few words behind the bar, in the place of the speed.
     *
     * @param words null for the speed
     */
    synchronized void advanced(String name, long done, long total, String words) {
        if (!watched) {
            return;
        }
        if (!name.equals(task)) {
            close();
            task = name;
            begun = System.nanoTime();
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
        if (bar == null && elapsed.compareTo(patience) >= 0) {
            ProgressBarBuilder builder = new ProgressBarBuilder()
                    .setTaskName(name)
                    .setInitialMax(total)
                    .startsFrom(done, elapsed)
                    .setUnit(unit.isEmpty() ? "" : " " + unit, unitSize)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(REDRAW_MILLIS)
                    .setConsumer(new DelegatingProgressBarConsumer(this::redraw, Output.WIDTH - 1));
            bar = (words == null ? builder.showSpeed() : builder).build();
        }
        if (bar != null) {
            bar.setExtraMessage(words == null ? "" : words);
            bar.stepTo(done);
        }
    }

    private void redraw(String line) {
        screen.print("\r" + line);
        screen.flush();
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            screen.println();
            bar = null;
        }
    }
}
