package pellucid.bench.versus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    @Test
    void entrantsTakeTurnsAndTheFirstOneChanges() {
        List<String> calls = new ArrayList<>();
        List<Timing> timings = new SideBySide(0, 3, 0, 0)
                .run(List.of(new Entrant("a", () -> calls.add("a")), new Entrant("b", () -> calls.add("b"))));
        assertThat(String.join("", calls)).isEqualTo("ab" + "ab" + "ba" + "ab");
        assertThat(timings).extracting(Timing::name).containsExactly("a", "b");
        assertThat(timings.get(0).seconds()).hasSize(3);
        assertThat(timings.get(1).cpuSeconds()).hasSize(3);
    }

    @Test
    void shortWorkIsRepeatedUntilItFillsASample() {
        int[] calls = {0};
        new SideBySide(0, 1, 0.01, 0).run(List.of(new Entrant("short", () -> calls[0]++)));
        assertThat(calls[0]).isGreaterThan(100);
    }

    @Test
    void ratiosSayHowManyTimesFasterTheFirstIs() {
        Timing one = new Timing("one", new double[] {1, 2, 10}, new double[] {4, 4, 4});
        Timing two = new Timing("two", new double[] {3, 8, 20}, new double[] {2, 2, 2});
        assertThat(one.best()).isEqualTo(1);
        assertThat(one.median()).isEqualTo(2);
        assertThat(one.fasterByBest(two)).isEqualTo(3);
        assertThat(one.fasterByMedian(two)).isEqualTo(3);
        assertThat(one.cheaperByMedian(two)).isEqualTo(0.5);
        assertThat(new Timing("even", new double[] {1, 2, 4, 3}, new double[4]).median())
                .isEqualTo(2.5);
    }
}
