package pellucid.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * Temporary memory of one thread, as a stack: a {@link Frame} marks a height, tensors are cut off above it, and closing
 * the frame gives all of them back at once. Nothing is allocated once the stack has grown to what a pass needs.
 *
 * <p>The contents of a fresh tensor are whatever was there before.
 */
public final class Scratch {
    private static final int FIRST_CHUNK = 1 << 16;
    /** Elements between the starts of two tensors are a multiple of this: a cache line of floats. */
    private static final int ALIGNMENT = 16;

    private final Stack[] stacks = new Stack[DType.values().length];
    private int depth;

    public Scratch(Backend owner) {
        this(owner, 0);
    }

    /**
     * @param lead bytes left free at the start of each block of memory: what is missing from its first element to the next
     *     cache line
     */
    public Scratch(Backend owner, int lead) {
        for (DType dtype : DType.values()) {
            stacks[dtype.ordinal()] = new Stack(owner, dtype, lead / dtype.bytes());
        }
    }

    /** Opens a frame; close it with try-with-resources. */
    public Frame open() {
        return new Frame();
    }

    /** The memory of one frame. Frames close in the reverse order of opening. */
    public final class Frame implements AutoCloseable {
        private final int[] chunks = new int[stacks.length];
        private final int[] heights = new int[stacks.length];
        private final int level;
        private boolean closed;

        private Frame() {
            level = ++depth;
            for (int i = 0; i < stacks.length; i++) {
                chunks[i] = stacks[i].chunk;
                heights[i] = stacks[i].height;
            }
        }

        /** A tensor that lives until this frame closes; its contents are not set. */
        public Tensor tensor(DType dtype, Shape shape) {
            refuseUnlessInnermost();
            return stacks[dtype.ordinal()].push(shape);
        }

        /**
         * Gives back everything that this frame cut off so far but one tensor, which moves down to the frame's start.
         *
         * @return the moved tensor, contiguous
         */
        public Tensor keepOnly(Tensor kept) {
            refuseUnlessInnermost();
            rewind();
            Tensor moved = tensor(kept.dtype(), kept.shape());
            if (!overlap(kept, moved)) {
                kept.backend().copy(kept, moved);
            } else if (moved.offset() != kept.offset() || !kept.isContiguous()) {
                moveAside(kept, moved);
            }
            return moved;
        }

        /** Copies by way of memory that neither the source nor the target lies in. */
        private void moveAside(Tensor kept, Tensor moved) {
            try (Frame aside = open()) {
                Tensor between = aside.tensor(kept.dtype(), kept.shape());
                while (overlap(kept, between)) {
                    between = aside.tensor(kept.dtype(), kept.shape());
                }
                kept.backend().copy(kept, between);
                kept.backend().copy(between, moved);
            }
        }

        private void rewind() {
            for (int i = 0; i < stacks.length; i++) {
                stacks[i].chunk = chunks[i];
                stacks[i].height = heights[i];
            }
        }

        private void refuseUnlessInnermost() {
            if (closed || level != depth) {
                throw new IllegalStateException(
                        "a frame of scratch memory can be used only while it is the innermost: this" + " is " + level
                                + " of " + depth + (closed ? ", closed already" : ""));
            }
        }

        @Override
        public void close() {
            if (!closed) {
                refuseUnlessInnermost();
                rewind();
                depth = level - 1;
                closed = true;
            }
        }
    }

    private static boolean overlap(Tensor a, Tensor b) {
        return a.storage() == b.storage()
                && a.size() > 0
                && a.offset() <= lastPosition(b)
                && b.offset() <= lastPosition(a);
    }

    private static int lastPosition(Tensor tensor) {
        int last = tensor.offset();
        for (int axis = 0; axis < tensor.rank(); axis++) {
            last += (tensor.dim(axis) - 1) * tensor.stride(axis);
        }
        return last;
    }

    private static final class Stack {
        private final Backend owner;
        private final DType dtype;
        private final int lead;
        private final List<Storage> chunkList = new ArrayList<>();
        private int chunk;
        private int height;

        Stack(Backend owner, DType dtype, int lead) {
            this.owner = owner;
            this.dtype = dtype;
            this.lead = lead;
            this.height = lead;
        }

        Tensor push(Shape shape) {
            int wanted = Math.max(shape.size(), 1);
            while (chunk < chunkList.size()
                    && height + (long) wanted > chunkList.get(chunk).size()) {
                chunk++;
                height = lead;
            }
            if (chunk == chunkList.size()) {
                int last =
                        chunk == 0 ? FIRST_CHUNK / 2 : chunkList.get(chunk - 1).size();
                int size = (int) Math.min(Math.max((long) lead + wanted, 2L * last), Integer.MAX_VALUE - 8);
                chunkList.add(owner.allocate(dtype, size));
                height = lead;
            }
            Tensor tensor = Tensor.over(chunkList.get(chunk), shape, height);
            height += Math.min((wanted + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT, Integer.MAX_VALUE - 64 - height);
            return tensor;
        }
    }
}
