package pellucid.eval.serve;

import java.util.List;
import pellucid.eval.data.Vectors;
import pellucid.eval.retrieval.Hit;
import pellucid.tensor.InputException;

/** One way to find rows for a query. Safe for concurrent calls. */
public interface RowSearch {
    /**
     * What was found.
     *
     * @param hits the best first
     * @param truncated whether the query was longer than the model reads
     */
    record Found(List<Hit> hits, boolean truncated) {}

    /** @param top how many rows to return; all if there are fewer */
    Found search(String query, int top);

    /**
     * The vectors of some rows, of which a map is drawn.
     *
     * @throws InputException where there are none, with the reason
     */
    Vectors vectors(int... rows);
}
