package pellucid.tensor.backend.contract;

import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/** The ways in which a tensor can lie in a larger one: which base it is cut from, and how. */
enum Layout {
    /** A storage of its own, to the last element. */
    OWN {
        @Override
        Shape base(Shape shape) {
            return shape;
        }

        @Override
        Tensor view(Tensor base, Shape shape) {
            return base;
        }
    },
    /** Without gaps, but with other elements before and behind. */
    INSIDE {
        @Override
        Shape base(Shape shape) {
            return Shape.of(shape.size() + 16);
        }

        @Override
        Tensor view(Tensor base, Shape shape) {
            return base.slice(0, 5, 5 + shape.size()).reshape(shape);
        }
    },
    /** Rows longer than wanted, and more of them; of three axes, the middle one is cut too. */
    GAPPED {
        @Override
        Shape base(Shape shape) {
            Shape base = shape;
            for (int axis = 0; axis < shape.rank(); axis++) {
                base = base.with(axis, base.dim(axis) + 3 + axis);
            }
            return base;
        }

        @Override
        Tensor view(Tensor base, Shape shape) {
            Tensor view = base;
            for (int axis = 0; axis < shape.rank(); axis++) {
                view = view.slice(axis, 1 + axis, 1 + axis + shape.dim(axis));
            }
            return view;
        }
    },
    /** The last two axes swapped; a vector is a column. */
    TRANSPOSED {
        @Override
        Shape base(Shape shape) {
            return switch (shape.rank()) {
                case 0 -> shape;
                case 1 -> Shape.of(shape.dim(0), 3);
                default -> shape.with(-1, shape.dim(-2)).with(-2, shape.dim(-1));
            };
        }

        @Override
        Tensor view(Tensor base, Shape shape) {
            return switch (shape.rank()) {
                case 0 -> base;
                case 1 -> base.select(1, 1);
                default -> base.transpose(-1, -2);
            };
        }
    },
    /** Every second element. */
    STEPPED {
        @Override
        Shape base(Shape shape) {
            int[] dims = java.util.Arrays.copyOf(shape.dims(), shape.rank() + 1);
            dims[shape.rank()] = 2;
            return Shape.of(dims);
        }

        @Override
        Tensor view(Tensor base, Shape shape) {
            return base.select(-1, 1);
        }
    };

    /** The shape of the tensor to cut from. */
    abstract Shape base(Shape shape);

    /** Cuts. */
    abstract Tensor view(Tensor base, Shape shape);
}
