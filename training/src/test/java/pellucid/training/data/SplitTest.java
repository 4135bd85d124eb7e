package pellucid.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;

class SplitTest {
    @Provide
    Arbitrary<ExampleSet> sets() {
        return Sets.unlabelled();
    }

    @Property(tries = 200)
    void nothingIsLostOrDoubled(@ForAll("sets") ExampleSet set, @ForAll long seed, @ForAll boolean grouped) {
        Split split;
        try {
            split = grouped ? Split.grouped(set, 0.2, 0.3, seed) : Split.random(set, 0.2, 0.3, seed);
        } catch (InputException e) {
            assertThat(e).hasMessageStartingWith("set ");
            return;
        }
        List<Example> all = new ArrayList<>(split.train().examples());
        all.addAll(split.validation().examples());
        all.addAll(split.test().examples());
        assertThat(all).containsExactlyInAnyOrderElementsOf(set.examples());
        if (grouped) {
            assertThat(Leakage.between(split.train(), split.test()).isNone()).isTrue();
            assertThat(Sets.texts(split.train())).doesNotContainAnyElementsOf(Sets.texts(split.validation()));
            assertThat(Sets.texts(split.test())).doesNotContainAnyElementsOf(Sets.texts(split.validation()));
        } else {
            assertThat(split.validation().size()).isEqualTo((int) Math.round(set.size() * 0.2));
            assertThat(split.test().size()).isEqualTo((int) Math.round(set.size() * 0.3));
        }
    }

    @Test
    void theSeedDecides() {
        ExampleSet set = numbered(100);
        Split split = Split.random(set, 0.1, 0.2, 7);
        assertThat(Split.random(set, 0.1, 0.2, 7)).isEqualTo(split);
        assertThat(Split.random(set, 0.1, 0.2, 8)).isNotEqualTo(split);
        assertThat(split.test()).hasToString("numbers (test): 20 examples (text)");
    }

    @Test
    void withoutSharedTextsTheGroupedPartsHaveTheSizesWanted() {
        Split split = Split.grouped(numbered(1000), 0.1, 0, 7);
        assertThat(split.train().size()).isEqualTo(900);
        assertThat(split.validation().size()).isEqualTo(100);
        assertThat(split.test().size()).isZero();
    }

    @Test
    void aChainOfSharedTextsStaysTogether() {
        List<Example> chain = new ArrayList<>(IntStream.range(0, 30)
                .mapToObj(i -> new Example("Link " + i, " link " + (i + 1)))
                .toList());
        ExampleSet one = new ExampleSet("chain", List.of("a", "b"), chain);
        assertThatThrownBy(() -> Split.grouped(one, 0, 0.5, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("30 of its 30 examples hang together");
        IntStream.range(0, 30).forEach(i -> chain.add(new Example("x" + i, "y" + i)));
        for (int seed = 0; seed < 10; seed++) {
            Split split = Split.grouped(new ExampleSet("chain", List.of("a", "b"), chain), 0, 0.25, seed);
            assertThat(split.train().examples()).containsAll(chain.subList(0, 30));
            assertThat(split.test().size()).isEqualTo(15);
        }
    }

    @Test
    void refusesSharesThatLeaveNothing() {
        ExampleSet set = numbered(10);
        for (double[] shares : new double[][] {{-0.1, 0.1}, {0.5, 0.5}, {Double.NaN, 0}}) {
            assertThatThrownBy(() -> Split.random(set, shares[0], shares[1], 1))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("below 1 together");
        }
        assertThatThrownBy(() -> Split.random(set, 0.01, 0, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("too few to split into 10 for training, 0 for validation");
    }

    @Test
    void leakageCountsTextsOfAnyColumn() {
        ExampleSet train = pairs("a", "p", "B\t", "q");
        ExampleSet test = pairs("A ", "new", "c", "q", "d", "b", "e", "q", "f", "g");
        Leakage leakage = Leakage.between(train, test);
        assertThat(leakage)
                .isEqualTo(new Leakage(
                        List.of(new Leakage.Column("left", 5, 1), new Leakage.Column("right", 4, 2)), 5, 4));
        assertThat(leakage)
                .hasToString("4 of 5 test examples have a text that occurs in training (left: 1 of 5 texts, right: 2 "
                        + "of 4 texts)");
        assertThat(leakage.isNone()).isFalse();
        assertThat(Sets.texts(test)).containsAll(Set.of("a", "new"));
    }

    private static ExampleSet pairs(String... texts) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < texts.length; i += 2) {
            examples.add(new Example(texts[i], texts[i + 1]));
        }
        return new ExampleSet("pairs", List.of("left", "right"), examples);
    }

    private static ExampleSet numbered(int size) {
        return new ExampleSet(
                "numbers",
                List.of("text"),
                IntStream.range(0, size)
                        .mapToObj(i -> new Example("number " + i))
                        .toList());
    }
}
