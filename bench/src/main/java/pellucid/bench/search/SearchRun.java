package pellucid.bench.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.SplittableRandom;
import pellucid.eval.retrieval.ExactSearch;
import pellucid.eval.retrieval.Hit;
import pellucid.models.sentence.Embeddings;
import pellucid.tensor.backend.Workers;

/** The child program: searches among seeded random vectors. */
public final class SearchRun {
    private static final double NANOS = 1e9;

    private SearchRun() {}

    /** Prints the {@link SearchCase} as JSON; the arguments are vectors, numbers in one, queries in a batch, and rounds. */
    public static void main(String[] arguments) throws JsonProcessingException {
        int count = Integer.parseInt(arguments[0]);
        int dimension = Integer.parseInt(arguments[1]);
        int batch = Integer.parseInt(arguments[2]);
        int rounds = Integer.parseInt(arguments[3]);
        ExactSearch search = new ExactSearch(random(count, dimension, 0));
        Embeddings queries = random(batch, dimension, count);
        double first = seconds(search, queries);
        double[] alone = new double[rounds];
        double[] batched = new double[rounds];
        for (int round = -1; round < rounds; round++) {
            int kept = Math.max(0, round);
            batched[kept] = seconds(search, queries);
            alone[kept] = seconds(search, new Embeddings(queries.row(kept % batch), 1, dimension, 0));
        }
        System.out.println(new ObjectMapper().writeValueAsString(new SearchCase(first, alone, batched)));
        System.exit(0);
    }

    private static double seconds(ExactSearch search, Embeddings queries) {
        long begun = System.nanoTime();
        List<List<Hit>> hits = search.nearest(queries, SearchBenchmark.TOP);
        double seconds = (System.nanoTime() - begun) / NANOS;
        if (hits.size() != queries.count() || hits.get(0).size() != SearchBenchmark.TOP) {
            throw new IllegalStateException("a search returned other than the hits asked for");
        }
        return seconds;
    }

    /** Numbers that are close to normally distributed, so that the directions are spread evenly. */
    private static Embeddings random(int count, int dimension, long seed) {
        float[] rows = new float[count * dimension];
        int parts = 64;
        Workers.shared().run(parts, part -> {
            SplittableRandom random = new SplittableRandom(seed + part);
            int end = (int) ((long) rows.length * (part + 1) / parts);
            for (int i = (int) ((long) rows.length * part / parts); i < end; i++) {
                rows[i] = (float) (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5);
            }
        });
        return new Embeddings(rows, count, dimension, 0);
    }
}
