package pellucid.bench.gpu;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import pellucid.cuda.CudaBackend;
import pellucid.cuda.GemmStep;
import pellucid.cuda.MemoryLadder;
import pellucid.tensor.PellucidException;
import pellucid.tensor.Tensor;

/** The child program: one part on the device, in one process. */
public final class PartProcess {
    /** The option for sizes that an emulated device computes in a moment. */
    static final String TINY = "--tiny";

    private PartProcess() {}

    /** Runs the part that the first argument names; the exit code is 0 only if all of it was right. */
    public static void main(String[] arguments) {
        Part part = Part.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        boolean tiny = Arrays.asList(arguments).contains(TINY);
        int code = 0;
        try (CudaBackend cuda = new CudaBackend()) {
            System.out.println(part + " on " + cuda.describe());
            run(part, cuda, tiny);
        } catch (AssertionError | RuntimeException e) {
            boolean speaks = e instanceof PellucidException || e instanceof AssertionError;
            Finding.of(Finding.Kind.FAILED, speaks ? e.getMessage() : e.toString())
                    .tell();
            e.printStackTrace(System.out);
            code = 1;
        }
        System.exit(code);
    }

    private static void run(Part part, CudaBackend cuda, boolean tiny) {
        switch (part) {
            case CONTRACT -> ContractPart.run(cuda, tiny);
            case GOLDENS -> GoldensPart.run(cuda, tiny);
            case MEMORY -> MemoryPart.run(cuda, tiny);
            case GEMM -> GemmPart.run(cuda, tiny);
            case ENCODER -> SpeedPart.encoder(cuda, tiny);
            case TRAINING -> SpeedPart.training(cuda, tiny);
            case SANITIZER -> launchAFew(cuda);
            default -> throw new IllegalArgumentException(part + " is no part of this program");
        }
    }

    /** What is run under a tool that watches each access: every kernel of the ladders, on sizes without a pattern, and training. */
    private static void launchAFew(CudaBackend cuda) {
        List<MemoryLadder.Step> steps = MemoryLadder.steps(cuda, 207, 37);
        for (MemoryLadder.Step step : steps) {
            step.work().run();
        }
        Tensor a = cuda.zeros(130, 37);
        Tensor b = cuda.zeros(37, 67);
        Tensor c = cuda.zeros(130, 67);
        for (GemmStep step : GemmStep.values()) {
            step.multiply(cuda, a, b, 1, 0, c);
        }
        SpeedPart.training(cuda, true);
        SpeedPart.encoder(cuda, true);
    }
}
