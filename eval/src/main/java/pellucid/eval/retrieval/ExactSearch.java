package pellucid.eval.retrieval;

import java.util.ArrayList;
import java.util.List;
import pellucid.models.sentence.Embeddings;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.Scratch;
import pellucid.tensor.Shape;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Backends;
import pellucid.tensor.backend.Workers;

/**
 * The nearest vectors, found by comparing a query with every one of them.
 *
 * <p>The backend multiplies blocks of vectors with up to {@value #QUERIES} queries at a time in float32; what may be among
 * the best of those seen so far ({@link Screen}) is scored anew in float64. So the hits are exactly those, with exactly the
 * scores, that sorting all float64 scores would give, whatever the backend, the number of threads and the queries beside.
 * (With {@code -Dpellucid.cuda.tf32=true} products are coarser than the screen supposes, and this does not hold.)
 *
 * <p>The SIMD backend keeps a packed copy of the vectors after the first search: 1,000,000 vectors of 384 numbers are 1.5
 * GB, and 1.5 GB packed. Immutable, and safe for concurrent use.
 */
public final class ExactSearch implements DenseSearch {
    /** Queries that are multiplied at a time. */
    static final int QUERIES = 64;
    /** Numbers in a block of vectors: enough for several threads to share a product with one query. */
    private static final int BLOCK = 1 << 23;
    /** Vectors in a block at most, so that the products stay in the cache; a multiple of every panel's width. */
    private static final int BLOCK_ROWS = 1 << 16;
    /** Products of longer vectors may not fit float32. */
    private static final double LONGEST = 1e18;

    /** One query's products with a block, of each thread. */
    private static final ThreadLocal<float[]> PRODUCTS = ThreadLocal.withInitial(() -> new float[BLOCK_ROWS]);

    private final Embeddings vectors;
    private final Tensor table; // [count, dimension]
    private final int dimension;
    private final SearchMetric metric;
    private final Backend backend;
    private final double[] lengths;
    private final Screen screen;

    /** Searches by cosine on the default backend. */
    public ExactSearch(Embeddings vectors) {
        this(vectors, SearchMetric.COSINE, Backends.get());
    }

    /**
     * Searches among these vectors; they are not copied and must not be changed.
     *
     * @param backend what multiplies
     * @throws InputException if a vector has a number that is not finite, or is longer than 1e18
     */
    public ExactSearch(Embeddings vectors, SearchMetric metric, Backend backend) {
        this(vectors, backend.adopt(vectors.rows(), Shape.of(vectors.count(), vectors.dimension())), metric, backend);
    }

    private ExactSearch(Embeddings vectors, Tensor table, SearchMetric metric, Backend backend) {
        this.vectors = vectors;
        this.table = table;
        this.dimension = table.dim(1);
        this.metric = metric;
        this.backend = backend;
        this.lengths = new double[vectors.count()];
        Workers workers = Workers.shared();
        int parts = 4 * workers.threads();
        workers.run(parts, part -> {
            int end = (int) ((long) lengths.length * (part + 1) / parts);
            for (int row = (int) ((long) lengths.length * part / parts); row < end; row++) {
                lengths[row] = length("vector " + row, vectors.rows(), row * vectors.dimension());
            }
        });
        this.screen = new Screen(metric, dimension, lengths);
    }

    /**
     * A search by the first numbers of each vector alone, as models trained with Matryoshka losses allow; queries may be
     * whole ones.
     *
     * @throws InputException if there are fewer
     */
    public ExactSearch truncated(int numbers) {
        if (numbers < 1 || numbers > vectors.dimension()) {
            throw new InputException(
                    "search: the first " + numbers + " numbers of each vector are asked for, which has "
                            + vectors.dimension() + "; ask for 1 to " + vectors.dimension());
        }
        return new ExactSearch(vectors, table.slice(1, 0, numbers), metric, backend);
    }

    @Override
    public int count() {
        return vectors.count();
    }

    /** What is searched among: whole vectors, even if the search is a truncated one. Not a copy. */
    public Embeddings vectors() {
        return vectors;
    }

    @Override
    public List<List<Hit>> nearest(Embeddings queries, int top) {
        if (queries.dimension() != vectors.dimension() && queries.dimension() != dimension) {
            throw new ShapeException("search: the query has " + queries.dimension() + " numbers, the vectors have "
                    + dimension + "; take both from the same model");
        }
        if (top < 1) {
            throw new InputException("search: " + top + " results are asked for; ask for at least 1");
        }
        List<List<Hit>> found = new ArrayList<>();
        for (int from = 0; from < queries.count(); from += QUERIES) {
            List<Best> batch = new ArrayList<>();
            for (int i = from; i < Math.min(queries.count(), from + QUERIES); i++) {
                batch.add(new Best(queries.row(i), "query " + i, top));
            }
            searchAll(batch);
            batch.forEach(best -> found.add(best.hits.ranked()));
        }
        return found;
    }

    private void searchAll(List<Best> batch) {
        float[] numbers = new float[batch.size() * dimension];
        for (int i = 0; i < batch.size(); i++) {
            System.arraycopy(batch.get(i).query, 0, numbers, i * dimension, dimension);
        }
        Tensor queries = backend.floats(numbers, batch.size(), dimension);
        int rows = Math.min(BLOCK_ROWS, Math.max(BLOCK / dimension, 1));
        for (int from = 0; from < lengths.length; from += rows) {
            int first = from;
            int n = Math.min(rows, lengths.length - from);
            try (Scratch.Frame frame = backend.scratch().open()) {
                Tensor products = frame.tensor(DType.FLOAT32, Shape.of(batch.size(), n));
                backend.linear(queries, table.slice(0, from, from + n), null, Activation.NONE, null, products);
                Workers.shared().run(batch.size(), i -> batch.get(i).look(products.select(0, i), first));
            }
        }
    }

    private double length(String whose, float[] values, int from) {
        double length = Cosine.length(values, from, dimension);
        if (!(length <= LONGEST)) {
            throw new InputException("search: " + whose + " has the length " + length
                    + "; its numbers must be finite, and its length at most " + LONGEST);
        }
        return length;
    }

    /** The best vectors for one query so far, and what another one must reach to be among them. */
    private final class Best {
        final float[] query;
        private final double length;
        private final TopHits hits;
        private float bar = Float.NEGATIVE_INFINITY;

        Best(float[] query, String name, int top) {
            this.query = query;
            this.length = ExactSearch.this.length(name, query, 0);
            this.hits = new TopHits(top);
        }

        /** Goes through the products with the rows from {@code first} on. */
        void look(Tensor products, int first) {
            float[] values = PRODUCTS.get();
            int n = products.size();
            backend.read(products, values, 0);
            screen.values(values, first, n);
            for (int i = Screen.next(values, 0, n, bar); i < n; i = Screen.next(values, i + 1, n, bar)) {
                offer(first + i);
            }
        }

        private void offer(int row) {
            double score =
                    metric.score(query, vectors.rows(), row * vectors.dimension(), dimension, length * lengths[row]);
            hits.offer(new Hit(row, score));
            if (hits.isFull()) {
                bar = screen.bar(hits.worst(), length);
            }
        }
    }
}
