package pellucid.tensor.backend.reference;

import java.util.Objects;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Operands;
import pellucid.tensor.Scratch;
import pellucid.tensor.Storage;
import pellucid.tensor.Tensor;

/** The part of every CPU backend that makes, fills and copies tensors in Java arrays. */
abstract class ArrayMemory implements Backend {
    private final ThreadLocal<Scratch> scratch = new ThreadLocal<>();

    @Override
    public Storage allocate(Backend owner, DType dtype, int size) {
        return CpuStorage.allocate(owner, dtype, size);
    }

    @Override
    public Storage adopt(Backend owner, float[] values) {
        return new CpuStorage.Floats(owner, values);
    }

    @Override
    public Scratch scratch() {
        Scratch own = scratch.get();
        if (own == null) {
            own = new Scratch(this, CpuStorage.BYTES_TO_NEXT_LINE);
            scratch.set(own);
        }
        return own;
    }

    @Override
    public void read(Tensor source, float[] target, int offset) {
        CpuStorage from = CpuStorage.of(source);
        if (from instanceof CpuStorage.Floats && source.isContiguous()) {
            System.arraycopy(CpuStorage.floats(source), source.offset(), target, offset, source.size());
            return;
        }
        int[] next = {offset};
        Walk.over(source, (a, b, c) -> target[next[0]++] = (float) from.get(a));
    }

    @Override
    public void read(Tensor source, double[] target, int offset) {
        CpuStorage from = CpuStorage.of(source);
        int[] next = {offset};
        Walk.over(source, (a, b, c) -> target[next[0]++] = from.get(a));
    }

    @Override
    public void read(Tensor source, int[] target, int offset) {
        int[] from = CpuStorage.ints(source);
        int[] next = {offset};
        Walk.over(source, (a, b, c) -> target[next[0]++] = from[a]);
    }

    @Override
    public void write(float[] source, int offset, Tensor target) {
        CpuStorage to = CpuStorage.of(target);
        if (to instanceof CpuStorage.Floats && target.isContiguous()) {
            Objects.checkFromIndexSize(offset, target.size(), source.length);
            System.arraycopy(source, offset, CpuStorage.floats(target), target.offset(), target.size());
        } else {
            int[] next = {offset};
            Walk.over(target, (a, b, c) -> to.set(a, source[next[0]++]));
        }
        to.touch();
    }

    @Override
    public void write(double[] source, int offset, Tensor target) {
        CpuStorage to = CpuStorage.of(target);
        int[] next = {offset};
        Walk.over(target, (a, b, c) -> to.set(a, source[next[0]++]));
        to.touch();
    }

    @Override
    public void write(int[] source, int offset, Tensor target) {
        int[] to = CpuStorage.ints(target);
        int[] next = {offset};
        Walk.over(target, (a, b, c) -> to[a] = source[next[0]++]);
        target.storage().touch();
    }

    @Override
    public void copy(Tensor source, Tensor target) {
        together("copy", source, target);
        Tensor from = source.broadcastTo(target.shape());
        if (source.dtype() == DType.FLOAT32
                && target.dtype() == DType.FLOAT32
                && from.isContiguous()
                && target.isContiguous()) {
            System.arraycopy(
                    CpuStorage.floats(from), from.offset(), CpuStorage.floats(target), target.offset(), target.size());
        } else {
            CpuStorage in = CpuStorage.of(from);
            CpuStorage to = CpuStorage.of(target);
            Walk.over(from, target, (a, b, c) -> to.set(b, in.get(a)));
        }
        target.storage().touch();
    }

    @Override
    public void fill(Tensor target, double value) {
        CpuStorage to = CpuStorage.of(target);
        Walk.over(target, (a, b, c) -> to.set(a, value));
        to.touch();
    }

    /** Refuses operands of two backends. */
    protected static void together(String operation, Tensor a, Tensor b) {
        Operands.together(operation, a, b);
    }

    /** Refuses operands of two shapes or two backends. */
    protected static void sameShape(String operation, Tensor a, Tensor out) {
        Operands.sameShape(operation, a, out);
    }
}
