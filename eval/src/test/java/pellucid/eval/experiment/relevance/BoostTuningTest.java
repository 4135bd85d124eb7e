package pellucid.eval.experiment.relevance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoostTuningTest {
    @Test
    void findsTheBestOfEachBoostWhereTheyDoNotDependOnEachOther() {
        BoostTuning tuning = BoostTuning.of(
                List.of("a", "b", "c"),
                boosts ->
                        -Math.abs(boosts.get("a") - 2) - Math.abs(boosts.get("b") - 0.25) - Math.abs(boosts.get("c")));
        assertThat(tuning.best().boosts()).isEqualTo(Map.of("a", 2.0, "b", 0.25, "c", 0.0));
        assertThat(tuning.first().boosts()).isEqualTo(Map.of("a", 1.0, "b", 1.0, "c", 1.0));
        assertThat(tuning.first().score()).isEqualTo(-2.75);
    }

    @Test
    void staysWithinItsTrialsAndTriesNothingTwice() {
        BoostTuning tuning = BoostTuning.of(
                List.of("a", "b", "c", "d", "e", "f", "g", "h", "i"),
                boosts -> boosts.values().stream().mapToDouble(Math::sin).sum());
        assertThat(tuning.trials()).hasSize(BoostTuning.TRIALS);
        assertThat(tuning.trials().stream().map(BoostTuning.Trial::boosts)).doesNotHaveDuplicates();
    }

    @Test
    void neverSwitchesEverythingOff() {
        BoostTuning tuning = BoostTuning.of(List.of("a", "b"), boosts -> -boosts.get("a") - boosts.get("b"));
        assertThat(tuning.trials()).noneMatch(trial -> trial.boosts().equals(Map.of("a", 0.0, "b", 0.0)));
        assertThat(tuning.best().score()).isEqualTo(-0.25);
    }

    @Test
    void keepsTheEarliestOfEquals() {
        BoostTuning tuning = BoostTuning.of(List.of("a", "b"), boosts -> 7);
        assertThat(tuning.best()).isSameAs(tuning.first());
    }
}
