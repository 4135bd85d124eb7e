package pellucid.training.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Sets for the tests of samplers and splits. */
final class Sets {
    private Sets() {}

    /** Up to 60 examples of one to three columns, whose texts are drawn from few or from many. */
    static Arbitrary<ExampleSet> unlabelled() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 100))
                .flatAs((columns, vocabulary) -> Arbitraries.integers()
                        .between(0, vocabulary)
                        .map(number -> "text " + number)
                        .list()
                        .ofSize(columns)
                        .map(texts -> new Example(texts, Double.NaN))
                        .list()
                        .ofMaxSize(60)
                        .map(examples -> new ExampleSet("set", names(columns), examples)));
    }

    static ExampleSet labelled(List<Integer> labels) {
        return new ExampleSet(
                "set",
                List.of("text"),
                IntStream.range(0, labels.size())
                        .mapToObj(i -> new Example(List.of("text " + i), labels.get(i)))
                        .toList());
    }

    private static List<String> names(int columns) {
        return IntStream.range(0, columns).mapToObj(c -> "column " + c).toList();
    }

    static List<Integer> flat(List<int[]> batches) {
        return batches.stream().flatMapToInt(Arrays::stream).boxed().toList();
    }

    static List<List<Integer>> lists(List<int[]> batches) {
        return batches.stream()
                .map(batch -> Arrays.stream(batch).boxed().toList())
                .toList();
    }

    /** Whether two different examples of the batch have a text in common. */
    static boolean sharesAText(ExampleSet set, int[] batch) {
        Set<String> seen = new HashSet<>();
        for (int i : batch) {
            Set<String> own = new HashSet<>(set.get(i).texts());
            if (own.stream().anyMatch(seen::contains)) {
                return true;
            }
            seen.addAll(own);
        }
        return false;
    }

    static Set<String> texts(ExampleSet set) {
        return set.examples().stream()
                .flatMap(example -> example.texts().stream())
                .map(TextIds::folded)
                .collect(Collectors.toSet());
    }

    /** One column, each text of its own. */
    static ExampleSet ofTexts(String... texts) {
        List<Example> examples = new ArrayList<>();
        for (String text : texts) {
            examples.add(new Example(text));
        }
        return new ExampleSet("set", List.of("text"), examples);
    }
}
