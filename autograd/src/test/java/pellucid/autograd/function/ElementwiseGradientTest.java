package pellucid.autograd.function;

import static org.assertj.core.api.Assertions.assertThat;
import static pellucid.autograd.function.Activate.activate;
import static pellucid.autograd.function.Add.add;
import static pellucid.autograd.function.Affine.affine;
import static pellucid.autograd.function.Divide.divide;
import static pellucid.autograd.function.Maximum.maximum;
import static pellucid.autograd.function.Minimum.minimum;
import static pellucid.autograd.function.Multiply.multiply;
import static pellucid.autograd.function.Subtract.subtract;
import static pellucid.autograd.function.Unary.unary;
import static pellucid.autograd.function.Where.where;

import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import pellucid.autograd.Variable;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.Operations;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;

/** The functions of one and two numbers, with every kind of broadcasting. */
class ElementwiseGradientTest extends GradientChecks {
    record Named(String name, BinaryOperator<Variable> function) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Named> ofTwo() {
        return Stream.of(
                new Named("add", Add::add),
                new Named("subtract", Subtract::subtract),
                new Named("multiply", Multiply::multiply),
                new Named("divide", Divide::divide),
                new Named("maximum", Maximum::maximum),
                new Named("minimum", Minimum::minimum));
    }

    @ParameterizedTest
    @MethodSource("ofTwo")
    void twoOperandsWithEveryBroadcast(Named named) {
        BinaryOperator<Variable> f = named.function();
        agrees(p -> f.apply(p[0], p[1]), random(5, 7), awayFromZero(5, 7));
        agrees(p -> f.apply(p[0], p[1]), random(5, 7), awayFromZero(7));
        agrees(p -> f.apply(p[0], p[1]), random(7), awayFromZero(5, 7));
        agrees(p -> f.apply(p[0], p[1]), random(5, 1), awayFromZero(1, 7));
        agrees(p -> f.apply(p[0], p[1]), random(2, 1, 3), awayFromZero(5, 1));
        agrees(p -> f.apply(p[0], p[1]), random(), awayFromZero(3, 1));
        agrees(p -> f.apply(p[0], p[1]), random(1, 1), awayFromZero());
    }

    @ParameterizedTest
    @MethodSource("ofTwo")
    void oneOperandThatIsConstant(Named named) {
        BinaryOperator<Variable> f = named.function();
        Variable constant = Variable.constant(awayFromZero(1, 7).value());
        agrees(p -> f.apply(p[0], constant), random(5, 1));
        agrees(p -> f.apply(constant, p[0]), awayFromZero(5, 1));
        assertThat(constant.gradient()).isNull();
    }

    @Test
    void theSameVariableOnBothSides() {
        agrees(p -> add(p[0], p[0]), random(5, 7));
        agrees(p -> subtract(p[0], p[0]), random(5, 7));
        agrees(p -> multiply(p[0], p[0]), random(5, 7));
        agrees(p -> divide(p[0], p[0]), awayFromZero(5, 7));
    }

    @Test
    void equalElementsShareTheGradient() {
        Variable a = Variable.parameter(backend.doubles(new double[] {1, 2, 3}));
        Variable b = Variable.parameter(backend.doubles(new double[] {1, 0, 5}));
        Tensor seed = backend.doubles(new double[] {10, 20, 40});
        maximum(a, b).backward(seed);
        assertThat(a.gradient().toDoubles()).containsExactly(5, 20, 0);
        assertThat(b.gradient().toDoubles()).containsExactly(5, 0, 40);
        a.clearGradient();
        b.clearGradient();
        minimum(a, b).backward(seed);
        assertThat(a.gradient().toDoubles()).containsExactly(5, 0, 40);
        assertThat(b.gradient().toDoubles()).containsExactly(5, 20, 0);
    }

    @Test
    void aChoiceBetweenTwo() {
        Tensor condition = Operations.binary(
                BinaryOp.GREATER, random(5, 7).value(), random(5, 7).value());
        agrees(p -> where(condition, p[0], p[1]), random(5, 7), random(5, 7));
        agrees(p -> where(condition, p[0], p[1]), random(7), random(5, 1));
        agrees(p -> where(condition, p[0], p[1]), random(), random(1, 7));
        Tensor row = condition.slice(0, 0, 1);
        agrees(p -> where(row, p[0], p[1]), random(5, 1), random(5, 1));
    }

    @Test
    void whatIsNotChosenDoesNoHarm() {
        Variable x = Variable.parameter(backend.doubles(new double[] {0, 4}));
        Tensor condition = backend.doubles(new double[] {0, 1});
        Variable zero = Variable.constant(backend.doubles(new double[] {0}, 1));
        where(condition, unary(UnaryOp.LOG, x), zero).backward(backend.doubles(new double[] {1, 1}));
        // The logarithm's own gradient at 0 is 0 · ∞; PyTorch has NaN here too. The chosen element is not touched by
        // it.
        assertThat(x.gradient().toDoubles()[1]).isEqualTo(0.25);
        Variable masked = Variable.constant(backend.doubles(new double[] {Double.NEGATIVE_INFINITY}, 1));
        x.clearGradient();
        where(condition, x, masked).backward(backend.doubles(new double[] {3, 5}));
        assertThat(x.gradient().toDoubles()).containsExactly(0, 5);
    }

    @Test
    void scaleAndShift() {
        agrees(p -> affine(p[0], -2.5, 3), random(5, 7));
        agrees(p -> affine(p[0], 0.5, 0), random());
    }

    @ParameterizedTest
    @EnumSource(
            value = UnaryOp.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"LOG", "SQRT", "RECIPROCAL"})
    void functionsOfOneNumber(UnaryOp function) {
        agrees(p -> unary(function, p[0]), random(5, 7));
        agrees(p -> activate(function, p[0]), random(3));
    }

    @ParameterizedTest
    @EnumSource(
            value = UnaryOp.class,
            names = {"LOG", "SQRT", "RECIPROCAL"})
    void functionsOfPositiveNumbers(UnaryOp function) {
        agrees(p -> unary(function, p[0]), between(0.5, 3, 5, 7));
    }

    private Variable awayFromZero(int... dims) {
        return between(0.5, 2, dims);
    }
}
