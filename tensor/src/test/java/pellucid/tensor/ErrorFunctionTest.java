package pellucid.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorFunctionTest {
    /** Values by mpmath 1.3 with 30 digits, at the float64 nearest to x. */
    @ParameterizedTest
    @CsvSource({
        "1e-300, 1.1283791670955126022e-300, 1.0",
        "1e-8, 1.1283791670955125599e-8, 0.99999998871620832904",
        "0.1, 0.1124629160182848984, 0.8875370839817151016",
        "0.3, 0.32862675945912741619, 0.67137324054087258381",
        "0.49, 0.51166826118852309133, 0.48833173881147690867",
        "0.5, 0.52049987781304653768, 0.47950012218695346232",
        "0.51, 0.52924361984117043674, 0.47075638015882956326",
        "0.7, 0.67780119383741844228, 0.32219880616258155772",
        "1, 0.84270079294971486934, 0.15729920705028513066",
        "1.5, 0.96610514647531072707, 0.033894853524689272933",
        "2, 0.99532226501895273416, 0.0046777349810472658379",
        "2.4, 0.99931148610335492111, 0.00068851389664507888555",
        "2.49, 0.99957071213226608709, 0.00042928786773391290559",
        "2.5, 0.99959304798255504106, 0.00040695201744495893956",
        "2.51, 0.99961429451827572022, 0.00038570548172427977972",
        "3, 0.99997790950300141456, 0.000022090496998585441373",
        "4, 0.99999998458274209972, 1.5417257900280018852e-8",
        "5, 0.99999999999846254021, 1.5374597944280348502e-12",
        "6, 0.99999999999999997848, 2.1519736712498913117e-17",
        "10, 1.0, 2.088487583762544757e-45",
        "20, 1.0, 5.3958656116079009289e-176",
        "26, 1.0, 5.6631924088561428465e-296",
        "-0.5, -0.52049987781304653768, 1.5204998778130465377",
        "-1, -0.84270079294971486934, 1.8427007929497148693",
        "-3, -0.99997790950300141456, 1.9999779095030014146",
        "-6, -0.99999999999999997848, 1.9999999999999999785"
    })
    void agreesWithKnownValuesTo14Digits(double x, double erf, double erfc) {
        assertThat(ErrorFunction.erf(x)).isCloseTo(erf, within(Math.abs(erf) * 1e-14));
        // exp(-x²) loses relative digits as x grows: half a unit of x² in the last place.
        double relative = 1e-14 + x * x * 0x1p-52;
        assertThat(ErrorFunction.erfc(x)).isCloseTo(erfc, within(erfc * relative));
    }

    @Test
    void isOddAndContinuousWhereTheFormulaChanges() {
        for (double at : new double[] {0.5, 2.5}) {
            double below = Math.nextDown(at);
            assertThat(ErrorFunction.erf(at)).isCloseTo(ErrorFunction.erf(below), within(4e-16));
            assertThat(ErrorFunction.erfc(at)).isCloseTo(ErrorFunction.erfc(below), within(4e-16));
            assertThat(ErrorFunction.erf(-at)).isEqualTo(-ErrorFunction.erf(at));
        }
    }

    @Test
    void theEndsOfTheLine() {
        assertThat(ErrorFunction.erf(0.0)).isZero();
        assertThat(ErrorFunction.erf(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(ErrorFunction.erf(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
        assertThat(ErrorFunction.erfc(Double.POSITIVE_INFINITY)).isZero();
        assertThat(ErrorFunction.erfc(Double.NEGATIVE_INFINITY)).isEqualTo(2);
        assertThat(ErrorFunction.erf(Double.NaN)).isNaN();
        assertThat(ErrorFunction.erfc(Double.NaN)).isNaN();
    }

    @Test
    void derivativesOfAllFunctionsAreTheirSlopes() {
        for (UnaryOp op : UnaryOp.values()) {
            for (double x : new double[] {0.3, 0.9, 1.7, 3.1}) {
                double h = 1e-5;
                double slope = (op.apply(x + h) - op.apply(x - h)) / (2 * h);
                assertThat(op.derivative(x, op.apply(x))).as("%s at %s", op, x).isCloseTo(slope, within(1e-7));
            }
        }
    }
}
