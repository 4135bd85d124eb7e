// Layer normalisation (Ba et al., 2016) of rows, alone or of the sum with a residual, forward and backward.
//
//   normalized = (x - mean) · rstd       rstd = 1 / sqrt(variance + epsilon)       out = gamma · normalized + beta
//
// The variance is the mean of (x - mean)², not E[x²] - mean²: the difference of two large numbers would lose all digits
// where the mean is large. So a row is looked at three times, and the steps below differ in where the second and third
// look go. A row of BERT's 384 numbers needs 3 KB moved and some 3000 FLOPs: 1 FLOP a byte, where an H100 could do 20.
//
// Rows have any stride; gamma, beta and rstd have no gaps. out may be the same tensor as x or as the residual.
#include "pellucid.cuh"
#include "rows.cuh"

// A thread a row, as on the CPU. Neighbouring threads read a row's length apart: each load of 4 bytes fetches 32, three
// times over, and 1000 tokens give only 1000 threads to a device that wants 100,000. Step 2 gives a row to a warp.
// Needs 8 bytes a number and 8 FLOPs; moves up to 8 times as many. Grid: one thread a row.
extern "C" __global__ void layer_norm_1_thread_per_row(
        const float* x,
        const float* __restrict__ gamma,
        const float* __restrict__ beta,
        float epsilon,
        float* out,
        int rows,
        int columns,
        int x_stride,
        int out_stride) {
    int row = blockIdx.x * blockDim.x + threadIdx.x;
    if (row >= rows) {
        return;
    }
    const float* from = x + (long long) row * x_stride;
    float* to = out + (long long) row * out_stride;
    float sum = 0.0f;
    for (int i = 0; i < columns; i++) {
        sum += from[i];
    }
    float mean = sum / (float) columns;
    float squares = 0.0f;
    for (int i = 0; i < columns; i++) {
        float centred = from[i] - mean;
        squares = fmaf(centred, centred, squares);
    }
    float scale = 1.0f / sqrtf(squares / (float) columns + epsilon);
    for (int i = 0; i < columns; i++) {
        to[i] = fmaf((from[i] - mean) * scale, gamma[i], beta[i]);
    }
}

// A warp a row: whole lines are read, and sums meet by shuffles, without a barrier. The second and third look find the row
// in the L1 cache, where all the warps' rows must have room together. Each lane moves 4 bytes with an instruction; step 3
// moves 16.
// Moves 8 bytes a number from memory, 8 from the cache. Grid: 32 threads a row.
extern "C" __global__ void layer_norm_2_warp_per_row(
        const float* x,
        const float* __restrict__ gamma,
        const float* __restrict__ beta,
        float epsilon,
        float* out,
        int rows,
        int columns,
        int x_stride,
        int out_stride) {
    int row = WarpRow::row();
    if (row >= rows) {
        return;
    }
    const float* from = x + (long long) row * x_stride;
    float* to = out + (long long) row * out_stride;
    float sum = 0.0f;
    for (int i = WarpRow::first(); i < columns; i += WARP_SIZE) {
        sum += from[i];
    }
    float mean = warp_sum(sum) / (float) columns;
    float squares = 0.0f;
    for (int i = WarpRow::first(); i < columns; i += WARP_SIZE) {
        float centred = from[i] - mean;
        squares = fmaf(centred, centred, squares);
    }
    float scale = 1.0f / sqrtf(warp_sum(squares) / (float) columns + epsilon);
    for (int i = WarpRow::first(); i < columns; i += WARP_SIZE) {
        to[i] = fmaf((from[i] - mean) * scale, gamma[i], beta[i]);
    }
}

// Four columns of x, or of x + residual where there is one.
__device__ __forceinline__ void load_summed(
        const float* x, const float* residual, bool aligned, int column, int columns, float (&four)[4]) {
    load_four(x, aligned, column, columns, four);
    if (residual != nullptr) {
        float added[4];
        load_four(residual, aligned, column, columns, added);
#pragma unroll
        for (int e = 0; e < 4; e++) {
            four[e] += added[e];
        }
    }
}

// A block a row, four numbers with an instruction. The sums now need barriers, two for each, at which the whole block waits
// for its slowest warp; with 384 columns and 128 threads, 32 of those have nothing to do. Good for long rows, which give
// every thread several float4: the backend uses it for more than 1024 columns. Step 4 goes back to the warp.
// residual, normalized and rstd may be null.
// Moves 8 bytes a number (and 4 for each of residual and normalized), 8 from the cache; 8 FLOPs. Grid: a block a row, always
// of the same size, for the order of the sums depends on it.
extern "C" __global__ void layer_norm_3_block_float4(
        const float* x,
        const float* residual,
        const float* __restrict__ gamma,
        const float* __restrict__ beta,
        float epsilon,
        float* normalized,
        float* rstd,
        float* out,
        int rows,
        int columns,
        int x_stride,
        int residual_stride,
        int normalized_stride,
        int out_stride) {
    long long row = BlockRow::row();
    if (row >= rows) {
        return;
    }
    const float* from = x + row * x_stride;
    const float* added = residual == nullptr ? nullptr : residual + row * residual_stride;
    float* kept = normalized == nullptr ? nullptr : normalized + row * normalized_stride;
    float* to = out + row * out_stride;
    bool aligned = takes_float4(from) && takes_float4(added);
    int first = 4 * threadIdx.x;
    int step = 4 * blockDim.x;
    float sum = 0.0f;
    for (int column = first; column < columns; column += step) {
        float four[4];
        load_summed(from, added, aligned, column, columns, four);
        sum += (four[0] + four[1]) + (four[2] + four[3]);
    }
    float mean = block_sum(sum) / (float) columns;
    float squares = 0.0f;
    for (int column = first; column < columns; column += step) {
        float four[4];
        load_summed(from, added, aligned, column, columns, four);
#pragma unroll
        for (int e = 0; e < 4; e++) {
            float centred = column + e < columns ? four[e] - mean : 0.0f;
            squares = fmaf(centred, centred, squares);
        }
    }
    float scale = 1.0f / sqrtf(block_sum(squares) / (float) columns + epsilon);
    for (int column = first; column < columns; column += step) {
        float four[4];
        load_summed(from, added, aligned, column, columns, four);
#pragma unroll
        for (int e = 0; e < 4; e++) {
            four[e] = (four[e] - mean) * scale;
        }
        if (kept != nullptr) {
            store_four(kept, takes_float4(kept), column, columns, four);
        }
        float gammas[4];
        float betas[4];
        load_four(gamma, takes_float4(gamma), column, columns, gammas);
        load_four(beta, takes_float4(beta), column, columns, betas);
#pragma unroll
        for (int e = 0; e < 4; e++) {
            four[e] = fmaf(four[e], gammas[e], betas[e]);
        }
        store_four(to, takes_float4(to), column, columns, four);
    }
    if (rstd != nullptr && threadIdx.x == 0) {
        rstd[row] = scale;
    }
}

// A warp a row, the row in registers: each number is loaded once, as part of a float4, and looked at three times where it
// is. No barrier, no cache: what is left is the memory's time. For up to 1024 columns; this is what the backend uses for
// them. residual, normalized and rstd may be null.
// Moves 8 bytes a number (and 4 for each of residual and normalized); 8 FLOPs. Grid: 32 threads a row.
extern "C" __global__ void layer_norm_4_registers(
        const float* x,
        const float* residual,
        const float* __restrict__ gamma,
        const float* __restrict__ beta,
        float epsilon,
        float* normalized,
        float* rstd,
        float* out,
        int rows,
        int columns,
        int x_stride,
        int residual_stride,
        int normalized_stride,
        int out_stride) {
    int row = WarpRow::row();
    if (row >= rows) {
        return;
    }
    HeldRow held;
    held.load(x + (long long) row * x_stride, columns);
    if (residual != nullptr) {
        HeldRow added;
        added.load(residual + (long long) row * residual_stride, columns);
#pragma unroll
        for (int run = 0; run < HELD_RUNS; run++) {
            if (run * 4 * WARP_SIZE < columns) {
#pragma unroll
                for (int e = 0; e < 4; e++) {
                    held.of[run][e] += added.of[run][e];
                }
            }
        }
    }
    float sum = 0.0f;
    held.for_each(columns, [&](float& value, int) { sum += value; });
    float mean = warp_sum(sum) / (float) columns;
    float squares = 0.0f;
    held.for_each(columns, [&](float& value, int) {
        value -= mean;
        squares = fmaf(value, value, squares);
    });
    float scale = 1.0f / sqrtf(warp_sum(squares) / (float) columns + epsilon);
    held.for_each(columns, [&](float& value, int) { value *= scale; });
    if (normalized != nullptr) {
        held.store(normalized + (long long) row * normalized_stride, columns);
    }
    held.for_each_run(columns, [&](float (&four)[4], int column) {
        float gammas[4];
        float betas[4];
        load_four(gamma, takes_float4(gamma), column, columns, gammas);
        load_four(beta, takes_float4(beta), column, columns, betas);
#pragma unroll
        for (int e = 0; e < 4; e++) {
            four[e] = fmaf(four[e], gammas[e], betas[e]);
        }
    });
    held.store(out + (long long) row * out_stride, columns);
    if (rstd != nullptr && WarpRow::first() == 0) {
        rstd[row] = scale;
    }
}
