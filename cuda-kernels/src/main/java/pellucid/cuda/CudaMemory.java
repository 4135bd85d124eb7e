package pellucid.cuda;

import static jcuda.driver.JCudaDriver.cuMemsetD8Async;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import pellucid.cuda.driver.CudaError;
import pellucid.cuda.driver.CudaStorage;
import pellucid.cuda.driver.Device;
import pellucid.cuda.driver.DeviceMemory;
import pellucid.cuda.driver.Staging;
import pellucid.cuda.launch.Grid;
import pellucid.cuda.launch.Kernels;
import pellucid.cuda.launch.Walk;
import pellucid.tensor.Backend;
import pellucid.tensor.BackendException;
import pellucid.tensor.DType;
import pellucid.tensor.Operands;
import pellucid.tensor.Scratch;
import pellucid.tensor.Segments;
import pellucid.tensor.Shape;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Storage;
import pellucid.tensor.Tensor;

/** The part of the CUDA backend that makes, fills and copies tensors, and what all its other parts launch kernels with. */
abstract class CudaMemory implements Backend {
    /** Threads of a block where nothing asks for another number. */
    protected static final int BLOCK = 256;
    /** Elements that each thread of a walking kernel works on. */
    protected static final int PER_THREAD = 4;

    protected final Device device;
    private final DeviceMemory memory;
    private final Staging staging;
    private final Kernels kernels;
    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(() -> new Scratch(this));
    private final Map<Segments, Tensor> offsets = new WeakHashMap<>();

    CudaMemory(Device device) {
        this.device = device;
        memory = new DeviceMemory(device);
        staging = new Staging(device);
        kernels = new Kernels(device);
    }

    @Override
    public Storage allocate(Backend owner, DType dtype, int size) {
        if (dtype == DType.FLOAT64) {
            throw new ShapeException("the cuda backend computes in float32; float64 is the reference backend's:"
                    + " ask for that with -Dpellucid.backend=reference");
        }
        return zeros(owner, dtype, size);
    }

    private CudaStorage zeros(Backend owner, DType dtype, int size) {
        CudaStorage storage = new CudaStorage(owner, memory, dtype, size);
        device.enter();
        CudaError.check(
                cuMemsetD8Async(
                        storage.pointer(0),
                        (byte) 0,
                        (long) Math.max(size, 1) * CudaStorage.bytes(dtype),
                        device.stream()),
                "filling new memory with zeros");
        return storage;
    }

    @Override
    public Storage adopt(Backend owner, float[] values) {
        CudaStorage storage = new CudaStorage(owner, memory, DType.FLOAT32, values.length);
        send(values, 0, values.length, storage, 0);
        return storage;
    }

    @Override
    public Scratch scratch() {
        return scratch.get();
    }

    @Override
    public void read(Tensor source, float[] target, int offset) {
        Objects.checkFromIndexSize(offset, source.size(), target.length);
        if (source.dtype() == DType.INT32) {
            int[] numbers = source.toInts();
            for (int i = 0; i < numbers.length; i++) {
                target[offset + i] = numbers[i];
            }
            return;
        }
        try (Scratch.Frame frame = scratch().open()) {
            Tensor dense = dense(frame, source);
            fetch(dense, (piece, from, count) -> piece.asFloatBuffer().get(target, offset + from, count));
        }
    }

    @Override
    public void read(Tensor source, double[] target, int offset) {
        Objects.checkFromIndexSize(offset, source.size(), target.length);
        if (source.dtype() == DType.FLOAT64) {
            fetch(source, (piece, from, count) -> piece.asDoubleBuffer().get(target, offset + from, count));
            return;
        }
        float[] values = new float[source.size()];
        read(source, values, 0);
        for (int i = 0; i < values.length; i++) {
            target[offset + i] = values[i];
        }
    }

    @Override
    public void read(Tensor source, int[] target, int offset) {
        Objects.checkFromIndexSize(offset, source.size(), target.length);
        refuseUnlessInts(source);
        int[] known = CudaStorage.of(source).remembered();
        if (known != null && source.rank() == 1) {
            for (int i = 0; i < source.size(); i++) {
                target[offset + i] = known[source.offset() + i * source.stride(0)];
            }
            return;
        }
        try (Scratch.Frame frame = scratch().open()) {
            Tensor dense = dense(frame, source);
            fetch(dense, (piece, from, count) -> piece.asIntBuffer().get(target, offset + from, count));
        }
    }

    private void fetch(Tensor dense, Staging.Mover mover) {
        if (dense.size() > 0) {
            staging.fetch(CudaStorage.pointer(dense), dense.size(), CudaStorage.bytes(dense.dtype()), mover);
        }
    }

    @Override
    public void write(float[] source, int offset, Tensor target) {
        Objects.checkFromIndexSize(offset, target.size(), source.length);
        if (target.dtype() == DType.INT32) {
            int[] numbers = new int[target.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (int) source[offset + i];
            }
            write(numbers, 0, target);
            return;
        }
        try (Scratch.Frame frame = scratch().open()) {
            Tensor dense = denseOutput(frame, target);
            send(source, offset, target.size(), CudaStorage.of(dense), dense.offset());
            settle(dense, target);
        }
    }

    @Override
    public void write(double[] source, int offset, Tensor target) {
        Objects.checkFromIndexSize(offset, target.size(), source.length);
        float[] values = new float[target.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) source[offset + i];
        }
        write(values, 0, target);
    }

    @Override
    public void write(int[] source, int offset, Tensor target) {
        Objects.checkFromIndexSize(offset, target.size(), source.length);
        refuseUnlessInts(target);
        try (Scratch.Frame frame = scratch().open()) {
            Tensor dense = denseOutput(frame, target);
            if (target.size() > 0) {
                staging.send(
                        target.size(),
                        Integer.BYTES,
                        CudaStorage.pointer(dense),
                        (piece, from, count) -> piece.asIntBuffer().put(source, offset + from, count));
            }
            settle(dense, target);
            if (dense == target) {
                CudaStorage.of(target)
                        .remember(Arrays.copyOfRange(source, offset, offset + target.size()), target.offset());
            }
        }
    }

    private static void refuseUnlessInts(Tensor tensor) {
        if (tensor.dtype() != DType.INT32) {
            throw new BackendException(tensor + " is given where int32 is wanted; convert it first with copy");
        }
    }

    private void send(float[] source, int offset, int count, CudaStorage target, int at) {
        if (count > 0) {
            staging.send(
                    count,
                    Float.BYTES,
                    target.pointer(at),
                    (ByteBuffer piece, int from, int some) ->
                            piece.asFloatBuffer().put(source, offset + from, some));
        }
    }

    @Override
    public void copy(Tensor source, Tensor target) {
        Operands.together("copy", source, target);
        Tensor from = source.broadcastTo(target.shape());
        if (target.size() > 0) {
            Walk walk = Walk.over(target.shape(), from, target);
            launch(
                    copyKernel(source, target),
                    Grid.linear(walk.size(), BLOCK, PER_THREAD),
                    from,
                    target,
                    walk,
                    walk.size());
        }
        if (target.dtype() == DType.INT32) {
            CudaStorage.of(target).forgetRange();
        }
        target.storage().touch();
    }

    private static String copyKernel(Tensor source, Tensor target) {
        if (source.dtype() == DType.INT32) {
            return target.dtype() == DType.INT32 ? "copy_int" : "copy_int_to_float";
        }
        return target.dtype() == DType.INT32 ? "copy_float_to_int" : "copy_float";
    }

    @Override
    public void fill(Tensor target, double value) {
        if (target.size() > 0) {
            Walk walk = Walk.over(target.shape(), target);
            Grid grid = Grid.linear(walk.size(), BLOCK, PER_THREAD);
            if (target.dtype() == DType.INT32) {
                launch("fill_int", grid, target, (int) value, walk, walk.size());
                CudaStorage.of(target).widenRange((int) value, (int) value);
            } else {
                launch("fill_float", grid, target, (float) value, walk, walk.size());
            }
        }
        target.storage().touch();
    }

    @Override
    public void synchronize() {
        device.synchronize();
    }

    /** Queues a kernel; see {@link pellucid.cuda.launch.Kernel#launch}. */
    protected final void launch(String kernel, Grid grid, Object... arguments) {
        kernels.get(kernel).launch(grid, arguments);
    }

    /** A tensor of float64 for sums that need it; its contents are not set. */
    protected final Tensor doubles(int... dims) {
        Shape shape = Shape.of(dims);
        return Tensor.over(new CudaStorage(this, memory, DType.FLOAT64, shape.size()), shape, 0);
    }

    /** The tensor itself if it lies without gaps, else a copy that does. */
    protected final Tensor dense(Scratch.Frame frame, Tensor tensor) {
        return tensor.isContiguous() ? tensor : copied(frame, tensor);
    }

    /** The tensor itself if kernels can step through it row by row, else a copy without gaps. */
    protected final Tensor rows(Scratch.Frame frame, Tensor tensor) {
        return tensor.hasRows() ? tensor : copied(frame, tensor);
    }

    private Tensor copied(Scratch.Frame frame, Tensor tensor) {
        Tensor dense = frame.tensor(tensor.dtype(), tensor.shape());
        copy(tensor, dense);
        return dense;
    }

    /** Where a kernel that writes without gaps puts its result: the output itself or scratch memory; null stays null. */
    protected final Tensor denseOutput(Scratch.Frame frame, Tensor out) {
        return out == null || out.isContiguous() ? out : frame.tensor(out.dtype(), out.shape());
    }

    /** The same for a kernel that steps from row to row. */
    protected final Tensor rowsOutput(Scratch.Frame frame, Tensor out) {
        return out == null || out.hasRows() ? out : frame.tensor(out.dtype(), out.shape());
    }

    /** Ends what {@link #denseOutput} or {@link #rowsOutput} began: the result is in the output, and known to be new. */
    protected final void settle(Tensor computed, Tensor out) {
        if (computed != out) {
            copy(computed, out);
        } else if (out != null) {
            out.storage().touch();
        }
    }

    /** The boundaries of the sequences as int32 on the device; sent there once. */
    protected final Tensor offsets(Segments segments) {
        synchronized (offsets) {
            return offsets.computeIfAbsent(segments, s -> ints(s.offsets()));
        }
    }

    @Override
    public void close() {
        kernels.close();
        staging.close();
        memory.close();
        device.close();
    }
}
