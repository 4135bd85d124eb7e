// Products whose result has few rows: a single text's query, a vector times a matrix. The bits are those of gemm.cu.
//
// The larger operand, b, must be read once whatever is done: 4 k n bytes for 2 m k n FLOPs, m/2 FLOP/byte, so the memory
// limits it and what counts is how many loads are under way. The tiles of gemm_tiles.cu would compute rows that are not
// there, in too few blocks. Here a block has only 8 x 16 elements of c, one a thread, but fetches 128 k at a time: six
// float4 a thread, all under way together.
//
// In shared memory k runs along the tiles' rows, which are four floats longer than 128: eight threads that load a float4
// from eight neighbouring rows then hit all 32 banks.
#include "pellucid.cuh"
#include "matrices.cuh"

constexpr int ROWS = 8;
constexpr int COLUMNS = 16;
constexpr int DEPTH = 128;
constexpr int PITCH = DEPTH + 4;
constexpr int THREADS = ROWS * COLUMNS;

// Copies LINES lines (rows of a, or columns of b) of DEPTH k to shared memory, zeros beyond the edges. Where k runs along
// the memory, four neighbouring k go together; else, four neighbouring lines.
template <int LINES>
__device__ __forceinline__ void copy_tile(
    const float* matrix,
    int leading_dimension,
    bool along_k,
    int first_line,
    int lines,
    int k0,
    int k,
    float (*tile)[PITCH]) {
    bool aligned = rows_of_four(matrix, leading_dimension);
#pragma unroll
    for (int e = threadIdx.x; e < LINES * DEPTH / 4; e += THREADS) {
        if (along_k) {
            int line = e / (DEPTH / 4);
            int depth = e % (DEPTH / 4) * 4;
            const float* from = matrix + (size_t) (first_line + line) * leading_dimension + k0 + depth;
            float4 four = load4(from, first_line + line < lines ? k - k0 - depth : 0, aligned);
            *reinterpret_cast<float4*>(&tile[line][depth]) = four;
        } else {
            int line = e % (LINES / 4) * 4;
            int depth = e / (LINES / 4);
            const float* from = matrix + (size_t) (k0 + depth) * leading_dimension + first_line + line;
            float4 four = load4(from, k0 + depth < k ? lines - first_line - line : 0, aligned);
            tile[line][depth] = four.x;
            tile[line + 1][depth] = four.y;
            tile[line + 2][depth] = four.z;
            tile[line + 3][depth] = four.w;
        }
    }
}

// This thread's element of a · b, summed in the order of k.
__device__ __forceinline__ float multiply_few_rows(
    const float* a,
    int lda,
    bool a_along_k,
    const float* b,
    int ldb,
    bool b_along_k,
    int m,
    int n,
    int k) {
    alignas(16) __shared__ float tile_a[ROWS][PITCH];
    alignas(16) __shared__ float tile_b[COLUMNS][PITCH];
    int first_row = blockIdx.y * ROWS;
    int first_column = blockIdx.x * COLUMNS;
    int y = threadIdx.x / COLUMNS;
    int x = threadIdx.x % COLUMNS;
    float sum = 0.0f;
    for (int k0 = 0; k0 < k; k0 += DEPTH) {
        copy_tile<ROWS>(a, lda, a_along_k, first_row, m, k0, k, tile_a);
        copy_tile<COLUMNS>(b, ldb, b_along_k, first_column, n, k0, k, tile_b);
        __syncthreads();
#pragma unroll 4
        for (int i = 0; i < DEPTH; i += 4) {
            float4 left = *reinterpret_cast<const float4*>(&tile_a[y][i]);
            float4 right = *reinterpret_cast<const float4*>(&tile_b[x][i]);
            sum = fmaf(left.x, right.x, sum);
            sum = fmaf(left.y, right.y, sum);
            sum = fmaf(left.z, right.z, sum);
            sum = fmaf(left.w, right.w, sum);
        }
        __syncthreads();
    }
    return sum;
}

// c = alpha · a · b + beta · c; arguments as of gemm_8_double_buffered_128, but for c: its elements have a distance along
// both axes, so that a product with few *columns* can be computed as the transposed one.
extern "C" __global__ void __launch_bounds__(THREADS) gemm_few_rows(
    int m,
    int n,
    int k,
    float alpha,
    const float* __restrict__ a,
    int lda,
    int transposed_a,
    const float* __restrict__ b,
    int ldb,
    int transposed_b,
    float beta,
    float* __restrict__ c,
    int row_stride,
    int column_stride,
    Walk batch,
    int first_matrix) {
    int at[3];
    walk_positions(batch, first_matrix + blockIdx.z, at);
    float sum = multiply_few_rows(
        a + at[0], lda, transposed_a == 0, b + at[1], ldb, transposed_b != 0, m, n, k);
    int row = blockIdx.y * ROWS + threadIdx.x / COLUMNS;
    int column = blockIdx.x * COLUMNS + threadIdx.x % COLUMNS;
    if (row < m && column < n) {
        store_product(
            &c[at[2] + (size_t) row * row_stride + (size_t) column * column_stride], alpha, sum, beta);
    }
}

// A linear layer for a few tokens; arguments and result as of linear_128 in gemm_tiles.cu.
extern "C" __global__ void __launch_bounds__(THREADS) linear_few_rows(
    int tokens,
    int width,
    int inner,
    const float* __restrict__ x,
    int ld_x,
    const float* __restrict__ weight,
    int ld_weight,
    const float* __restrict__ bias,
    int activation,
    float* __restrict__ kept,
    int ld_kept,
    float* __restrict__ out,
    int ld_out) {
    float sum = multiply_few_rows(x, ld_x, true, weight, ld_weight, true, tokens, width, inner);
    int row = blockIdx.y * ROWS + threadIdx.x / COLUMNS;
    int column = blockIdx.x * COLUMNS + threadIdx.x % COLUMNS;
    if (row >= tokens || column >= width) {
        return;
    }
    float y = (bias == nullptr ? 0.0f : bias[column]) + (sum + 0.0f);
    if (kept != nullptr) {
        kept[(size_t) row * ld_kept + column] = y;
    }
    out[(size_t) row * ld_out + column] = activate(activation, y);
}
