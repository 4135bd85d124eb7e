package pellucid.training.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.autograd.GradCheck;
import pellucid.autograd.Variable;
import pellucid.models.weights.SafetensorsFile;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.Segments;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Backends;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** The relations of MiniLM against PyTorch's values, and their gradients against differences. */
class RelationTest {
    private static final int HEADS = 4;
    private static final int TOKENS = 7;

    private static SafetensorsFile golden() {
        try {
            return SafetensorsFile.open(Path.of(RelationTest.class
                    .getResource("/pellucid/training/loss/losses_more.safetensors")
                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Queries, keys and values, [heads, tokens, size] each, side by side as a layer makes them. */
    private static double[] sideBySide(double[][] thirds, int size) {
        int hidden = HEADS * size;
        double[] packed = new double[TOKENS * 3 * hidden];
        for (int part = 0; part < 3; part++) {
            for (int h = 0; h < HEADS; h++) {
                for (int t = 0; t < TOKENS; t++) {
                    for (int c = 0; c < size; c++) {
                        packed[t * 3 * hidden + part * hidden + h * size + c] =
                                thirds[part][(h * TOKENS + t) * size + c];
                    }
                }
            }
        }
        return packed;
    }

    private static Tensor tensor(SafetensorsFile file, String whose, int size, Backend backend, DType dtype) {
        double[][] thirds = {file.doubles(whose + "_q"), file.doubles(whose + "_k"), file.doubles(whose + "_v")};
        Tensor tensor = backend.zeros(dtype, Shape.of(TOKENS, 3 * HEADS * size));
        backend.write(sideBySide(thirds, size), 0, tensor);
        return tensor;
    }

    @ParameterizedTest
    @CsvSource({
        "minilm_v1_attention, QUERY, KEY, 4",
        "minilm_v1_value, VALUE, VALUE, 4",
        "minilm_v2_qq_8heads, QUERY, QUERY, 8",
        "minilm_v2_kk_8heads, KEY, KEY, 8",
        "minilm_v2_vv_8heads, VALUE, VALUE, 8",
    })
    void asInPyTorch(String name, Relation.Part left, Relation.Part right, int heads) {
        for (Backend backend : List.of(new ReferenceBackend(), Backends.get())) {
            compare(name, new Relation(left, right, heads), backend);
        }
    }

    private static void compare(String name, Relation relation, Backend backend) {
        try (SafetensorsFile file = golden()) {
            Tensor teacher = tensor(file, "teacher", 16, backend, DType.FLOAT32);
            Variable student = Variable.parameter(tensor(file, "student", 8, backend, DType.FLOAT32));
            Variable loss =
                    RelationDistillation.divergence(List.of(relation), teacher, student, Segments.ofLengths(TOKENS));
            double expected = file.doubles(name + ".loss")[0];
            assertThat(loss.value().item()).isCloseTo(expected, within(1e-5 * expected + 1e-7));
            loss.backward();
            double[][] thirds = new double[3][HEADS * TOKENS * 8];
            thirds[relation.left().ordinal()] = file.doubles(name + ".grad0");
            if (relation.left() != relation.right()) {
                thirds[relation.right().ordinal()] = file.doubles(name + ".grad1");
            }
            double[] gradient = sideBySide(thirds, 8);
            double[] actual = student.gradient().toDoubles();
            double largest = 0;
            for (double value : gradient) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertThat(largest).isPositive();
            for (int i = 0; i < gradient.length; i++) {
                assertThat(actual[i]).as(name + ", element " + i).isCloseTo(gradient[i], within(1e-5 * largest));
            }
        }
    }

    @Test
    void gradientsOfAllNineRelations() {
        Backend backend = new ReferenceBackend();
        Segments segments = Segments.ofLengths(3, 1, 2);
        Tensor teacher = backend.zeros(DType.FLOAT64, Shape.of(6, 3 * 8));
        backend.normal(teacher, 0, 1, 1);
        Tensor student = backend.zeros(DType.FLOAT64, Shape.of(6, 3 * 4));
        backend.normal(student, 0, 1, 2);
        for (Relation relation : Relation.all(2)) {
            GradCheck.Worst worst = GradCheck.worst(
                    parameters -> RelationDistillation.divergence(List.of(relation), teacher, parameters[0], segments),
                    Variable.parameter(student));
            assertThat(worst.difference()).as(relation.toString()).isLessThan(1e-8);
        }
    }

    /** No relation knows of other texts, and every token counts alike. */
    @Test
    void aBatchIsTheMeanOverItsTokens() {
        Backend backend = new ReferenceBackend();
        Tensor teacher = backend.zeros(DType.FLOAT64, Shape.of(5, 24));
        backend.normal(teacher, 0, 1, 3);
        Tensor student = backend.zeros(DType.FLOAT64, Shape.of(5, 24));
        backend.normal(student, 0, 1, 4);
        List<Relation> relations = List.of(Relation.attention(4), Relation.of(Relation.Part.VALUE, 2));
        double both = RelationDistillation.divergence(
                        relations, teacher, Variable.constant(student), Segments.ofLengths(3, 2))
                .value()
                .item();
        double sum = 0;
        for (int[] text : new int[][] {{0, 3}, {3, 5}}) {
            int length = text[1] - text[0];
            sum += length
                    * RelationDistillation.divergence(
                                    relations,
                                    teacher.slice(0, text[0], text[1]),
                                    Variable.constant(student.slice(0, text[0], text[1])),
                                    Segments.ofLengths(length))
                            .value()
                            .item();
        }
        assertThat(both).isCloseTo(sum / 5, within(1e-12));
        double itself = RelationDistillation.divergence(
                        relations, teacher, Variable.constant(teacher), Segments.ofLengths(5))
                .value()
                .item();
        assertThat(itself).isCloseTo(0, within(1e-12));
    }

    @Test
    void headsMustDivideTheWidth() {
        Backend backend = new ReferenceBackend();
        Tensor qkv = backend.zeros(2, 3 * 8);
        assertThatThrownBy(() -> RelationDistillation.divergence(
                        List.of(Relation.attention(3)), qkv, Variable.parameter(qkv), Segments.ofLengths(2)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("query-key, 3 heads: 3 heads do not divide the hidden size 8");
        assertThat(Relation.all(5)).hasSize(9).doesNotHaveDuplicates();
        assertThat(Relation.attention(12).cost(10, 384)).isEqualTo(new Relation.Cost(38_400, 1_200));
    }
}
