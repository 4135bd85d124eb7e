package pellucid.cuda.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import jcuda.nvptxcompiler.JNvPTXCompiler;
import jcuda.nvptxcompiler.nvPTXCompileResult;
import jcuda.nvptxcompiler.nvPTXCompilerHandle;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The PTX compiler of CUDA 12.0, which JCuda brings along and which needs no GPU, accepts what is committed. */
@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        architectures = {"amd64", "x86_64"})
class PtxCompilerTest {
    private static final List<Integer> CAPABILITIES = List.of(75, 80, 86, 89, 90);

    @TestFactory
    Stream<DynamicTest> everyFamilyCompilesForItsOldestDevice() {
        return Family.all().stream()
                .map(family -> DynamicTest.dynamicTest(
                        family.name(),
                        () -> assertThat(compile(family.ptx(), family.target(), "--opt-level=0"))
                                .isEmpty()));
    }

    @Tag("slow")
    @TestFactory
    Stream<DynamicTest> everyFamilyCompilesForEveryDevice() {
        return Family.all().stream()
                .flatMap(family -> CAPABILITIES.stream()
                        .filter(capability -> capability >= family.target())
                        .map(capability -> DynamicTest.dynamicTest(
                                family.name() + " sm_" + capability,
                                () -> assertThat(compile(family.ptx(), capability))
                                        .isEmpty())));
    }

    @Test
    void aMistakeIsRefused() {
        String ptx = Family.all().get(0).ptx();
        assertThat(compile(ptx.replaceFirst("ld\\.param", "ld.parameter"), 75)).contains(".parameter");
        assertThat(compile(ptx.replace(".version 8.0", ".version 9.0"), 75)).contains(".version");
    }

    /** What the compiler complains of; empty if it is content. */
    private static String compile(String ptx, int capability, String... more) {
        nvPTXCompilerHandle compiler = new nvPTXCompilerHandle();
        byte[] text = (ptx + "\0").getBytes(StandardCharsets.US_ASCII);
        JNvPTXCompiler.nvPTXCompilerCreate(compiler, text.length - 1, text);
        try {
            String[] options = Stream.concat(Stream.of("--gpu-name=sm_" + capability), Stream.of(more))
                    .toArray(String[]::new);
            int result = JNvPTXCompiler.nvPTXCompilerCompile(compiler, options.length, options);
            if (result == nvPTXCompileResult.NVPTXCOMPILE_SUCCESS) {
                return "";
            }
            long[] size = {0};
            JNvPTXCompiler.nvPTXCompilerGetErrorLogSize(compiler, size);
            byte[] log = new byte[(int) size[0] + 1];
            JNvPTXCompiler.nvPTXCompilerGetErrorLog(compiler, log);
            String complaint = new String(log, StandardCharsets.US_ASCII).split("\0", 2)[0];
            return nvPTXCompileResult.stringFor(result) + " " + complaint.strip();
        } finally {
            JNvPTXCompiler.nvPTXCompilerDestroy(compiler);
        }
    }
}
