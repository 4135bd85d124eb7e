package pellucid.eval.experiment.movies;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import pellucid.models.sentence.Embeddings;

/**
 * How hard the negatives are that MNRL finds in its batches, by the base model's cosines of a query with films that have
 * not what it asks for.
 *
 * @param others of its batch, their mean
 * @param hardest of its batch
 * @param mined the mean of those that were searched for
 * @param queries counted
 */
record BatchNegatives(double others, double hardest, double mined, int queries) {
    /** Counts those of the pairs whose film is in the pool, in batches of their order. */
    static BatchNegatives of(List<TrainingPair> pairs, int batchSize, NegativePool pool) {
        List<TrainingPair> known =
                pairs.stream().filter(pair -> pool.has(pair.movie())).toList();
        Embeddings asked = pool.encode(known.stream().map(TrainingPair::query).toList());
        double others = 0;
        double hardest = 0;
        double mined = 0;
        int queries = 0;
        for (int i = 0; i < known.size(); i++) {
            String aspect = known.get(i).aspect();
            int begin = i / batchSize * batchSize;
            double[] cosines = pool.cosines(asked.row(i));
            double[] wrong = IntStream.range(begin, Math.min(begin + batchSize, known.size()))
                    .mapToObj(known::get)
                    .map(TrainingPair::movie)
                    .filter(film -> !film.has(aspect))
                    .mapToDouble(film -> cosines[pool.place(film)])
                    .toArray();
            double[] found = pool.hard(asked.row(i), aspect).stream()
                    .mapToDouble(film -> cosines[pool.place(film)])
                    .toArray();
            if (wrong.length > 0 && found.length > 0) {
                others += Arrays.stream(wrong).average().orElseThrow();
                hardest += Arrays.stream(wrong).max().orElseThrow();
                mined += Arrays.stream(found).average().orElseThrow();
                queries++;
            }
        }
        return new BatchNegatives(others / queries, hardest / queries, mined / queries, queries);
    }
}
