// Rows of tables: gathering them, adding to them, and BERT's input layer.
//
// Tables are [n, width] with rows `table_stride` apart; ids step by `ids_stride`. That every id is a row of its table
// is checked before the launch. All of this only moves memory: 4 bytes read and 4 written for each number, no
// arithmetic worth counting. What decides is that neighbouring threads touch neighbouring addresses.
#include "pellucid.cuh"

// ---------------------------------------------------------------------------------------------------------------------
// out[i] = table[ids[i]]
// ---------------------------------------------------------------------------------------------------------------------

// Step 1: a thread for each number of the result. Neighbours read neighbours, so the memory is used well, but every
// thread divides by the width and loads the same id as its neighbours do.
extern "C" __global__ void gather_rows_1_thread_per_element(
        const float* __restrict__ table,
        int table_stride,
        const int* __restrict__ ids,
        int ids_stride,
        int count,
        int width,
        float* __restrict__ out,
        int out_stride) {
    long long i = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= (long long) count * width) {
        return;
    }
    int row = (int) (i / width);
    int column = (int) (i - (long long) row * width);
    long long id = ids[(long long) row * ids_stride];
    out[(long long) row * out_stride + column] = table[id * table_stride + column];
}

// Step 2: a warp for each row: one id, no division. Four loads of a thread are on their way at once. The backend uses
// this one. Blocks of whole warps.
extern "C" __global__ void gather_rows_2_warp_per_row(
        const float* __restrict__ table,
        int table_stride,
        const int* __restrict__ ids,
        int ids_stride,
        int count,
        int width,
        float* __restrict__ out,
        int out_stride) {
    int row = blockIdx.x * (blockDim.x / WARP_SIZE) + threadIdx.x / WARP_SIZE;
    if (row >= count) {
        return;
    }
    const float* from = table + (long long) ids[(long long) row * ids_stride] * table_stride;
    float* to = out + (long long) row * out_stride;
#pragma unroll 4
    for (int column = threadIdx.x % WARP_SIZE; column < width; column += WARP_SIZE) {
        to[column] = from[column];
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// BERT's input layer: out[t] = layerNorm(words[ids[t]] + types[type_ids[t]] + positions[position_ids[t]])
//
// Step 1 is the composition of three gathers, two sums and a layer norm: it writes and reads the sum five times, some
// 40 bytes a number. Step 2, here: one pass. A block takes a token and keeps the row's sum in shared memory (`width`
// floats, dynamic) while mean, variance and result are worked out: 12 bytes read, 4 written (and 4 for `normalized`).
// The order of the sum is the contract's: words, types, positions. Two passes for the variance: mean first, then the
// squares of what is left, as the one-pass formula would cancel.
//
// Blocks of whole warps, one for each token. normalized and rstd may be null.
// ---------------------------------------------------------------------------------------------------------------------
extern "C" __global__ void embedding_layer_norm_2_one_pass(
        const float* __restrict__ words,
        int words_stride,
        const float* __restrict__ types,
        int types_stride,
        const float* __restrict__ positions,
        int positions_stride,
        const int* __restrict__ ids,
        int ids_stride,
        const int* __restrict__ type_ids,
        int type_ids_stride,
        const int* __restrict__ position_ids,
        int position_ids_stride,
        const float* __restrict__ gamma,
        const float* __restrict__ beta,
        float epsilon,
        int width,
        float* __restrict__ normalized,
        int normalized_stride,
        float* __restrict__ rstd,
        float* __restrict__ out,
        int out_stride) {
    DYN_SHARED(float, row);
    long long token = blockIdx.x;
    const float* word = words + (long long) ids[token * ids_stride] * words_stride;
    const float* type = types + (long long) type_ids[token * type_ids_stride] * types_stride;
    const float* position = positions + (long long) position_ids[token * position_ids_stride] * positions_stride;
    // A thread meets only its own columns again, so the row needs no barrier.
    float sum = 0.0f;
    for (int column = threadIdx.x; column < width; column += blockDim.x) {
        row[column] = word[column] + type[column] + position[column];
        sum += row[column];
    }
    float mean = block_sum(sum) / width;
    float squares = 0.0f;
    for (int column = threadIdx.x; column < width; column += blockDim.x) {
        float centred = row[column] - mean;
        squares = fmaf(centred, centred, squares);
    }
    float scale = 1.0f / sqrtf(block_sum(squares) / width + epsilon);
    for (int column = threadIdx.x; column < width; column += blockDim.x) {
        float value = (row[column] - mean) * scale;
        if (normalized != nullptr) {
            normalized[token * normalized_stride + column] = value;
        }
        out[token * out_stride + column] = fmaf(gamma[column], value, beta[column]);
    }
    if (rstd != nullptr && threadIdx.x == 0) {
        rstd[token] = scale;
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// table[ids[i]] += rows[i]: the gradient of a gather. Several i may name one row of the table.
// ---------------------------------------------------------------------------------------------------------------------

// Step 1: a thread for each number, added atomically. Right, and fast where ids rarely repeat, but the additions to one
// number happen in whatever order the hardware serves them: two runs differ in the last bits. The backend does not use
// it.
extern "C" __global__ void scatter_add_rows_1_atomic(
        const float* __restrict__ rows,
        int rows_stride,
        const int* __restrict__ ids,
        int ids_stride,
        int count,
        int width,
        float* __restrict__ table,
        int table_stride) {
    long long i = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= (long long) count * width) {
        return;
    }
    int row = (int) (i / width);
    int column = (int) (i - (long long) row * width);
    long long id = ids[(long long) row * ids_stride];
    atomicAdd(&table[id * table_stride + column], rows[(long long) row * rows_stride + column]);
}

// Step 2: every row of the table that is met has one owner, the block of the i that names it first, and that block adds
// all that belongs there in the order of i: the bits of a plain loop, in every run. The price is that each block looks
// through the ids: `count` blocks times up to `count` ids, from the cache, at 4 bytes each; for the 8,192 tokens of a
// training batch that is less than reading the rows themselves.
//
// A round looks at as many ids as there are threads; each warp that finds some notes them as the bits of one word, and
// then all threads walk through the words in order, each adding its own columns. Grid: x counts the ids, y the runs of
// blockDim.x columns. Blocks of whole warps.
extern "C" __global__ void scatter_add_rows_2_first_owns(
        const float* __restrict__ rows,
        int rows_stride,
        const int* __restrict__ ids,
        int ids_stride,
        int count,
        int width,
        float* __restrict__ table,
        int table_stride) {
    __shared__ unsigned found[WARP_SIZE];
    int first = blockIdx.x;
    int id = ids[(long long) first * ids_stride];
    int threads = blockDim.x;
    int warps = threads / WARP_SIZE;
    int warp = threadIdx.x / WARP_SIZE;
    int lane = threadIdx.x % WARP_SIZE;
    for (int base = 0; base < first; base += threads) {
        int i = base + threadIdx.x;
        unsigned same = __ballot_sync(ALL_LANES, i < first && ids[(long long) i * ids_stride] == id);
        if (lane == 0) {
            found[warp] = same;
        }
        __syncthreads();
        unsigned any = 0;
        for (int w = 0; w < warps; w++) {
            any |= found[w];
        }
        if (any != 0) {
            return;
        }
        __syncthreads();
    }
    int column = blockIdx.y * threads + threadIdx.x;
    float* own = table + (long long) id * table_stride + column;
    float sum = column < width ? *own : 0.0f;
    for (int base = first; base < count; base += threads) {
        int i = base + threadIdx.x;
        unsigned same = __ballot_sync(ALL_LANES, i < count && ids[(long long) i * ids_stride] == id);
        if (lane == 0) {
            found[warp] = same;
        }
        __syncthreads();
        for (int w = 0; w < warps; w++) {
            const float* row = rows + (long long) (base + w * WARP_SIZE) * rows_stride + column;
            unsigned left = found[w];
            if (column >= width) {
                left = 0;
            }
            if (left == ALL_LANES) {
                // All of one id, as token types are: the loads do not wait for the additions.
#pragma unroll 8
                for (int k = 0; k < WARP_SIZE; k++) {
                    sum += row[(long long) k * rows_stride];
                }
                left = 0;
            }
            while (left != 0) {
                int k = __ffs(left) - 1;
                sum += row[(long long) k * rows_stride];
                left &= left - 1;
            }
        }
        __syncthreads();
    }
    if (column < width) {
        *own = sum;
    }
}
