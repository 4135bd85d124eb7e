package pellucid.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pellucid.tensor.Activation;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.ReduceOp;
import pellucid.tensor.UnaryOp;

/** Functions are named to a kernel by their place in a Java enum. */
class OpCodeTest {
    @Test
    void kernelsAndEnumsCountAlike() throws IOException {
        assertThat(codes("elementwise.cu", "UNARY")).isEqualTo(ordinals(UnaryOp.values()));
        assertThat(codes("elementwise.cu", "BINARY")).isEqualTo(ordinals(BinaryOp.values()));
        assertThat(codes("reduce.cu", "REDUCE")).isEqualTo(ordinals(ReduceOp.values()));
        assertThat(codes("pellucid.cuh", "ACTIVATION")).isEqualTo(ordinals(Activation.values()));
    }

    private static Map<String, Integer> codes(String file, String prefix) throws IOException {
        String source = Files.readString(Path.of("src/main/cuda", file));
        Matcher constant =
                Pattern.compile("constexpr int " + prefix + "_(\\w+) = (\\d+);").matcher(source);
        Map<String, Integer> codes = new TreeMap<>();
        while (constant.find()) {
            codes.put(constant.group(1), Integer.parseInt(constant.group(2)));
        }
        return codes;
    }

    private static Map<String, Integer> ordinals(Enum<?>... values) {
        Map<String, Integer> ordinals = new TreeMap<>();
        for (Enum<?> value : values) {
            ordinals.put(value.name(), value.ordinal());
        }
        return ordinals;
    }
}
