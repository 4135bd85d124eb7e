package pellucid.eval.serve;

import java.util.concurrent.CancellationException;
import pellucid.eval.data.Vectors;
import pellucid.eval.projection.TSne;
import pellucid.eval.projection.TSneMap;
import pellucid.eval.projection.TSneOptions;
import pellucid.tensor.InputException;
import pellucid.tensor.PellucidException;

/**
 * The map of one model, from when it is asked for until it is drawn. One thread draws, others look.
 *
 * <p>Vectors are brought to length 1 first, so that neighbours on the map are neighbours by cosine, as in the search.
 */
final class RowMap {
    /** Rows that a map needs at least: with fewer, the perplexity cannot be 1. */
    static final int FEWEST = 4;

    /** How far a map has come. */
    sealed interface Standing permits Drawing, Drawn, None {}

    /** @param done iterations, out of {@code of} */
    record Drawing(int done, int of) implements Standing {}

    record Drawn(TSneMap map) implements Standing {}

    /** @param reason a sentence */
    record None(String reason) implements Standing {}

    private volatile Standing standing = new Drawing(0, TSneOptions.DEFAULTS.iterations());
    private volatile boolean cancelled;

    Standing standing() {
        return standing;
    }

    /** Draws the map; what is in the way becomes its standing. */
    void draw(RowSearch search, int[] rows) {
        try {
            standing = new Drawn(map(search, rows));
        } catch (CancellationException end) {
            standing = new None("the server has ended");
        } catch (PellucidException missing) {
            standing = new None(missing.getMessage());
        } catch (RuntimeException | Error failure) {
            standing = new None("the map cannot be drawn: " + failure);
        }
    }

    /** Ends the drawing soon. */
    void cancel() {
        cancelled = true;
    }

    private void requireGoingOn() {
        if (cancelled) {
            throw new CancellationException();
        }
    }

    private TSneMap map(RowSearch search, int[] rows) {
        requireGoingOn();
        if (rows.length < FEWEST) {
            throw new InputException("a map needs at least " + FEWEST + " rows, there are " + rows.length);
        }
        double perplexity = Math.min(TSneOptions.DEFAULTS.perplexity(), (rows.length - 1) / 3.0);
        Vectors vectors = search.vectors(rows);
        requireGoingOn();
        return new TSne(TSneOptions.DEFAULTS.withPerplexity(perplexity))
                .map(unit(vectors), (iteration, of, divergence) -> {
                    requireGoingOn();
                    standing = new Drawing(iteration, of);
                });
    }

    private static Vectors unit(Vectors vectors) {
        float[] values = vectors.values().clone();
        int width = vectors.width();
        for (int from = 0; from < values.length; from += width) {
            double squares = 0;
            for (int k = from; k < from + width; k++) {
                squares += (double) values[k] * values[k];
            }
            double length = Math.sqrt(squares);
            for (int k = from; length > 0 && k < from + width; k++) {
                values[k] /= length;
            }
        }
        return new Vectors(values, vectors.count(), width);
    }
}
