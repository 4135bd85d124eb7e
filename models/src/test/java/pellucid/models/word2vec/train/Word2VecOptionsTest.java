package pellucid.models.word2vec.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pellucid.tensor.InputException;

class Word2VecOptionsTest {
    private static final Word2VecOptions DEFAULTS = Word2VecOptions.DEFAULTS;

    @Test
    void theRateIsTheArchitecturesOwnUnlessGiven() {
        assertThat(DEFAULTS.firstLearningRate()).isEqualTo(0.05);
        assertThat(DEFAULTS.withArchitecture(Architecture.SKIP_GRAM).firstLearningRate())
                .isEqualTo(0.025);
        assertThat(DEFAULTS.withLearningRate(0.1).firstLearningRate()).isEqualTo(0.1);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesInOneSentence(UnaryOperator<Word2VecOptions> change, String named) {
        assertThatThrownBy(() -> change.apply(DEFAULTS))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(named);
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                bad(o -> o.withNegative(0), "0 negatives"),
                bad(o -> o.withNegative(-1), "-1"),
                bad(o -> o.withWidth(0), "width is 0"),
                bad(o -> o.withWindow(0), "window is 0"),
                bad(o -> o.withEpochs(0), "epochs is 0"),
                bad(o -> o.withThreads(-2), "threads is -2"),
                bad(o -> o.withNegativeExponent(Double.POSITIVE_INFINITY), "Infinity"),
                bad(o -> o.withLearningRate(-0.1), "-0.1"),
                bad(o -> o.withLearningRate(Double.NaN), "NaN"));
    }

    private static Arguments bad(UnaryOperator<Word2VecOptions> change, String named) {
        return Arguments.of(change, named);
    }

    @Test
    void hierarchicalSoftmaxNeedsNoNegatives() {
        assertThatCode(() ->
                        DEFAULTS.withObjective(Objective.HIERARCHICAL_SOFTMAX).withNegative(0))
                .doesNotThrowAnyException();
    }
}
