package pellucid.eval.experiment.movies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pellucid.eval.experiment.movies.ArmResult.Hit;
import pellucid.eval.retrieval.ExactSearch;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.EncodeOptions;
import pellucid.models.sentence.EncodeProgress;
import pellucid.models.sentence.Normalization;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.training.monitor.EmbeddingSpace;

/** Searches with one model, exactly: every query is compared with every film. */
final class MovieSearch {
    /** So many films are looked at for each query. */
    static final int DEPTH = 10;

    private static final int MOST_PAIRS = 300;
    /** Cosines of pairs that do not belong together, for each that does. */
    private static final int RANDOM = 5;

    private final QuerySet set;
    private final Embeddings films;
    private final Embeddings queries;

    MovieSearch(SentenceEncoder encoder, QuerySet set, EncodeProgress progress) {
        this.set = set;
        EncodeOptions unit = EncodeOptions.DEFAULTS.withNormalization(Normalization.ALWAYS);
        this.films = encoder.encode(set.corpus().stream().map(Movie::text).toList(), unit.withProgress(progress));
        this.queries =
                encoder.encode(set.judged().stream().map(JudgedQuery::text).toList(), unit);
    }

    /** Measures the model. */
    ArmResult result(Arm arm, ArmResult.Training training) {
        ExactSearch search = new ExactSearch(films);
        List<List<Hit>> hits = new ArrayList<>();
        int[] ranks = new int[set.judged().size()];
        for (int i = 0; i < ranks.length; i++) {
            JudgedQuery query = set.judged().get(i);
            List<Hit> found = search.nearest(queries.row(i), DEPTH).stream()
                    .map(hit -> new Hit(set.corpus().get(hit.row()), hit.score()))
                    .toList();
            for (int rank = found.size(); rank >= 1; rank--) {
                if (query.relevant().contains(found.get(rank - 1).movie().id())) {
                    ranks[i] = rank;
                }
            }
            hits.add(found);
        }
        return new ArmResult(arm, training, hits, ranks, space());
    }

    private ArmResult.Space space() {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < set.corpus().size(); i++) {
            places.put(set.corpus().get(i).id(), i);
        }
        int[] asked = Arrays.stream(set.places(JudgedQuery.Group.SPECIFIC))
                .limit(MOST_PAIRS)
                .toArray();
        int[] found = Arrays.stream(asked)
                .map(i -> places.get(set.judged().get(i).source().id()))
                .toArray();
        Embeddings x = rows(queries, asked);
        Embeddings y = rows(films, found);
        double[] positives = new double[asked.length];
        double[] random = new double[asked.length * RANDOM];
        for (int i = 0; i < asked.length; i++) {
            positives[i] = dot(x.row(i), y.row(i));
            for (int r = 0; r < RANDOM; r++) {
                random[i * RANDOM + r] = dot(x.row(i), y.row((i + 1 + r) % asked.length));
            }
        }
        double uniformity = (EmbeddingSpace.uniformity(x) + EmbeddingSpace.uniformity(y)) / 2;
        return new ArmResult.Space(
                EmbeddingSpace.alignment(x, y), uniformity, EmbeddingSpace.meanCosine(x, y), positives, random);
    }

    private static Embeddings rows(Embeddings all, int[] wanted) {
        float[] rows = new float[wanted.length * all.dimension()];
        for (int i = 0; i < wanted.length; i++) {
            System.arraycopy(all.row(wanted[i]), 0, rows, i * all.dimension(), all.dimension());
        }
        return new Embeddings(rows, wanted.length, all.dimension(), 0);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
