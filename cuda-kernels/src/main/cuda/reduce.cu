// Many numbers brought down to few: sums, means, extremes, norms.
//
// All of these read each number once and do one FLOP with it: memory limits them, 4 bytes a number, as long as there are
// threads enough to ask for it. A tensor is seen as [outer, length, inner], with a stride for each; length is reduced.
// There are two ways to share the work, by where the numbers of one sum lie:
//
//   rows      length has stride 1: the numbers of a sum are neighbours; a warp or a block works on one sum together
//   columns   inner has stride 1: neighbouring sums lie beside each other; neighbouring threads work on neighbouring sums
//
// Every sum has one order, given by its length alone: a result does not depend on what else is in the tensor, nor on the
// grid. (An atomicAdd would be shorter, and give other bits on each run.) What a sum of floats in k partial sums gains
// beside: its error grows with length / k instead of length.
#include "pellucid.cuh"
#include "rows.cuh"

// The ordinals of pellucid.tensor.ReduceOp.
constexpr int REDUCE_SUM = 0;
constexpr int REDUCE_MEAN = 1;
constexpr int REDUCE_MAX = 2;
constexpr int REDUCE_MIN = 3;

__device__ __forceinline__ float reduction_start(int op) {
    switch (op) {
        case REDUCE_MAX:
            return -infinity();
        case REDUCE_MIN:
            return infinity();
        case REDUCE_SUM:
        case REDUCE_MEAN:
        default:
            return 0.0f;
    }
}

__device__ __forceinline__ float combined(int op, float a, float b) {
    return op == REDUCE_MAX ? max_with_nan(a, b) : op == REDUCE_MIN ? min_with_nan(a, b) : a + b;
}

__device__ __forceinline__ float finished(int op, float value, int length) {
    return op == REDUCE_MEAN ? value / (float) length : value;
}

// What all threads that share a row have found, brought together.
template <typename Row>
__device__ __forceinline__ float together(int op, float value) {
    return op == REDUCE_MAX ? Row::max(value) : op == REDUCE_MIN ? -Row::max(-value) : Row::sum(value);
}

// ---------------------------------------------------------------------------------------------------------------------
// Rows: out[r] = op over x[r * stride + 0 … length - 1].
// ---------------------------------------------------------------------------------------------------------------------

// A thread a row: the loop of the CPU. Neighbouring threads read numbers that are `stride` apart, so each of a warp's 32
// loads of 4 bytes fetches a sector of 32 bytes: up to 8 times the bytes that are needed, where the rest of the sector is
// gone from the cache before the loop comes to it. And few rows mean few threads. Step 2 gives a row to a warp.
// Needs 4 bytes and 1 FLOP a number. Grid: one thread a row.
extern "C" __global__ void reduce_rows_1_thread_per_row(
        int op, const float* __restrict__ x, float* __restrict__ out, int rows, int length, int stride) {
    int row = blockIdx.x * blockDim.x + threadIdx.x;
    if (row >= rows) {
        return;
    }
    const float* own = x + (long long) row * stride;
    float value = reduction_start(op);
    for (int i = 0; i < length; i++) {
        value = combined(op, value, own[i]);
    }
    out[row] = finished(op, value, length);
}

// All the threads of one row: each goes through every step-th number, then all are brought together.
template <typename Row>
__device__ __forceinline__ void reduce_row(
        int op, const float* __restrict__ x, float* __restrict__ out, int rows, int length, int stride) {
    int row = Row::row();
    if (row >= rows) {
        return;
    }
    const float* own = x + (long long) row * stride;
    float value = reduction_start(op);
    for (int i = Row::first(); i < length; i += Row::step()) {
        value = combined(op, value, own[i]);
    }
    value = together<Row>(op, value);
    if (Row::first() == 0) {
        out[row] = finished(op, value, length);
    }
}

// A warp a row: 32 neighbours are one line of 128 bytes, and the 32 partial results meet in 5 shuffles, without shared
// memory and without a barrier. This is what the backend uses for rows of up to 1024 numbers. A long row alone keeps one
// warp busy and all the others waiting: step 3.
// Moves 4 bytes and 1 FLOP a number. Grid: 32 threads a row.
extern "C" __global__ void reduce_rows_2_warp_per_row(
        int op, const float* __restrict__ x, float* __restrict__ out, int rows, int length, int stride) {
    reduce_row<WarpRow>(op, x, out, rows, length, stride);
}

// A block a row, for the long ones; two barriers at its end.
// Moves 4 bytes and 1 FLOP a number. Grid: a block of a multiple of 32 threads a row, always of the same size, for the
// order of the sum depends on it.
extern "C" __global__ void reduce_rows_3_block_per_row(
        int op, const float* __restrict__ x, float* __restrict__ out, int rows, int length, int stride) {
    reduce_row<BlockRow>(op, x, out, rows, length, stride);
}

// ---------------------------------------------------------------------------------------------------------------------
// Columns: out[o, c] = op over l of x[o * outer_stride + l * length_stride + c * inner_stride].
// ---------------------------------------------------------------------------------------------------------------------

// A thread a column: neighbouring threads read neighbouring numbers, so the loads are as good as can be; but a tensor of
// [4096, 384] has only 384 threads to ask for its 6 MB. Step 2 lets more rows go on at a time.
// Moves 4 bytes and 1 FLOP a number. Grid: one thread a column, outer · inner of them. Any strides.
extern "C" __global__ void reduce_columns_1_thread_per_column(
        int op,
        const float* __restrict__ x,
        float* __restrict__ out,
        int outer,
        int length,
        int inner,
        int outer_stride,
        int length_stride,
        int inner_stride) {
    int column = blockIdx.x * blockDim.x + threadIdx.x;
    if (column >= outer * inner) {
        return;
    }
    const float* own = x + (long long) (column / inner) * outer_stride + (long long) (column % inner) * inner_stride;
    float value = reduction_start(op);
    for (int i = 0; i < length; i++) {
        value = combined(op, value, own[(long long) i * length_stride]);
    }
    out[column] = finished(op, value, length);
}

constexpr int TILE_COLUMNS = 32;
constexpr int TILE_ROWS = 8;

// A tile of 32 columns and 8 rows a block, over `chunk` numbers of the length: warp w takes the numbers w, w + 8, …, all
// 32 lanes neighbours; then the 8 partial results of each column meet in shared memory, in the order of the warps. A
// length of more than one chunk leaves partial results [chunks, outer * inner], which a second launch of the same kernel
// reduces; only where it finishes is the mean divided, by `divisor`, the whole length. The chunk is the same whatever the
// sizes are, so a column's order depends on its length alone. This is what the backend uses.
// Moves 4 bytes and 1 FLOP a number, and the partial results: one in `chunk` of that, written and read.
// Grid: x over tiles of 32 columns, y over outer (or fewer, which take turns), z over chunks; blocks of 32 · 8 threads in
// one dimension. Any strides.
extern "C" __global__ void reduce_columns_2_tile(
        int op,
        const float* __restrict__ x,
        float* __restrict__ out,
        int outer,
        int length,
        int inner,
        int outer_stride,
        int length_stride,
        int inner_stride,
        int chunk,
        int divisor) {
    __shared__ float tile[TILE_ROWS][TILE_COLUMNS];
    int lane = threadIdx.x % TILE_COLUMNS;
    int warp = threadIdx.x / TILE_COLUMNS;
    int column = blockIdx.x * TILE_COLUMNS + lane;
    long long chunk_start = (long long) blockIdx.z * chunk;
    long long chunk_end = chunk_start + chunk < length ? chunk_start + chunk : length;
    for (int matrix = blockIdx.y; matrix < outer; matrix += gridDim.y) {
        float value = reduction_start(op);
        if (column < inner) {
            const float* own = x + (long long) matrix * outer_stride + (long long) column * inner_stride;
            for (long long i = chunk_start + warp; i < chunk_end; i += TILE_ROWS) {
                value = combined(op, value, own[i * length_stride]);
            }
        }
        tile[warp][lane] = value;
        __syncthreads();
        if (warp == 0 && column < inner) {
            for (int other = 1; other < TILE_ROWS; other++) {
                value = combined(op, value, tile[other][lane]);
            }
            long long place = ((long long) blockIdx.z * outer + matrix) * inner + column;
            out[place] = gridDim.z == 1 ? finished(op, value, divisor) : value;
        }
        __syncthreads();
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Norms and ranges of whole tensors, in two launches: a partial result a block, then one block over those.
// ---------------------------------------------------------------------------------------------------------------------

// partial[b] = Σ x² over the b-th `chunk` elements, in float64, in which the square of a float is exact. Operand 0 of the
// walk is x. Moves 4 bytes a number; 1 FLOP in float64, which is still less than the memory's time on devices that do 64
// times fewer of those. Grid: one block of 256 threads a chunk.
extern "C" __global__ void squared_norm_partial(
        const float* __restrict__ x, double* __restrict__ partial, Walk walk, int n, int chunk) {
    long long start = (long long) blockIdx.x * chunk;
    long long end = start + chunk < n ? start + chunk : n;
    bool flat = walk_is_flat<1>(walk);
    double sum = 0.0;
    for (long long i = start + threadIdx.x; i < end; i += blockDim.x) {
        double value = x[flat ? i : walk_position(walk, 0, (int) i)];
        sum += value * value;
    }
    sum = block_sum(sum);
    if (threadIdx.x == 0) {
        partial[blockIdx.x] = sum;
    }
}

// out[0] = Σ values. Grid: one block.
extern "C" __global__ void sum_doubles(const double* __restrict__ values, double* __restrict__ out, int n) {
    double sum = 0.0;
    for (int i = threadIdx.x; i < n; i += blockDim.x) {
        sum += values[i];
    }
    sum = block_sum(sum);
    if (threadIdx.x == 0) {
        out[0] = sum;
    }
}

// range[0] = the smallest, range[1] = the largest of x; operand 0 of the walk is x. For ids, of which there are few: one
// block. Moves 4 bytes a number. Grid: one block of a multiple of 32 threads.
extern "C" __global__ void int_range(const int* __restrict__ x, int* __restrict__ range, Walk walk, int n) {
    __shared__ int smallest_of[WARP_SIZE];
    __shared__ int largest_of[WARP_SIZE];
    int smallest = 2147483647;
    int largest = -2147483647 - 1;
    for (int i = threadIdx.x; i < n; i += blockDim.x) {
        int value = x[walk_position(walk, 0, i)];
        smallest = min(smallest, value);
        largest = max(largest, value);
    }
    for (int offset = WARP_SIZE / 2; offset > 0; offset /= 2) {
        smallest = min(smallest, __shfl_xor_sync(ALL_LANES, smallest, offset));
        largest = max(largest, __shfl_xor_sync(ALL_LANES, largest, offset));
    }
    if (threadIdx.x % WARP_SIZE == 0) {
        smallest_of[threadIdx.x / WARP_SIZE] = smallest;
        largest_of[threadIdx.x / WARP_SIZE] = largest;
    }
    __syncthreads();
    if (threadIdx.x == 0) {
        int warps = blockDim.x / WARP_SIZE;
        for (int warp = 1; warp < warps; warp++) {
            smallest = min(smallest, smallest_of[warp]);
            largest = max(largest, largest_of[warp]);
        }
        range[0] = smallest;
        range[1] = largest;
    }
}
