package pellucid.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pellucid.autograd.Checkpoint.checkpoint;
import static pellucid.autograd.function.Activate.activate;
import static pellucid.autograd.function.Add.add;
import static pellucid.autograd.function.Affine.affine;
import static pellucid.autograd.function.Divide.divide;
import static pellucid.autograd.function.GatherRows.gatherRows;
import static pellucid.autograd.function.LogSumExp.logSumExp;
import static pellucid.autograd.function.Sum.sum;
import static pellucid.autograd.function.Unary.unary;
import static pellucid.autograd.function.Where.where;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pellucid.tensor.Backend;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;
import pellucid.tensor.backend.reference.ReferenceBackend;

class AnomalyTest {
    private static final String HERE = "at " + AnomalyTest.class.getName() + ".";

    private final Backend backend = new ReferenceBackend();
    private Anomaly watch;

    @BeforeEach
    void open() {
        watch = Anomaly.open();
    }

    @AfterEach
    void close() {
        watch.close();
    }

    private Variable parameter(double... values) {
        return Variable.parameter(backend.doubles(values));
    }

    private static int line() {
        return StackWalker.getInstance()
                .walk(f -> f.skip(1).findFirst().orElseThrow().getLineNumber());
    }

    @Test
    void theForwardPassNamesTheFunctionAndTheLine() {
        Variable x = parameter(4, -1);
        int[] line = new int[1];
        assertThatThrownBy(() -> {
                    Variable shifted = affine(x, 1, 0.5);
                    line[0] = line() + 1;
                    Variable root = unary(UnaryOp.SQRT, shifted);
                    sum(root).backward();
                })
                .isInstanceOf(AnomalyException.class)
                .hasMessageContaining("Unary(SQRT) " + HERE)
                .hasMessageContaining("AnomalyTest.java:" + line[0] + ")")
                .hasMessageContaining("made a NaN (element 1 of [2]) from [2] between -0.5 and 4.5");
    }

    @Test
    void aLayersOtherNameIsNotTheLine() {
        assertThatThrownBy(() -> activate(UnaryOp.LOG, parameter(0)))
                .hasMessageContaining(HERE)
                .hasMessageContaining("made an infinity (element 0 of [1])");
    }

    @Test
    void theBackwardPassNamesTheLineOfTheForwardPass() {
        Variable x = parameter(1, 0);
        Variable y = unary(UnaryOp.SQRT, affine(x, 1, 0));
        int line = line() - 1;
        assertThatThrownBy(() -> sum(y).backward())
                .isInstanceOf(AnomalyException.class)
                .hasMessageContaining("the backward pass of Unary(SQRT), applied " + HERE)
                .hasMessageContaining("AnomalyTest.java:" + line + ")")
                .hasMessageContaining("made an infinity (element 1 of [2])");
    }

    @Test
    void theRowsOfATableAreWatchedToo() {
        Variable table = Variable.table(backend.doubles(new double[] {1, 2}, 2, 1));
        Variable y = gatherRows(table, backend.ints(new int[] {1}));
        assertThatThrownBy(() -> y.backward(backend.doubles(new double[] {Double.NaN}, 1, 1)))
                .isInstanceOf(AnomalyException.class)
                .hasMessageContaining("the seed");
        y.onGradient(g -> backend.doubles(new double[] {Double.NaN}, 1, 1));
        assertThatThrownBy(() -> y.backward(backend.doubles(new double[] {1}, 1, 1)))
                .hasMessageContaining("GatherRows");
    }

    @Test
    void insideOfACheckpointTheLineIsThatOfTheBody() {
        Variable x = parameter(1, 0);
        Variable y = checkpoint(in -> unary(UnaryOp.SQRT, in[0]), x);
        assertThatThrownBy(() -> sum(y).backward()).hasMessageContaining("the backward pass of Unary(SQRT)");
        assertThatThrownBy(() -> checkpoint(in -> divide(in[0], affine(in[0], 0, 0)), x))
                .hasMessageContaining("Divide " + HERE);
    }

    @Test
    void aNaNThatCameInIsSaidSo() {
        assertThatThrownBy(() -> add(parameter(1, 2), parameter(Double.NaN, 1)))
                .hasMessageContaining("Add " + HERE)
                .hasMessageContaining("input 1")
                .hasMessageContaining("has a NaN already (element 0 of [2])");
    }

    @Test
    void masksOfInfinityPass() {
        Variable x = parameter(1, 2, 3);
        Variable masked = Variable.constant(backend.doubles(new double[] {Double.NEGATIVE_INFINITY}, 1));
        Tensor condition = backend.doubles(new double[] {1, 0, 1});
        logSumExp(where(condition, x, masked)).backward();
        assertThat(x.gradient().toDoubles()[1]).isZero();
        // Squares that overflow where the numbers do not are no anomaly.
        assertThat(affine(parameter(1e200), 2, 0).value().item()).isEqualTo(2e200);
    }

    @Test
    void outsideOfTheScopeNothingIsWatched() {
        watch.close();
        watch.close();
        Variable y = unary(UnaryOp.LOG, parameter(-1));
        assertThat(y.value().item()).isNaN();
        assertThat(y.maker().caller()).isNull();
        assertThat(Anomaly.isOpen()).isFalse();
    }

    @Test
    @SuppressWarnings("try")
    void withoutATapeTheForwardPassIsWatched() {
        try (NoGrad off = NoGrad.open()) {
            assertThatThrownBy(() -> unary(UnaryOp.LOG, parameter(-1))).isInstanceOf(AnomalyException.class);
        }
    }
}
