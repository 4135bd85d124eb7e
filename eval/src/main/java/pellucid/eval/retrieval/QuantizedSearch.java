package pellucid.eval.retrieval;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import pellucid.models.sentence.Embeddings;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;
import pellucid.tensor.backend.Workers;

/**
 * The nearest of quantised vectors, in two steps: the query's own codes against those of every vector, by the product of
 * the codes or by the number of equal bits, choose a few more candidates than are wanted; then the query itself, in
 * float32, ranks these ({@link Rescoring}). The first step is that of sentence-transformers' {@code semantic_search_faiss}
 * and {@code semantic_search_usearch} with {@code exact=True}.
 *
 * <p>Immutable, and safe for concurrent use.
 */
public final class QuantizedSearch implements DenseSearch {
    /** Candidates for each result that is wanted, as sentence-transformers has it. */
    public static final int OVERSAMPLING = 2;

    private final QuantizedVectors vectors;
    private final Quantizer quantizer;
    private final int oversampling;
    private final Rescoring rescoring;

    /** What the query is multiplied with in the second step. */
    public enum Rescoring {
        /** What the codes stand for: the nearest to the product of the vectors themselves. */
        VALUES {
            @Override
            double factor(Quantizer quantizer, byte[] codes, int from, int i) {
                return quantizer.value(codes, from, i);
            }
        },
        /** The codes themselves, as sentence-transformers does it; bits as 0 and 1. */
        CODES {
            @Override
            double factor(Quantizer quantizer, byte[] codes, int from, int i) {
                return quantizer.code(codes, from, i);
            }
        };

        abstract double factor(Quantizer quantizer, byte[] codes, int from, int i);
    }

    /** Searches with {@value #OVERSAMPLING} candidates a result, rescored by what their codes stand for. */
    public QuantizedSearch(QuantizedVectors vectors) {
        this(vectors, OVERSAMPLING, Rescoring.VALUES);
    }

    /** @param oversampling candidates for each result that is wanted, at least 1 */
    public QuantizedSearch(QuantizedVectors vectors, int oversampling, Rescoring rescoring) {
        if (oversampling < 1) {
            throw new InputException("search: " + oversampling
                    + " candidates are asked for each result; at least 1 is needed to rank them");
        }
        this.vectors = vectors;
        this.quantizer = vectors.quantizer();
        this.oversampling = oversampling;
        this.rescoring = rescoring;
    }

    @Override
    public int count() {
        return vectors.count();
    }

    @Override
    public List<List<Hit>> nearest(Embeddings queries, int top) {
        if (queries.dimension() != quantizer.dimension()) {
            throw new ShapeException("search: the query has " + queries.dimension() + " numbers, the vectors have "
                    + quantizer.dimension() + "; take both from the same model");
        }
        if (top < 1) {
            throw new InputException("search: " + top + " results are asked for; ask for at least 1");
        }
        List<List<Hit>> found = new ArrayList<>();
        for (int i = 0; i < queries.count(); i++) {
            found.add(rescored(queries.row(i), candidates(queries.row(i), top), top));
        }
        return found;
    }

    private List<Hit> candidates(float[] query, int top) {
        int wanted = (int) Math.min(Math.max(count(), 1), (long) top * oversampling);
        byte[] wantedCodes = quantizer.encode(query);
        Workers workers = Workers.shared();
        List<TopHits> parts = IntStream.range(0, workers.threads())
                .mapToObj(part -> new TopHits(wanted))
                .toList();
        workers.run(parts.size(), part -> {
            int end = (int) ((long) count() * (part + 1) / parts.size());
            for (int row = (int) ((long) count() * part / parts.size()); row < end; row++) {
                offer(parts.get(part), row, coarse(wantedCodes, row * wantedCodes.length));
            }
        });
        TopHits all = new TopHits(wanted);
        parts.forEach(part -> part.ranked().forEach(all::offer));
        return all.ranked();
    }

    /** A later row that only equals the worst one kept is behind it. */
    private static void offer(TopHits hits, int row, int score) {
        if (!hits.isFull() || score > hits.worst()) {
            hits.offer(new Hit(row, score));
        }
    }

    private int coarse(byte[] query, int from) {
        byte[] codes = vectors.codes();
        int sum = 0;
        if (quantizer.kind().isBinary()) {
            for (int i = 0; i < query.length; i++) {
                sum -= Integer.bitCount((query[i] ^ codes[from + i]) & 0xff);
            }
        } else if (quantizer.kind() == Quantization.INT8) {
            for (int i = 0; i < query.length; i++) {
                sum += query[i] * codes[from + i];
            }
        } else {
            for (int i = 0; i < query.length; i++) {
                sum += (query[i] & 0xff) * (codes[from + i] & 0xff);
            }
        }
        return sum;
    }

    private List<Hit> rescored(float[] query, List<Hit> candidates, int top) {
        TopHits best = new TopHits(top);
        for (Hit candidate : candidates) {
            int from = candidate.row() * quantizer.bytes();
            double sum = 0;
            for (int i = 0; i < query.length; i++) {
                sum += query[i] * rescoring.factor(quantizer, vectors.codes(), from, i);
            }
            best.offer(new Hit(candidate.row(), sum));
        }
        return best.ranked();
    }
}
