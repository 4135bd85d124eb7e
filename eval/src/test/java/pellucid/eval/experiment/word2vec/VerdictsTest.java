package pellucid.eval.experiment.word2vec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pellucid.eval.data.Synset;
import pellucid.eval.data.Synset.PartOfSpeech;
import pellucid.eval.experiment.word2vec.Costs.Cost;
import pellucid.eval.metric.ConfusionMatrix;
import pellucid.eval.report.Claim;
import pellucid.eval.report.Verdict;
import pellucid.models.word2vec.WordVectors;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.models.word2vec.train.EpochReport;
import pellucid.tensor.backend.Backends;

/** What becomes of the claims when the numbers are these. */
class VerdictsTest {
    private static final int PAIRS = 200;
    private static final int DOCUMENTS = 4000;

    /** Word i and word i + 200 are synonyms; of every second pair the rarer word is rare. */
    private static final WordVocabulary VOCABULARY = WordVocabulary.of(
            IntStream.range(0, 2 * PAIRS).mapToObj(i -> "w" + i).toList(),
            IntStream.range(0, 2 * PAIRS)
                    .mapToLong(i -> i < PAIRS ? 2000 - i : i < 3 * PAIRS / 2 ? 200 : 5)
                    .toArray());

    private static final Synonyms SYNONYMS = Synonyms.of(
            IntStream.range(0, PAIRS)
                    .mapToObj(i -> new Synset(PartOfSpeech.NOUN, List.of("w" + i, "w" + (i + PAIRS)), "a gloss"))
                    .toList(),
            VOCABULARY,
            PAIRS,
            1,
            false);

    /** The numbers of one cell. */
    private record Numbers(long predictions, double seconds, double imdb, double rare, double frequent) {}

    private final Map<Cell, Numbers> changed = new HashMap<>();
    private Costs costs = costs(1, 0, 1);
    private List<Integer> queen = List.of();
    private double accuracy = 0.8;
    private double smallLoss;
    private double smallSeconds = 1;

    private void set(Cell cell, long predictions, double seconds) {
        changed.put(cell, new Numbers(predictions, seconds, 0.7, 0.7, 0.7));
    }

    private void set(Cell cell, double imdb, double rare, double frequent) {
        changed.put(cell, new Numbers(1000, 1, imdb, rare, frequent));
    }

    private static Costs costs(double softmax, double negative, double byNegatives) {
        return new Costs(power(softmax), power(0.1), power(negative), power(byNegatives));
    }

    private static List<Cost> power(double power) {
        return List.of(new Cost(10, 1, 1e-6), new Cost(1000, 1, 1e-6 * Math.pow(100, power)));
    }

    private static Scores share(int size, double share) {
        return Scores.of(IntStream.range(0, size)
                .mapToDouble(i -> i % 100 < Math.round(100 * share) ? 1 : 0)
                .toArray());
    }

    private static Run run(Numbers numbers) {
        Map<Measure, Scores> scores = new EnumMap<>(Measure.class);
        scores.put(Measure.IMDB, share(DOCUMENTS, numbers.imdb()));
        double[] synonyms = new double[PAIRS];
        IntStream.of(SYNONYMS.places(true)).forEach(i -> synonyms[i] = numbers.rare());
        IntStream.of(SYNONYMS.places(false)).forEach(i -> synonyms[i] = numbers.frequent());
        scores.put(Measure.SYNONYMS, Scores.of(synonyms));
        scores.put(Measure.RARE_SYNONYMS, Scores.of(synonyms).at(SYNONYMS.places(true)));
        EpochReport epoch = new EpochReport(1, 2, 10_000, 10_000, numbers.predictions(), numbers.seconds());
        return new Run(List.of(epoch), numbers.seconds(), VOCABULARY.size(), scores, Double.NaN, Double.NaN);
    }

    private ObjectiveResult small(String label, double synonyms, double seconds) {
        return new ObjectiveResult(
                label,
                6,
                1000,
                seconds,
                new double[] {2, 1},
                Map.of(
                        Measure.SYNONYMS,
                        Scores.of(IntStream.range(0, PAIRS)
                                .mapToDouble(i -> synonyms)
                                .toArray())));
    }

    private Verdict verdict(String start) {
        Map<Cell, CellResult> cells = new EnumMap<>(Cell.class);
        for (Cell cell : Cell.values()) {
            Numbers numbers = changed.getOrDefault(cell, new Numbers(1000, 1, 0.7, 0.7, 0.7));
            List<Run> runs = new ArrayList<>();
            IntStream.range(0, cell.seeds()).forEach(seed -> runs.add(run(numbers)));
            cells.put(cell, new CellResult(cell, runs, 1));
        }
        ConfusionMatrix matrix = ConfusionMatrix.of(List.of("a", "b"), List.of("a", "b"));
        Scores right = share(DOCUMENTS, accuracy);
        WordVectorResults results = new WordVectorResults(
                WordVectorOptions.DEFAULTS,
                List.of(),
                cells,
                SYNONYMS,
                List.of(small(Objectives.SOFTMAX, 0.7, 10), small(Objectives.NEGATIVE, 0.7 - smallLoss, smallSeconds)),
                0.001,
                costs,
                Map.of(Measure.IMDB, new Application(DOCUMENTS, DOCUMENTS, 0.5, matrix, matrix, right, right)),
                queen,
                null,
                new WordVectors(VOCABULARY, Backends.get().zeros(2 * PAIRS, 3)));
        return Verdicts.of(results).stream()
                .filter(claim -> claim.statement().startsWith(start))
                .map(Claim::verdict)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void countsTheExamplesThatSubsamplingLeaves() {
        String claim = "Subsampling leaves 20 to 40% fewer";
        assertThat(verdict(claim)).isEqualTo(Verdict.REFUTED);
        set(Cell.KEEP_1E_4, 700, 1);
        assertThat(verdict(claim)).isEqualTo(Verdict.CORRECTED);
        set(Cell.KEEP_1E_5, 650, 1);
        assertThat(verdict(claim)).isEqualTo(Verdict.REPRODUCED);
        set(Cell.KEEP_1E_5, 300, 1);
        assertThat(verdict(claim)).isEqualTo(Verdict.CORRECTED);
        String proportion = "Training becomes faster";
        set(Cell.KEEP_1E_4, 500, 0.5);
        assertThat(verdict(proportion)).isEqualTo(Verdict.REPRODUCED);
        set(Cell.KEEP_1E_4, 500, 0.8);
        assertThat(verdict(proportion)).isEqualTo(Verdict.CORRECTED);
        set(Cell.KEEP_1E_4, 500, 1.1);
        assertThat(verdict(proportion)).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void followsTheQualityOfTheVectors() {
        String claim = "Subsampling (t = 1e-5) improves the vectors.";
        assertThat(verdict(claim)).isEqualTo(Verdict.REFUTED); // no difference at all
        set(Cell.KEEP_1E_5, 0.76, 0.7, 0.7);
        assertThat(verdict(claim)).isEqualTo(Verdict.REPRODUCED);
        set(Cell.KEEP_1E_5, 0.76, 0.6, 0.6);
        assertThat(verdict(claim)).isEqualTo(Verdict.CORRECTED);
        set(Cell.KEEP_1E_5, 0.64, 0.6, 0.6);
        assertThat(verdict(claim)).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void asksWhetherAGainIsOneForRareWords() {
        String claim = "Skip-gram makes better vectors of rare words";
        assertThat(verdict(claim)).isEqualTo(Verdict.REFUTED); // no difference at all
        set(Cell.CBOW, 0.7, 0.6, 0.7);
        assertThat(verdict(claim)).isEqualTo(Verdict.REPRODUCED);
        set(Cell.CBOW, 0.7, 0.6, 0.6);
        assertThat(verdict(claim)).isEqualTo(Verdict.CORRECTED);
        set(Cell.CBOW, 0.7, 0.8, 0.6);
        assertThat(verdict(claim)).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void asksHowCostsGrow() {
        String claim = "Negative sampling takes a prediction";
        assertThat(verdict(claim)).isEqualTo(Verdict.REPRODUCED);
        costs = costs(1, 0, 0.2);
        assertThat(verdict(claim)).isEqualTo(Verdict.CORRECTED);
        costs = costs(1, 0.6, 1);
        assertThat(verdict(claim)).isEqualTo(Verdict.REFUTED);
        costs = costs(0.3, 0, 1);
        assertThat(verdict(claim)).isEqualTo(Verdict.REFUTED);

        String balance = "Negative sampling strikes";
        assertThat(verdict(balance)).isEqualTo(Verdict.REPRODUCED);
        smallLoss = 0.05;
        assertThat(verdict(balance)).isEqualTo(Verdict.CORRECTED);
        smallSeconds = 9;
        assertThat(verdict(balance)).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void looksAtTheRanksOfQueen() {
        String claim = "king - man + woman";
        assertThat(verdict(claim)).isEqualTo(Verdict.NOT_TESTED);
        queen = List.of(1, 1, 40);
        assertThat(verdict(claim)).isEqualTo(Verdict.REPRODUCED);
        queen = List.of(1, 5, 9);
        assertThat(verdict(claim)).isEqualTo(Verdict.CORRECTED);
        queen = List.of(1, 50, 90);
        assertThat(verdict(claim)).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void wantsAClassifierThatBeatsTheMostFrequentLabel() {
        String claim = "Averaged vectors";
        assertThat(verdict(claim)).isEqualTo(Verdict.REPRODUCED);
        accuracy = 0.55;
        assertThat(verdict(claim)).isEqualTo(Verdict.REFUTED);
    }
}
