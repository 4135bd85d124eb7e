package pellucid.eval.cli;

import java.util.Locale;

/** Numbers of bytes as people write them. */
final class Bytes {
    private static final double STEP = 1024;

    private Bytes() {}

    /** For example {@code 87.4 MiB}. */
    static String text(long bytes) {
        if (bytes < STEP) {
            return bytes + " bytes";
        }
        double number = bytes / STEP;
        String unit = "KiB";
        for (String larger : new String[] {"MiB", "GiB", "TiB"}) {
            if (number >= STEP) {
                number /= STEP;
                unit = larger;
            }
        }
        return String.format(Locale.ROOT, "%.1f %s", number, unit);
    }
}
