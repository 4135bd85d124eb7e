package pellucid.eval.serve;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import pellucid.training.data.Draws;

/** The maps of all models of a page, drawn one after the other by a thread of their own. */
final class RowMaps {
    /** The most rows that are drawn; of more, a sample is. */
    static final int MOST = 2000;

    /** Of the sample. */
    static final long SEED = 42;

    private final SearchPage page;
    private final int[] rows;
    private final Map<String, RowMap> maps = new LinkedHashMap<>();

    RowMaps(SearchPage page) {
        this.page = page;
        this.rows = sample(page.rows().size());
        page.models().forEach(model -> maps.put(model.role(), new RowMap()));
    }

    /** The rows that are drawn, in their order: the same ones in every map. */
    static int[] sample(int count) {
        if (count <= MOST) {
            return IntStream.range(0, count).toArray();
        }
        int[] drawn = Arrays.copyOf(new Draws(SEED, Draws.Purpose.SAMPLE, 0).permutation(count), MOST);
        Arrays.sort(drawn);
        return drawn;
    }

    /** Begins to draw, and returns. */
    void begin() {
        Thread thread = new Thread(
                () -> page.models().forEach(model -> maps.get(model.role()).draw(model.search(), rows)),
                "pellucid-map");
        thread.setDaemon(true);
        thread.start();
    }

    void cancel() {
        maps.values().forEach(RowMap::cancel);
    }

    /** Which rows are drawn. */
    int[] rows() {
        return rows;
    }

    /** @return null for a role that no model has */
    RowMap of(String role) {
        return maps.get(role);
    }
}
