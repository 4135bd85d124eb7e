package pellucid.cuda;

import pellucid.cuda.driver.Device;
import pellucid.cuda.launch.Grid;
import pellucid.cuda.launch.Walk;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.Operands;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;

/** The part of the CUDA backend that works element by element; tensors of any strides are walked over as they lie. */
abstract class CudaElementwise extends CudaMemory {
    CudaElementwise(Device device) {
        super(device);
    }

    @Override
    public void unary(UnaryOp op, Tensor x, Tensor out) {
        Operands.sameShape(op.name(), x, out);
        if (out.size() > 0) {
            Walk walk = Walk.over(out.shape(), x, out);
            launch("unary", perElement(walk), op.ordinal(), x, out, walk, walk.size());
        }
        out.storage().touch();
    }

    @Override
    public void unaryBackward(UnaryOp op, Tensor x, Tensor y, Tensor dy, Tensor dx) {
        Operands.sameShape(op.name(), x, dx);
        Operands.sameShape(op.name(), y, dx);
        Operands.sameShape(op.name(), dy, dx);
        if (dx.size() > 0) {
            Walk walk = Walk.over(dx.shape(), x, y, dy, dx);
            launch("unary_backward", perElement(walk), op.ordinal(), x, y, dy, dx, walk, walk.size());
        }
        dx.storage().touch();
    }

    @Override
    public void binary(BinaryOp op, Tensor a, Tensor b, Tensor out) {
        Operands.binary(op.name(), a, b, out);
        if (out.size() > 0) {
            Walk walk = Walk.over(out.shape(), a, b, out);
            launch("binary", perElement(walk), op.ordinal(), a, b, out, walk, walk.size());
        }
        out.storage().touch();
    }

    @Override
    public void affine(Tensor x, double scale, double shift, Tensor out) {
        Operands.sameShape("affine", x, out);
        if (out.size() > 0) {
            Walk walk = Walk.over(out.shape(), x, out);
            launch("affine", perElement(walk), x, scale, shift, out, walk, walk.size());
        }
        out.storage().touch();
    }

    @Override
    public void addScaled(double alpha, Tensor x, Tensor y) {
        Operands.binary("addScaled", y, x, y);
        if (y.size() > 0) {
            Walk walk = Walk.over(y.shape(), x, y);
            launch("add_scaled", perElement(walk), alpha, x, y, walk, walk.size());
        }
        y.storage().touch();
    }

    @Override
    public void where(Tensor condition, Tensor a, Tensor b, Tensor out) {
        Operands.where(condition, a, b, out);
        if (out.size() > 0) {
            Walk walk = Walk.over(out.shape(), condition, a, b, out);
            launch("where", perElement(walk), condition, a, b, out, walk, walk.size());
        }
        out.storage().touch();
    }

    private static Grid perElement(Walk walk) {
        return Grid.linear(walk.size(), BLOCK, PER_THREAD);
    }
}
