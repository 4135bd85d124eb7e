package pellucid.eval.serve;

import java.util.List;
import pellucid.tensor.InputException;

/**
 * All that a page of search shows.
 *
 * @param source where the rows come from, in words
 * @param method how they are found, in words
 * @param top how many results are shown if nothing else is asked for, 1 to {@value #MOST}
 * @param rows what is searched
 * @param groups the colours of the map, of as many rows; null for one colour
 * @param models one, or two of different roles to compare
 */
public record SearchPage(
        String source, String method, int top, List<PageRow> rows, RowGroups groups, List<ServedModel> models) {
    /** The most results that may be asked for. */
    public static final int MOST = 1000;

    /** @throws InputException if one of the parts is not as described, or does not fit the others */
    public SearchPage {
        rows = List.copyOf(rows);
        models = List.copyOf(models);
        if (top < 1 || top > MOST) {
            throw new InputException("top is " + top + "; a page shows 1 to " + MOST + " results");
        }
        if (models.isEmpty() || models.size() > 2) {
            throw new InputException("there are " + models.size() + " models; a page shows one, or two to compare");
        }
        if (models.size() == 2 && models.get(0).role().equals(models.get(1).role())) {
            throw new InputException(
                    "both models have the role '" + models.get(0).role() + "'; give them different ones");
        }
        if (groups != null && groups.of().size() != rows.size()) {
            throw new InputException("there are " + rows.size() + " rows, but the groups of "
                    + groups.of().size() + "; group every row");
        }
    }
}
