// Softmax and its logarithm, row by row, forward and backward.
//
//   softmax      y = exp(x - max) / Σ exp(x - max)           dx = y (dy - Σ dy y)
//   logSoftmax   y = x - max - log Σ exp(x - max)            dx = dy - exp(y) Σ dy
//
// Taking the largest away changes nothing in exact arithmetic and keeps exp from overflowing. A row has to be looked at
// three times: for its largest, for the sum, for the result. So what the steps below change is where the second and third
// look go: to memory, to the cache, to registers. All take rows of any stride; out may be the same tensor as x.
#include "pellucid.cuh"
#include "rows.cuh"

// What all steps do with a row when its largest number and its sum are known.
template <bool LOGARITHM>
__device__ __forceinline__ float softmax_of(float x, float largest, float sum) {
    return LOGARITHM ? (x - largest) - sum : expf(x - largest) / sum;
}

// A thread a row. Neighbouring threads read a row's length apart: each load of 4 bytes fetches 32, three times over, and
// with few rows there are few threads. Step 2 gives a row to a warp.
// Needs 8 bytes a number (read and written once) and about 20 FLOPs; moves up to 8 times as many bytes.
// Grid: one thread a row.
extern "C" __global__ void softmax_1_thread_per_row(
        const float* x, float* out, int rows, int columns, int x_stride, int out_stride) {
    int row = blockIdx.x * blockDim.x + threadIdx.x;
    if (row >= rows) {
        return;
    }
    const float* from = x + (long long) row * x_stride;
    float* to = out + (long long) row * out_stride;
    float largest = -infinity();
    for (int i = 0; i < columns; i++) {
        largest = max_with_nan(largest, from[i]);
    }
    float sum = 0.0f;
    for (int i = 0; i < columns; i++) {
        sum += expf(from[i] - largest);
    }
    for (int i = 0; i < columns; i++) {
        to[i] = softmax_of<false>(from[i], largest, sum);
    }
}

template <bool LOGARITHM, typename Row>
__device__ __forceinline__ void softmax_row(
        const float* x, float* out, int rows, int columns, int x_stride, int out_stride) {
    int row = Row::row();
    if (row >= rows) {
        return;
    }
    const float* from = x + (long long) row * x_stride;
    float* to = out + (long long) row * out_stride;
    float largest = -infinity();
    for (int i = Row::first(); i < columns; i += Row::step()) {
        largest = max_with_nan(largest, from[i]);
    }
    largest = Row::max(largest);
    float sum = 0.0f;
    for (int i = Row::first(); i < columns; i += Row::step()) {
        sum += expf(from[i] - largest);
    }
    sum = Row::sum(sum);
    sum = LOGARITHM ? logf(sum) : sum;
    for (int i = Row::first(); i < columns; i += Row::step()) {
        to[i] = softmax_of<LOGARITHM>(from[i], largest, sum);
    }
}

// A warp a row: whole lines are read, and the partial results meet by shuffles. The second and third look find the row in
// the L1 cache, at best: they still take its bandwidth, and 3 loads and 2 exponentials a number. Step 3 keeps the row.
// Moves 8 bytes a number from memory, 8 from the cache. Grid: 32 threads a row.
extern "C" __global__ void softmax_2_warp_per_row(
        const float* x, float* out, int rows, int columns, int x_stride, int out_stride) {
    softmax_row<false, WarpRow>(x, out, rows, columns, x_stride, out_stride);
}

template <bool LOGARITHM>
__device__ __forceinline__ void softmax_held(
        const float* x, float* out, int rows, int columns, int x_stride, int out_stride) {
    int row = WarpRow::row();
    if (row >= rows) {
        return;
    }
    HeldRow held;
    held.load(x + (long long) row * x_stride, columns);
    float largest = -infinity();
    held.for_each(columns, [&](float& value, int) { largest = max_with_nan(largest, value); });
    largest = warp_max(largest);
    float sum = 0.0f;
    held.for_each(columns, [&](float& value, int) {
        float exponential = expf(value - largest);
        value = LOGARITHM ? value - largest : exponential;
        sum += exponential;
    });
    sum = warp_sum(sum);
    sum = LOGARITHM ? logf(sum) : sum;
    held.for_each(columns, [&](float& value, int) { value = LOGARITHM ? value - sum : value / sum; });
    held.store(out + (long long) row * out_stride, columns);
}

// A warp a row, the row in registers: each number is loaded once, as part of a float4, and its exponential is computed
// once. What is left is the memory's time. For rows of up to 1024 numbers; this is what the backend uses for them.
// Moves 8 bytes a number, about 12 FLOPs. Grid: 32 threads a row.
extern "C" __global__ void softmax_3_registers(
        const float* x, float* out, int rows, int columns, int x_stride, int out_stride) {
    softmax_held<false>(x, out, rows, columns, x_stride, out_stride);
}

// A block a row, for longer rows, with the looks of step 2: the backend uses it above 1024 numbers a row.
// Moves 8 bytes a number from memory, 8 from the cache. Grid: a block a row, always of the same size, for the order of the
// sum depends on it.
extern "C" __global__ void softmax_4_block_per_row(
        const float* x, float* out, int rows, int columns, int x_stride, int out_stride) {
    softmax_row<false, BlockRow>(x, out, rows, columns, x_stride, out_stride);
}

// The logarithm, as step 3 and step 4 of softmax.
extern "C" __global__ void log_softmax_registers(
        const float* x, float* out, int rows, int columns, int x_stride, int out_stride) {
    softmax_held<true>(x, out, rows, columns, x_stride, out_stride);
}

extern "C" __global__ void log_softmax_block_per_row(
        const float* x, float* out, int rows, int columns, int x_stride, int out_stride) {
    softmax_row<true, BlockRow>(x, out, rows, columns, x_stride, out_stride);
}

// y and dy are looked at twice, the second time in the L1 cache.
template <bool LOGARITHM, typename Row>
__device__ __forceinline__ void softmax_backward_row(
        const float* y,
        const float* dy,
        float* dx,
        int rows,
        int columns,
        int y_stride,
        int dy_stride,
        int dx_stride) {
    int row = Row::row();
    if (row >= rows) {
        return;
    }
    const float* result = y + (long long) row * y_stride;
    const float* gradient = dy + (long long) row * dy_stride;
    float* to = dx + (long long) row * dx_stride;
    float sum = 0.0f;
    for (int i = Row::first(); i < columns; i += Row::step()) {
        sum = LOGARITHM ? sum + gradient[i] : fmaf(gradient[i], result[i], sum);
    }
    sum = Row::sum(sum);
    for (int i = Row::first(); i < columns; i += Row::step()) {
        to[i] = LOGARITHM ? gradient[i] - expf(result[i]) * sum : result[i] * (gradient[i] - sum);
    }
}

// Moves 12 bytes a number from memory, 8 from the cache; 4 FLOPs. Grid: 32 threads a row. dx may be y or dy, as below.
extern "C" __global__ void softmax_backward_warp_per_row(
        const float* y,
        const float* dy,
        float* dx,
        int rows,
        int columns,
        int y_stride,
        int dy_stride,
        int dx_stride) {
    softmax_backward_row<false, WarpRow>(y, dy, dx, rows, columns, y_stride, dy_stride, dx_stride);
}

// The same for rows of more than 1024 numbers. Grid: a block a row.
extern "C" __global__ void softmax_backward_block_per_row(
        const float* y,
        const float* dy,
        float* dx,
        int rows,
        int columns,
        int y_stride,
        int dy_stride,
        int dx_stride) {
    softmax_backward_row<false, BlockRow>(y, dy, dx, rows, columns, y_stride, dy_stride, dx_stride);
}

// Moves 12 bytes a number from memory, 4 from the cache; about 10 FLOPs. Grid: 32 threads a row.
extern "C" __global__ void log_softmax_backward_warp_per_row(
        const float* y,
        const float* dy,
        float* dx,
        int rows,
        int columns,
        int y_stride,
        int dy_stride,
        int dx_stride) {
    softmax_backward_row<true, WarpRow>(y, dy, dx, rows, columns, y_stride, dy_stride, dx_stride);
}

// The same for rows of more than 1024 numbers. Grid: a block a row.
extern "C" __global__ void log_softmax_backward_block_per_row(
        const float* y,
        const float* dy,
        float* dx,
        int rows,
        int columns,
        int y_stride,
        int dy_stride,
        int dx_stride) {
    softmax_backward_row<true, BlockRow>(y, dy, dx, rows, columns, y_stride, dy_stride, dx_stride);
}
