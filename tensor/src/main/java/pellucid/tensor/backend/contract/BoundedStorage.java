package pellucid.tensor.backend.contract;

import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Storage;
import pellucid.tensor.Tensor;

/** Values in float64, and the bounds on what float32 may have made of them. */
final class BoundedStorage extends Storage {
    final double[] values;
    final double[] bounds;

    BoundedStorage(Backend backend, DType dtype, int size) {
        super(backend, dtype, size);
        values = new double[size];
        bounds = new double[size];
    }

    static BoundedStorage of(Tensor tensor) {
        return (BoundedStorage) tensor.storage();
    }

    void set(int position, double value, double bound) {
        values[position] = value;
        bounds[position] = bound;
    }
}
