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
 * @param leastRows the fewest rows that something can be learned of in a batch with no more than {@code least} columns: 2
 *     where the other rows are the only negatives
 * @param classes how many classes there are, where the labels are class numbers; else {@link #ANY}
 */
public record Columns(String loss, int least, int most, Labels labels, int leastRows, int classes) {
    /** Any number of columns from the least on, or of classes. */
    public static final int ANY = Integer.MAX_VALUE;

    public Columns {
        if (least < 1 || most < least || leastRows < 1 || classes < 1) {
            throw new InputException(loss + ": expects " + least + " to " + most + " columns, " + leastRows
                    + " rows and " + classes + " classes, which no batch has; give 1 or more of each, the least first");
        }
    }

    /** Batches of one row on. */
    public Columns(String loss, int least, int most, Labels labels) {
        this(loss, least, most, labels, 1, ANY);
    }

    /** Batches that have their negatives in their other rows. */
    static Columns withNegativesInBatch(String loss) {
        return new Columns(loss, 2, ANY, Labels.NONE, 2, ANY);
    }

    /**
     * Whether nothing can be learned of a batch: its negatives are the other rows, and there is none. The loss is 0 then,
     * and so is its gradient.
     */
    public boolean isTooShort(Batch batch) {
        return batch.columns().size() == least && batch.size() < leastRows;
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
        if (rows < 1) {
            throw new InputException(loss + ": the batch has no rows; give at least one");
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
            if (given[i] >= classes) {
                throw new InputException(loss + ": label " + i + " of the batch is " + (int) given[i]
                        + ", the classifier has " + classes + " classes, 0 to " + (classes - 1)
                        + "; give the number of classes of the data");
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
