package pellucid.autograd;

import pellucid.tensor.Tensor;

/** What has been added up so far for one variable: a tensor of the value's shape or, for a table, some of its rows. */
final class Gradient {
    private final Tensor value;
    private Tensor dense;
    private boolean owned;
    private RowGradient rows;

    Gradient(Tensor value) {
        this.value = value;
    }

    /**
     * Adds a part.
     *
     * @param given whether the tensor may be kept and changed; one that others look at too is copied before it changes
     */
    void add(Tensor part, boolean given) {
        if (dense == null && rows == null) {
            dense = part;
            owned = given;
        } else {
            part.backend().addScaled(1, part, accumulator());
        }
    }

    /** gradient[ids[i]] += part[i]; stays by rows as long as nothing dense has come. */
    void addRows(Tensor ids, Tensor part) {
        if (dense != null) {
            part.backend().scatterAddRows(part, ids, accumulator());
            return;
        }
        if (rows == null) {
            rows = new RowGradient(value);
        }
        rows.add(ids, part);
    }

    void add(Gradient other) {
        if (other.rows != null) {
            addRows(other.rows.ids(), other.rows.rows());
        } else {
            add(other.dense, other.owned);
        }
    }

    /** The sum so far, zeros at first, to be added to in place. */
    Tensor accumulator() {
        if (!owned) {
            Tensor own = value.backend().zeros(value.dtype(), value.shape());
            if (dense != null) {
                value.backend().copy(dense, own);
            }
            if (rows != null) {
                rows.addTo(own);
                rows = null;
            }
            dense = own;
            owned = true;
        }
        return dense;
    }

    /** The sum as a tensor of the value's shape, which others may hold too. */
    Tensor tensor() {
        return rows != null ? accumulator() : dense;
    }

    /** The sum by rows; null if it is dense. */
    RowGradient rows() {
        return rows;
    }
}
