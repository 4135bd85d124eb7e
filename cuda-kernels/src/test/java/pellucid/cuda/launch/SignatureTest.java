package pellucid.cuda.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pellucid.tensor.BackendException;

class SignatureTest {
    @Test
    void isReadFromTheSourceWithoutItsComments() {
        Map<String, Signature> found = Signature.inSource("sample.cu", """
                // extern "C" __global__ void commented_out(int n) {}
                extern "C" __global__ void scale(
                        const float* __restrict__ x, // the input, which
                        float factor, /* a, comma */ float *out, long long n) {}
                extern "C" __global__ void __launch_bounds__(256) count(
                        unsigned long long seed, const int* ids, unsigned short* halves, Walk walk) {}
                __device__ float helper(float x) { return x; }
                extern "C" __global__ void nothing() {}
                """);

        assertThat(found.keySet()).containsExactly("scale", "count", "nothing");
        assertThat(found.get("scale")).hasToString("scale(const float* x, float factor, float* out, long long n)");
        assertThat(found.get("count"))
                .hasToString("count(unsigned long long seed, const int* ids, unsigned short* halves, Walk walk)");
        assertThat(found.get("nothing").parameters()).isEmpty();
        assertThat(found.get("count").ptxTypes()).containsExactly(".u64", ".u64", ".u64", ".b8[124]");
    }

    @Test
    void refusesATypeThatJavaCannotPass() {
        assertThatThrownBy(() -> Signature.inSource("odd.cu", "extern \"C\" __global__ void odd(float4 v) {}"))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("odd.cu: kernel 'odd' has the parameter 'float4 v'")
                .hasMessageContaining("unsigned short*");
    }

    @Test
    void isReadFromPtxToo() {
        Map<String, List<String>> found = Signature.inPtx("""
                .version 8.0
                .target sm_75
                .visible .entry scale(
                	.param .u64 .ptr .align 1 scale_param_0,
                	.param .f32 scale_param_1,
                	.param .align 4 .b8 scale_param_2[124],
                	.param .u32 scale_param_3
                )
                {
                	ret;
                }
                .visible .entry nothing()
                { ret; }
                """);

        assertThat(found).containsOnlyKeys("scale", "nothing");
        assertThat(found.get("scale")).containsExactly(".u64", ".f32", ".b8[124]", ".u32");
        assertThat(found.get("nothing")).isEmpty();
    }
}
