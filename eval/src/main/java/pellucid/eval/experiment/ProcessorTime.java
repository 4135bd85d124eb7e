package pellucid.eval.experiment;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The time that this process has computed for, all threads together: other programs beside it change it little. */
public final class ProcessorTime {
    private static final double NANOS = 1e9;

    private ProcessorTime() {}

    /** Seconds since the process began; NaN where the machine does not tell. */
    public static double seconds() {
        long nanos = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean known
                ? known.getProcessCpuTime()
                : -1;
        return nanos < 0 ? Double.NaN : nanos / NANOS;
    }
}
