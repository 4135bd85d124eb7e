// The backward pass of layer normalisation, from what the forward pass kept:
//
//   g = dy · gamma       dx = rstd · (g - mean(g) - normalized · mean(g · normalized))
//   dgamma += Σ over rows of dy · normalized       dbeta += Σ over rows of dy
//
// dx goes by rows, dgamma and dbeta by columns. A kernel that does both at once would save a second look at dy and
// normalized, but would need atomics or a last block that waits for all others; two kernels keep one order of summation.
#include "pellucid.cuh"
#include "rows.cuh"

// dx, for either way of sharing a row. normalized and dy are looked at twice, the second time in the L1 cache.
template <typename Row>
__device__ __forceinline__ void layer_norm_backward_row(
        const float* normalized,
        const float* __restrict__ rstd,
        const float* __restrict__ gamma,
        const float* dy,
        float* dx,
        int rows,
        int columns,
        int normalized_stride,
        int dy_stride,
        int dx_stride) {
    int row = Row::row();
    if (row >= rows) {
        return;
    }
    const float* hat = normalized + (long long) row * normalized_stride;
    const float* gradient = dy + (long long) row * dy_stride;
    float* to = dx + (long long) row * dx_stride;
    float sum = 0.0f;
    float product = 0.0f;
    for (int i = Row::first(); i < columns; i += Row::step()) {
        float g = gradient[i] * gamma[i];
        sum += g;
        product = fmaf(g, hat[i], product);
    }
    float mean = Row::sum(sum) / (float) columns;
    float slope = Row::sum(product) / (float) columns;
    float scale = rstd[row];
    for (int i = Row::first(); i < columns; i += Row::step()) {
        float g = gradient[i] * gamma[i];
        to[i] = ((g - mean) - hat[i] * slope) * scale;
    }
}

// A warp a row. Limited by the loads of the second look, which go to the L1 cache; step 2 keeps the row instead.
// Moves 12 bytes a number from memory, 8 from the cache; 9 FLOPs. Grid: 32 threads a row. dx may be dy or normalized, as
// in all steps.
extern "C" __global__ void layer_norm_backward_1_warp_per_row(
        const float* normalized,
        const float* __restrict__ rstd,
        const float* __restrict__ gamma,
        const float* dy,
        float* dx,
        int rows,
        int columns,
        int normalized_stride,
        int dy_stride,
        int dx_stride) {
    layer_norm_backward_row<WarpRow>(
            normalized, rstd, gamma, dy, dx, rows, columns, normalized_stride, dy_stride, dx_stride);
}

// A warp a row, both rows in registers: one look, in float4. For up to 1024 columns; this is what the backend uses for
// them. Moves 12 bytes a number, 9 FLOPs. Grid: 32 threads a row.
extern "C" __global__ void layer_norm_backward_2_registers(
        const float* normalized,
        const float* __restrict__ rstd,
        const float* __restrict__ gamma,
        const float* dy,
        float* dx,
        int rows,
        int columns,
        int normalized_stride,
        int dy_stride,
        int dx_stride) {
    int row = WarpRow::row();
    if (row >= rows) {
        return;
    }
    HeldRow hat;
    HeldRow g;
    hat.load(normalized + (long long) row * normalized_stride, columns);
    g.load(dy + (long long) row * dy_stride, columns);
    float sum = 0.0f;
    float product = 0.0f;
#pragma unroll
    for (int run = 0; run < HELD_RUNS; run++) {
        if (run * 4 * WARP_SIZE < columns) {
            float gammas[4];
            load_four(gamma, takes_float4(gamma), HeldRow::column(run), columns, gammas);
#pragma unroll
            for (int e = 0; e < 4; e++) {
                g.of[run][e] *= gammas[e];
                sum += g.of[run][e];
                product = fmaf(g.of[run][e], hat.of[run][e], product);
            }
        }
    }
    float mean = warp_sum(sum) / (float) columns;
    float slope = warp_sum(product) / (float) columns;
    float scale = rstd[row];
#pragma unroll
    for (int run = 0; run < HELD_RUNS; run++) {
        if (run * 4 * WARP_SIZE < columns) {
#pragma unroll
            for (int e = 0; e < 4; e++) {
                g.of[run][e] = ((g.of[run][e] - mean) - hat.of[run][e] * slope) * scale;
            }
        }
    }
    g.store(dx + (long long) row * dx_stride, columns);
}

// A block a row, for more than 1024 columns. Moves as step 1. Grid: a block a row, always of the same size.
extern "C" __global__ void layer_norm_backward_3_block_per_row(
        const float* normalized,
        const float* __restrict__ rstd,
        const float* __restrict__ gamma,
        const float* dy,
        float* dx,
        int rows,
        int columns,
        int normalized_stride,
        int dy_stride,
        int dx_stride) {
    layer_norm_backward_row<BlockRow>(
            normalized, rstd, gamma, dy, dx, rows, columns, normalized_stride, dy_stride, dx_stride);
}

constexpr int TILE_COLUMNS = 32;
constexpr int TILE_ROWS = 8;

// The sums over rows, first stage: partial_gamma[chunk, c] = Σ over the chunk's rows of dy · normalized, partial_beta the
// same of dy. Tiles of 32 columns and 8 rows as in reduce_columns_2_tile; column_sums is the second stage. Either
// output may be null. Chunks always have the same number of rows, so the order depends on the number of rows alone.
// Moves 8 bytes a number, 3 FLOPs. Grid: x over tiles of 32 columns, y over chunks; blocks of 32 · 8 threads in one
// dimension.
extern "C" __global__ void layer_norm_parameters_partial(
        const float* __restrict__ normalized,
        const float* __restrict__ dy,
        float* __restrict__ partial_gamma,
        float* __restrict__ partial_beta,
        int rows,
        int columns,
        int normalized_stride,
        int dy_stride,
        int chunk) {
    __shared__ float gamma_tile[TILE_ROWS][TILE_COLUMNS];
    __shared__ float beta_tile[TILE_ROWS][TILE_COLUMNS];
    int lane = threadIdx.x % TILE_COLUMNS;
    int warp = threadIdx.x / TILE_COLUMNS;
    int column = blockIdx.x * TILE_COLUMNS + lane;
    int start = blockIdx.y * chunk;
    int end = min(start + chunk, rows);
    float of_gamma = 0.0f;
    float of_beta = 0.0f;
    if (column < columns) {
        for (int row = start + warp; row < end; row += TILE_ROWS) {
            float gradient = dy[(long long) row * dy_stride + column];
            float hat = normalized[(long long) row * normalized_stride + column];
            of_gamma = fmaf(gradient, hat, of_gamma);
            of_beta += gradient;
        }
    }
    gamma_tile[warp][lane] = of_gamma;
    beta_tile[warp][lane] = of_beta;
    __syncthreads();
    if (warp == 0 && column < columns) {
        for (int other = 1; other < TILE_ROWS; other++) {
            of_gamma += gamma_tile[other][lane];
            of_beta += beta_tile[other][lane];
        }
        long long place = (long long) blockIdx.y * columns + column;
        if (partial_gamma != nullptr) {
            partial_gamma[place] = of_gamma;
        }
        if (partial_beta != nullptr) {
            partial_beta[place] = of_beta;
        }
    }
}
