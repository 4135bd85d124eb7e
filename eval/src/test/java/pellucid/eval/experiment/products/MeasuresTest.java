package pellucid.eval.experiment.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.GroupedPoints;
import pellucid.eval.TinyBert;
import pellucid.eval.data.Vectors;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.backend.Backends;

class MeasuresTest {
    private static final ProductOptions SMALL =
            ProductOptions.DEFAULTS.withRepeats(2).withStarts(2);
    private static final List<String> TEXTS = List.of("a blue mug", "a watch with a strap of leather", "towel", "");

    @TempDir
    private Path folder;

    private static List<String> labels(int count, int groups) {
        return IntStream.range(0, count).mapToObj(i -> "c" + i % groups).toList();
    }

    @Test
    void tellsGroupsApartWhereThereAreSomeAndNotWhereLabelsAreDealtOut() {
        Vectors points = GroupedPoints.of(90, 8, 3, 0.1, 3);
        List<String> labels = labels(90, 3);
        Classified found = Classified.of(points, labels, SplitPlan.single(labels, SMALL), done -> {});
        assertThat(found.accuracies().values()).hasSize(10).containsOnly(1);
        assertThat(found.shares()).containsOnly(1);
        assertThat(found.pooled().total()).isEqualTo(180);
        assertThat(found.f1("c1").mean()).isOne();
        assertThat(found.accuracy(1).low()).isOne();

        List<String> dealt =
                IntStream.range(0, 90).mapToObj(i -> "c" + i * 7 / 10 % 3).toList();
        Classified chance = Classified.of(points, dealt, SplitPlan.single(dealt, SMALL), done -> {});
        assertThat(chance.accuracies().mean()).isBetween(0.1, 0.55);
        assertThat(Arrays.stream(chance.shares()).average().orElseThrow())
                .isCloseTo(chance.accuracies().mean(), offset(0.02));
    }

    @Test
    void groupsVectorsAndTheirPlacesOnThePlane() {
        List<String> labels = labels(60, 3);
        int[] iterated = new int[1];
        Clustered clustered =
                Clustered.of(GroupedPoints.of(60, 8, 3, 0.05, 4), labels, 30, SMALL, done -> iterated[0] = done);
        assertThat(clustered.embeddings().adjustedRandIndex()).isOne();
        assertThat(clustered.onPlane().adjustedRandIndex()).isOne();
        assertThat(clustered.embeddings().starts().values()).containsExactly(1, 1);
        assertThat(clustered.map().plane().x()).hasSize(60);
        assertThat(iterated[0]).isPositive();
        assertThat(clustered.embeddings().adjustedRandIndex(labels, 1).low()).isOne();
        assertThat(clustered
                        .embeddings()
                        .gainOver(clustered.onPlane(), labels, 1)
                        .high())
                .isZero();
        assertThat(clustered.nearer(0.9)).isSameAs(clustered.embeddings());
    }

    @Test
    void namesClustersByWhatTheyHaveMostOf() {
        List<String> labels = List.of("a", "a", "a", "b", "b", "a", "a", "c", "c", "b");
        ClusterNames names = new ClusterNames(labels, new int[] {2, 2, 2, 0, 0, 1, 1, 1, 2, 0});
        assertThat(names.names().get(0)).isEqualTo("mostly a");
        assertThat(names.names().get(3)).isEqualTo("mostly b");
        assertThat(names.names().get(5)).isEqualTo("mostly a (2)");
        assertThat(names.legend()).containsExactly("mostly a", "mostly b", "mostly a (2)");
    }

    @Test
    void spreadsTwoDeviationsToEitherSide() {
        Spread spread = new Spread(new double[] {0.9, 0.92, 0.94});
        assertThat(spread.deviation()).isCloseTo(0.02, offset(1e-12));
        assertThat(spread.contains(0.959)).isTrue();
        assertThat(spread.contains(0.961)).isFalse();
        assertThat(spread.contains(0.879)).isFalse();
        assertThat(spread.range()).isEqualTo("0.900, 0.940");
        assertThat(new Spread(new double[] {0.5}).deviation()).isZero();
    }

    @Test
    void poolsInBothWaysFromOnePass() {
        SentenceEncoder encoder = SentenceEncoder.load(TinyBert.unpack(folder), Backends.get());
        Encodings encodings = new Encodings(encoder, (done, total) -> {});
        Representation meant = encodings.asMeant("m", TEXTS);
        List<Representation> both = encodings.byBothPoolings("m", TEXTS);
        assertThat(both).extracting(Representation::label).containsExactly("m, CLS", "m, mean");
        assertThat(meant.parameters()).isEqualTo(encoder.model().parameters().size());
        float[] mean = both.get(1).vectors().values();
        assertThat(mean).hasSameSizeAs(meant.vectors().values());
        for (int i = 0; i < mean.length; i++) {
            assertThat(mean[i]).isCloseTo(meant.vectors().values()[i], offset(1e-6f));
        }
        assertThat(both.get(0).vectors().values()).isNotEqualTo(mean);
        float[] first = both.get(0).vectors().row(0);
        double squares = IntStream.range(0, first.length)
                .mapToDouble(i -> first[i] * first[i])
                .sum();
        assertThat(squares).isCloseTo(1, offset(1e-5));
    }

    @Test
    void findsNoDifferenceInBatches() {
        SentenceEncoder encoder = SentenceEncoder.load(TinyBert.unpack(folder), Backends.get());
        List<String> texts =
                IntStream.range(0, 25).mapToObj(i -> "mug ".repeat(i)).toList();
        BatchCheck check = BatchCheck.of(encoder, texts);
        assertThat(check.texts()).isEqualTo(25);
        assertThat(check.different()).isZero();
    }

    @Test
    void averagesWordVectorsOfTheDescriptions() {
        List<String> texts = IntStream.range(0, 40)
                .mapToObj(i -> i % 2 == 0 ? "soft towel of cotton for the bath" : "fast router with three ports")
                .toList();
        List<Representation> means = new DescriptionWords(texts, Backends.get(), 3).means();
        assertThat(means).extracting(Representation::label).containsExactly("Word2Vec, mean", "Word2Vec, tf-idf");
        assertThat(means.get(0).vectors().count()).isEqualTo(40);
        assertThat(means.get(0).parameters()).isEqualTo(12L * DescriptionWords.WIDTH);
        assertThat(new DescriptionWords(texts, Backends.get(), 3)
                        .means()
                        .get(0)
                        .vectors()
                        .values())
                .isEqualTo(means.get(0).vectors().values());
    }

    @Test
    void knowsTheModelThatTheStudyComparesWith() {
        for (String name : List.of(
                "bert-base-uncased",
                "google-bert/bert-base-uncased",
                "/m/bert-base-uncased/",
                "C:\\bert-base-uncased",
                "/hub/models--google-bert--bert-base-uncased/snapshots/86b5e0934494bd15c9632b12f734a8a67f723594")) {
            assertThat(contender(name).isBertBase()).as(name).isTrue();
        }
        for (String name : List.of("distilbert-base-uncased", "bert-base-uncased-finetuned", "bert-base-cased", "x")) {
            assertThat(contender(name).isBertBase()).as(name).isFalse();
        }
        assertThat(contender("/m/bert-base-uncased/").shortName()).isEqualTo("bert-base-uncased");
    }

    private static Contender contender(String name) {
        return new Contender(name, () -> null);
    }
}
