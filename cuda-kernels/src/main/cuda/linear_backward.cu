// What the backward pass of a linear layer needs beside matrix products.
#include "pellucid.cuh"

// g = dy · activation'(argument), element by element; g [rows, columns] without gaps, argument and dy with theirs.
//
// 12 bytes an element for some ten FLOPs: the memory limits it. A block of 256 threads takes 1024 neighbours.
extern "C" __global__ void activation_backward(
    int activation,
    const float* __restrict__ argument,
    int ld_argument,
    const float* __restrict__ dy,
    int ld_dy,
    float* __restrict__ g,
    int rows,
    int columns) {
    int size = rows * columns;
    for (int part = 0; part < 4; part++) {
        unsigned i = (blockIdx.x * 4u + part) * blockDim.x + threadIdx.x;
        if (i < (unsigned) size) {
            int row = i / columns;
            int column = i - row * columns;
            float slope = activation_derivative(activation, argument[(size_t) row * ld_argument + column]);
            g[i] = dy[(size_t) row * ld_dy + column] * slope;
        }
    }
}

constexpr int COLUMNS = 32;
constexpr int LANES = 8;

// out[blockIdx.y][column] = the sum of rows_per_block rows of x [rows, columns], plus what is there already if `add` is
// not 0: the gradient of a bias, and the last step of a weight's gradient that was computed in parts. Blocks of 32 x 8.
//
// A warp reads 32 neighbours of one row, 128 bytes in one go; the block's eight warps take the rows in turn (0, 8, 16, …;
// 1, 9, 17, …), and their eight sums are added in the order of the warps. 1 FLOP for each 4 bytes: the memory limits it,
// as it limits every sum.
// Many rows take two launches: the first leaves one row of sums for each rows_per_block rows, the second adds those up.
// The order depends on the number of rows alone. Atomic additions would need one launch, and give other bits every time.
extern "C" __global__ void __launch_bounds__(COLUMNS * LANES) column_sums(
    const float* __restrict__ x,
    int ld_x,
    int rows,
    int columns,
    int rows_per_block,
    int add,
    float* __restrict__ out,
    int ld_out) {
    __shared__ float of_lane[LANES][COLUMNS];
    int column = blockIdx.x * COLUMNS + threadIdx.x;
    int first = blockIdx.y * rows_per_block;
    int end = first + min(rows - first, rows_per_block);
    float sum = 0.0f;
    if (column < columns) {
#pragma unroll 4
        for (int row = first + threadIdx.y; row < end; row += LANES) {
            sum += x[(size_t) row * ld_x + column];
        }
    }
    of_lane[threadIdx.y][threadIdx.x] = sum;
    __syncthreads();
    if (threadIdx.y == 0 && column < columns) {
        for (int lane = 1; lane < LANES; lane++) {
            sum += of_lane[lane][threadIdx.x];
        }
        float* to = &out[(size_t) blockIdx.y * ld_out + column];
        *to = add == 0 ? sum : *to + sum;
    }
}
