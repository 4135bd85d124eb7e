package pellucid.bench.gpu;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pellucid.cuda.CudaBackend;
import pellucid.tensor.Backend;
import pellucid.tensor.backend.contract.BackendContract;
import pellucid.tensor.backend.contract.Check;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** The suite that every backend passes, here on the device. */
final class ContractPart {
    /** After so many failures the rest would say nothing new: mostly the device is lost. */
    private static final int ENOUGH = 12;

    private ContractPart() {}

    static void run(CudaBackend cuda, boolean tiny) {
        List<Check> checks = tiny ? oneOfEachChapter() : BackendContract.checks();
        List<String> failed = new ArrayList<>();
        try (Backend reference = new ReferenceBackend()) {
            for (Check check : checks) {
                long start = System.nanoTime();
                try {
                    check.run(cuda, reference);
                } catch (AssertionError | RuntimeException e) {
                    failed.add(check.name());
                    System.out.println("FAILED " + check.name() + ": " + e);
                    if (failed.size() == ENOUGH) {
                        break;
                    }
                }
                System.out.printf("%8.1f ms  %s%n", (System.nanoTime() - start) / 1e6, check.name());
            }
        }
        if (!failed.isEmpty()) {
            throw new AssertionError(failed.size() + (failed.size() == ENOUGH ? " or more" : "") + " of "
                    + checks.size() + " checks failed: " + String.join(", ", failed));
        }
        Finding.of(Finding.Kind.SUMMARY, "operations against the reference", checks.size() + " checks pass", "")
                .tell();
    }

    private static List<Check> oneOfEachChapter() {
        Set<String> chapters = new HashSet<>();
        return BackendContract.checks().stream()
                .filter(check -> chapters.add(check.name().split(":")[0]))
                .toList();
    }
}
