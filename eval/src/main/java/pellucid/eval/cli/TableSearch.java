package pellucid.eval.cli;

import java.util.List;
import pellucid.eval.data.Vectors;
import pellucid.eval.retrieval.DenseSearch;
import pellucid.eval.retrieval.ExactSearch;
import pellucid.eval.retrieval.Role;
import pellucid.eval.retrieval.TextSearch;
import pellucid.eval.serve.RowSearch;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.EncodeOptions;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.InputException;

/** The rows of a table, ready to be searched as the options of {@code search} say. Safe for concurrent calls. */
final class TableSearch implements RowSearch {
    private final TextSearch search;
    private final SentenceEncoder encoder; // null in a search by words
    private final EncodeOptions options; // of queries
    private final DenseSearch rows; // null in a search by words

    private TableSearch(TextSearch search, SentenceEncoder encoder, EncodeOptions options, DenseSearch rows) {
        this.search = search;
        this.encoder = encoder;
        this.options = options;
        this.rows = rows;
    }

    /** A search that looks at no vector. */
    static TableSearch byWords(TextSearch search) {
        return new TableSearch(search, null, null, null);
    }

    /**
     * A search that looks at vectors.
     *
     * @param rows the vectors, which are also among what {@code search} looks at
     * @param truncateDim how many numbers of a query's vector are looked at; null for all
     */
    static TableSearch byVectors(TextSearch search, SentenceEncoder encoder, DenseSearch rows, Integer truncateDim) {
        EncodeOptions options = Role.QUERY.options(encoder);
        return new TableSearch(
                search, encoder, truncateDim == null ? options : options.withTruncateDim(truncateDim), rows);
    }

    @Override
    public Found search(String query, int top) {
        Embeddings wanted = encoder == null ? null : encoder.encode(List.of(query), options);
        return new Found(search.search(List.of(query), wanted, top).get(0), encoder != null && wanted.truncated() > 0);
    }

    @Override
    public Vectors vectors(int... selected) {
        if (rows == null) {
            throw new InputException("a search by words has no vectors to draw a map of");
        }
        if (!(rows instanceof ExactSearch exact)) {
            throw new InputException("vectors that are stored as codes are not drawn; store them as numbers for a map");
        }
        Embeddings whole = exact.vectors();
        int width = options.truncateDim() == 0 ? whole.dimension() : Math.min(options.truncateDim(), whole.dimension());
        float[] values = new float[selected.length * width];
        for (int i = 0; i < selected.length; i++) {
            System.arraycopy(whole.rows(), selected[i] * whole.dimension(), values, i * width, width);
        }
        return new Vectors(values, selected.length, width);
    }
}
