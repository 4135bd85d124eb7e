// The place of the largest number, and the k largest of each row.
//
// What is compared is memory's again: 4 bytes and a comparison for each number. Comparing (value, place) pairs makes the
// answer one and only, whatever the order in which threads meet: the larger value first, the smaller place first on ties.
#include "pellucid.cuh"
#include "rows.cuh"

// ---------------------------------------------------------------------------------------------------------------------
// The order.
// ---------------------------------------------------------------------------------------------------------------------

// Whether (value, place) stands before (other, other_place): larger first, the smaller place first on ties; NaN stands
// behind all numbers.
__device__ __forceinline__ bool stands_before(float value, int place, float other, int other_place) {
    if (is_nan(value) || is_nan(other)) {
        return is_nan(value) == is_nan(other) ? place < other_place : is_nan(other);
    }
    return value > other || (value == other && place < other_place);
}

// Finds, of those candidates of the warp's lanes that are there (place >= 0), the one that stands first. All lanes get it.
__device__ __forceinline__ void first_of_warp(float& value, int& place) {
    for (int offset = WARP_SIZE / 2; offset > 0; offset /= 2) {
        float other = __shfl_xor_sync(ALL_LANES, value, offset);
        int other_place = __shfl_xor_sync(ALL_LANES, place, offset);
        if (other_place >= 0 && (place < 0 || stands_before(other, other_place, value, place))) {
            value = other;
            place = other_place;
        }
    }
}

// The same for the block's threads.
__device__ __forceinline__ void first_of_block(float& value, int& place) {
    __shared__ float value_of[WARP_SIZE];
    __shared__ int place_of[WARP_SIZE];
    first_of_warp(value, place);
    __syncthreads();
    if (threadIdx.x % WARP_SIZE == 0) {
        value_of[threadIdx.x / WARP_SIZE] = value;
        place_of[threadIdx.x / WARP_SIZE] = place;
    }
    __syncthreads();
    value = value_of[0];
    place = place_of[0];
    int warps = blockDim.x / WARP_SIZE;
    for (int warp = 1; warp < warps; warp++) {
        float other = value_of[warp];
        int other_place = place_of[warp];
        if (other_place >= 0 && (place < 0 || stands_before(other, other_place, value, place))) {
            value = other;
            place = other_place;
        }
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// The place of the largest.
// ---------------------------------------------------------------------------------------------------------------------

// out[o, c] = the first l at which x[o, l, c] is largest. A NaN is larger than nothing, and nothing is larger than a NaN
// that stands first: the loop `if (x[i] > x[best]) best = i`, which is what this is for each column.
// Moves 4 bytes and 1 comparison a number. Grid: one thread a column, outer · inner of them. Any strides.
extern "C" __global__ void arg_max_columns(
        const float* __restrict__ x,
        int* __restrict__ out,
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
    float largest = own[0];
    int best = 0;
    for (int i = 1; i < length; i++) {
        float value = own[(long long) i * length_stride];
        if (value > largest) {
            largest = value;
            best = i;
        }
    }
    out[column] = best;
}

// The first largest of a row, a NaN counting as -infinity: this thread's share of it. place is -1 where there is none.
template <typename Row>
__device__ __forceinline__ void largest_of_share(const float* row, int length, float& largest, int& place) {
    largest = -infinity();
    place = -1;
    for (int i = Row::first(); i < length; i += Row::step()) {
        float value = is_nan(row[i]) ? -infinity() : row[i];
        if (value > largest || place < 0) {
            largest = value;
            place = i;
        }
    }
}

// The same for rows, a warp each: every lane finds the first largest of its own numbers, then pairs of lanes compare. Only
// in place 0 does a NaN count as one: there it is what the loop keeps.
// Moves 4 bytes and 1 comparison a number. Grid: 32 threads a row.
extern "C" __global__ void arg_max_rows(
        const float* __restrict__ x, int* __restrict__ out, int rows, int length, int stride) {
    int row = WarpRow::row();
    if (row >= rows) {
        return;
    }
    const float* own = x + (long long) row * stride;
    float largest;
    int best;
    largest_of_share<WarpRow>(own, length, largest, best);
    first_of_warp(largest, best);
    if (WarpRow::first() == 0) {
        out[row] = is_nan(own[0]) ? 0 : best;
    }
}

// The same for rows of more than 1024 numbers. Grid: a block of a multiple of 32 threads a row.
extern "C" __global__ void arg_max_rows_block(
        const float* __restrict__ x, int* __restrict__ out, int rows, int length, int stride) {
    int row = BlockRow::row();
    if (row >= rows) {
        return;
    }
    const float* own = x + (long long) row * stride;
    float largest;
    int best;
    largest_of_share<BlockRow>(own, length, largest, best);
    first_of_block(largest, best);
    if (BlockRow::first() == 0) {
        out[row] = is_nan(own[0]) ? 0 : best;
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// The k largest of each row.
// ---------------------------------------------------------------------------------------------------------------------

// A block a row, in k rounds: each round finds the one that stands first among all that stand behind the last one found.
// Reads the row k times, from the second time on out of the cache: right for the few best of many.
// Moves 4 · n bytes a row from memory and 4 · n · k from the cache. Grid: a block of a multiple of 32 threads a row.
extern "C" __global__ void top_k_1_rounds(
        const float* __restrict__ x,
        float* __restrict__ values,
        int* __restrict__ indices,
        int n,
        int k,
        int stride,
        int values_stride,
        int indices_stride) {
    const float* own = x + (long long) blockIdx.x * stride;
    float* values_out = values + (long long) blockIdx.x * values_stride;
    int* indices_out = indices + (long long) blockIdx.x * indices_stride;
    float last = 0.0f;
    int last_place = -1;
    for (int rank = 0; rank < k; rank++) {
        float best = 0.0f;
        int best_place = -1;
        for (int i = threadIdx.x; i < n; i += blockDim.x) {
            float value = own[i];
            bool left = last_place < 0 || stands_before(last, last_place, value, i);
            if (left && (best_place < 0 || stands_before(value, i, best, best_place))) {
                best = value;
                best_place = i;
            }
        }
        first_of_block(best, best_place);
        if (threadIdx.x == 0) {
            values_out[rank] = best;
            indices_out[rank] = best_place;
        }
        last = best;
        last_place = best_place;
    }
}

// A block a row again, but each thread remembers its own best: after a round, only the thread that held the winner looks
// for its next one, through its own share of the row. The row is read once by all, and once more by one thread a round.
// This is what the backend uses.
// Moves 4 · n bytes a row from memory and 4 · n · k / blockDim.x from the cache. Grid: as above.
extern "C" __global__ void top_k_2_own_best(
        const float* __restrict__ x,
        float* __restrict__ values,
        int* __restrict__ indices,
        int n,
        int k,
        int stride,
        int values_stride,
        int indices_stride) {
    const float* own = x + (long long) blockIdx.x * stride;
    float* values_out = values + (long long) blockIdx.x * values_stride;
    int* indices_out = indices + (long long) blockIdx.x * indices_stride;
    float best = 0.0f;
    int best_place = -1;
    for (int i = threadIdx.x; i < n; i += blockDim.x) {
        if (best_place < 0 || stands_before(own[i], i, best, best_place)) {
            best = own[i];
            best_place = i;
        }
    }
    for (int rank = 0; rank < k; rank++) {
        float winner = best;
        int winner_place = best_place;
        first_of_block(winner, winner_place);
        if (threadIdx.x == 0) {
            values_out[rank] = winner;
            indices_out[rank] = winner_place;
        }
        if (best_place == winner_place) {
            best_place = -1;
            for (int i = threadIdx.x; i < n; i += blockDim.x) {
                float value = own[i];
                bool left = stands_before(winner, winner_place, value, i);
                if (left && (best_place < 0 || stands_before(value, i, best, best_place))) {
                    best = value;
                    best_place = i;
                }
            }
        }
    }
}
