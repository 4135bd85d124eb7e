package pellucid.eval.retrieval;

import java.util.Comparator;

/**
 * Something that a search found.
 *
 * @param row its number in what was searched, from 0
 * @param score how well it fits, larger for better
 */
public record Hit(int row, double score) {
    /** The order of every ranking: the best first, and among equals the lower row first. */
    public static final Comparator<Hit> BEST_FIRST =
            Comparator.comparingDouble(Hit::score).reversed().thenComparingInt(Hit::row);
}
