package pellucid.tensor.backend.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import pellucid.tensor.Backend;

/**
 * The suite that every backend must pass. It needs no test framework:
 *
 * <pre>
 *   for (Check check : BackendContract.checks()) {
 *       check.run(candidate, new ReferenceBackend());
 *   }
 * </pre>
 */
public final class BackendContract {
    private BackendContract() {}

    /** All checks that one instance of a backend can be tried with. */
    public static List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        checks.addAll(MemoryChecks.all());
        checks.addAll(ElementwiseChecks.all());
        checks.addAll(ReductionChecks.all());
        checks.addAll(MatrixChecks.all());
        checks.addAll(FeedForwardChecks.all());
        checks.addAll(RowChecks.all());
        checks.addAll(SequenceChecks.all());
        checks.addAll(TrainingChecks.all());
        checks.addAll(Word2VecChecks.all());
        checks.addAll(RefusalChecks.all());
        checks.addAll(IndependenceChecks.all());
        checks.addAll(ThreadChecks.all());
        return checks;
    }

    /**
     * {@link #checks()}, and that results do not depend on the number of threads.
     *
     * @param ofThreads makes the candidate's kind of backend with a number of threads; the checks close it
     */
    public static List<Check> checks(IntFunction<Backend> ofThreads) {
        List<Check> checks = new ArrayList<>(checks());
        checks.addAll(ThreadChecks.all(ofThreads));
        return checks;
    }
}
