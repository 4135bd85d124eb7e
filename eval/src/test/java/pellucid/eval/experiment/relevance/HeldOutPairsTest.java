package pellucid.eval.experiment.relevance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.TinyBert;
import pellucid.eval.metric.EmbeddingSimilarityEvaluator;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.training.data.Example;
import pellucid.training.data.ExampleSet;
import pellucid.training.loss.EmbeddingObjective;
import pellucid.training.loss.Mnrl;

class HeldOutPairsTest {
    private static final ExampleSet PAIRS = new ExampleSet(
            "pairs",
            List.of("query", "product"),
            List.of(
                    new Example("red table", "a table of red wood"),
                    new Example("old clock", "the clock of an old house"),
                    new Example("glass lamp", "a lamp with a shade of glass"),
                    new Example("red table", "another table, red and round")));

    private static final List<String> WRONG =
            List.of("the clock of an old house", "a table of red wood", "another table, red and round", "a lamp");

    @TempDir
    private Path folder;

    private SentenceEncoder encoder() {
        return SentenceEncoder.load(TinyBert.unpack(folder).toString());
    }

    @Test
    void measuresWhatTrainingMakesSmall() {
        SentenceEncoder encoder = encoder();
        HeldOutPairs heldOut = new HeldOutPairs(PAIRS.subset("three", 0, 1, 2), WRONG.subList(0, 3), 16, 1);
        double expected = new EmbeddingObjective(new Mnrl()).value(encoder, PAIRS.batch(0, 1, 2));
        assertThat(heldOut.evaluate(encoder).get(HeldOutPairs.LOSS)).isCloseTo(expected, within(1e-5));
    }

    @Test
    void correlatesAsTheUsualEvaluator() {
        SentenceEncoder encoder = encoder();
        HeldOutPairs heldOut = new HeldOutPairs(PAIRS, WRONG, 16, 1);
        List<String> queries = List.of("red table", "old clock", "glass lamp", "red table");
        List<String> products =
                PAIRS.examples().stream().map(example -> example.texts().get(1)).toList();
        Map<String, Double> usual = new EmbeddingSimilarityEvaluator(
                        "usual",
                        Stream.concat(queries.stream(), queries.stream()).toList(),
                        Stream.concat(products.stream(), WRONG.stream()).toList(),
                        new double[] {1, 1, 1, 1, 0, 0, 0, 0})
                .evaluate(encoder);
        Map<String, Double> found = heldOut.evaluate(encoder);
        assertThat(found.get(HeldOutPairs.SPEARMAN)).isCloseTo(usual.get("spearman_cosine"), within(1e-9));
        assertThat(found.get(HeldOutPairs.PEARSON)).isCloseTo(usual.get("pearson_cosine"), within(1e-5));
        assertThat(heldOut.ceiling()).isCloseTo(0.8660, within(1e-4));
        assertThat(found.get(HeldOutPairs.SPEARMAN)).isLessThanOrEqualTo(heldOut.ceiling());
        assertThat(heldOut.primaryMetric()).isEqualTo("spearman_cosine");
    }

    @Test
    void remembersEachPairAndNoBatchHasAQueryTwice() {
        SentenceEncoder encoder = encoder();
        HeldOutPairs heldOut = new HeldOutPairs(PAIRS, WRONG, 16, 1);
        heldOut.evaluate(encoder);
        heldOut.evaluate(encoder);
        assertThat(heldOut.seen()).hasSize(2);
        HeldOutPairs.Seen seen = heldOut.seen().get(0);
        assertThat(seen.cosines()).hasSize(8).isEqualTo(heldOut.seen().get(1).cosines());
        // Both red tables do not fit into one batch, and a batch of one has no loss.
        assertThat(seen.losses()).hasSize(3);
        assertThat(seen.loss()).isPositive();
    }
}
