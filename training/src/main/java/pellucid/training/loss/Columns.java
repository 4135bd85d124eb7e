package pellucid.training.loss;

import java.util.List;
import pellucid.autograd.Variable;
import pellucid.tensor.InputException;
import pellucid.tensor.Shape;
import pellucid.training.data.Batch;

/**
 * The batches that a loss can be computed of.
 *
 * @param loss the name of the loss, for messages
 * @param least the fewest columns of texts
 * @param most the most columns of texts
 * @param labels what each row must be labelled with
 * @param leastRows the fewest rows of a batch with no more than {@code least} columns: 2 where the other rows are the
 *     only negatives
 */
public record Columns(String loss, int least, int most, Labels labels, int leastRows) {
    /** Any number of columns from the least on. */
    public static final int ANY = Integer.MAX_VALUE;

    public Columns {
        if (least < 1 || most < least || leastRows < 1) {
            throw new InputException(loss + ": expects " + least + " to " + most + " columns and " + leastRows
                    + " rows, which no batch has; give 1 or more of each, the least first");
        }
    }

    /** Batches of one row on. */
    public Columns(String loss, int least, int most, Labels labels) {
        this(loss, least, most, labels, 1);
    }

    /** @throws InputException if the loss cannot be computed of this batch; the message says why and what to do */
    public void check(Batch batch) {
        int rows = batch.columns().isEmpty() ? 0 : batch.columns().get(0).size();
        check(batch.columns().size(), rows, batch.labels());
    }

    /** The same check of vectors: columns are [batch, dimension], all of one shape. */
    void check(List<Variable> columns, double[] given) {
        check(columns.size(), columns.isEmpty() ? 0 : columns.get(0).value().dim(0), given);
        Shape first = columns.get(0).value().shape();
        for (int c = 1; c < columns.size(); c++) {
            Shape other = columns.get(c).value().shape();
            if (!other.equals(first)) {
                throw new InputException(loss + ": column 0 is " + first + ", column " + c + " is " + other
                        + "; all columns must be [batch, dimension] of one model");
            }
        }
    }

    private void check(int columns, int rows, double[] given) {
        if (columns < least || columns > most) {
            throw new InputException(loss + ": the batch has " + columns + (columns == 1 ? " column" : " columns")
                    + " of texts, the loss wants " + range() + "; name the columns to use, or choose another loss");
        }
        if (rows < 1 || (columns == least && rows < leastRows)) {
            throw new InputException(loss + ": the batch has " + rows + (rows == 1 ? " row" : " rows") + ", "
                    + leastRows + " or more are wanted"
                    + (leastRows > 1 ? ", for its negatives are the other rows" : "")
                    + "; make the batches larger, or drop the last one if it is short");
        }
        if (labels != Labels.NONE) {
            checkLabels(rows, columns, given);
        }
    }

    private void checkLabels(int rows, int columns, double[] given) {
        if (given == null) {
            throw new InputException(loss + ": the batch has no labels, each row needs " + labels.words()
                    + "; name the column that holds it (score or label), or choose a loss that needs none");
        }
        boolean fits = labels == Labels.CANDIDATE_SCORES ? given.length % rows == 0 : given.length == rows;
        if (!fits || given.length == 0) {
            throw new InputException(loss + ": the batch has " + rows + " rows of " + columns + " texts and "
                    + given.length + " labels; each row needs " + labels.words());
        }
        for (int i = 0; i < given.length; i++) {
            if (!labels.allows(given[i])) {
                throw new InputException(loss + ": label " + i + " of the batch is " + given[i] + ", each row needs "
                        + labels.words() + "; mend or leave out that row");
            }
        }
    }

    private String range() {
        if (least == most) {
            return Integer.toString(least);
        }
        return most == ANY ? least + " or more" : least + " to " + most;
    }
}
