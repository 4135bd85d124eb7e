// The matrix product in fp32, as a ladder: c = alpha · a · b + beta · c, with a [m, k], b [k, n] and c [m, n].
//
// All matrices are row by row (C order); lda, ldb and ldc, their leading dimensions, are the distances in elements from
// one row to the next. A product takes 2 m n k FLOPs (a fused multiply-add counts as two) and must move at least
// 4 (m k + k n + m n) bytes. What separates the steps is how many more bytes they move, and at what distance the bytes
// lie: the graphics memory, the L2 cache, the shared memory of a multiprocessor, its registers.
//
// Every step adds up an element of c in one order, k = 0, 1, 2, …, with one fused multiply-add each. So all steps give
// the same bits, and a row of c does not depend on the other rows or on m.
//
// Steps 1 to 6 are for reading: plain a and b only. The backend's product, with transposed operands and stacks of
// matrices, is step 8 in gemm_tiles.cu, where step 7 is too.
#include "pellucid.cuh"
#include "matrices.cuh"

// Step 1: one thread an element, the first idea.
//
// Threads of a warp take neighbouring *rows* of c. So when the 32 of them read a[row][i], they touch 32 places k elements
// apart, each in a sector of 32 bytes of its own: one load becomes 32 accesses, and of every 32 bytes 4 are used at once;
// b[i][column] is one address for all. Each multiply-add asks for two floats: 2 FLOPs for 8 bytes, an arithmetic intensity
// of 0.25 FLOP/byte.
// What limits it: the caches, busy with 32 accesses a load.
// Next: give neighbouring threads neighbouring columns.
extern "C" __global__ void gemm_1_naive(
    int m,
    int n,
    int k,
    float alpha,
    const float* __restrict__ a,
    int lda,
    const float* __restrict__ b,
    int ldb,
    float beta,
    float* __restrict__ c,
    int ldc) {
    int row = blockIdx.x * blockDim.x + threadIdx.x;
    int column = blockIdx.y * blockDim.y + threadIdx.y;
    if (row >= m || column >= n) {
        return;
    }
    float sum = 0.0f;
    for (int i = 0; i < k; i++) {
        sum = fmaf(a[(size_t) row * lda + i], b[(size_t) i * ldb + column], sum);
    }
    store_product(&c[(size_t) row * ldc + column], alpha, sum, beta);
}

// Step 2: the same with coalesced reads; x and y are swapped, nothing else.
//
// Now the 32 threads of a warp share one row of a (one address, broadcast) and read 32 neighbours of b: 128 bytes in four
// whole sectors. Still 0.25 FLOP for each byte asked for, but the caches answer most of it: the same 128 bytes of b are
// asked for by every row of the block.
// What limits it now: each multiply-add waits for two loads, and a multiprocessor loads fewer floats in a cycle than it
// could multiply.
// Next: fetch what a block needs from the graphics memory once, and keep it in shared memory.
extern "C" __global__ void gemm_2_coalesced(
    int m,
    int n,
    int k,
    float alpha,
    const float* __restrict__ a,
    int lda,
    const float* __restrict__ b,
    int ldb,
    float beta,
    float* __restrict__ c,
    int ldc) {
    int row = blockIdx.y * blockDim.y + threadIdx.y;
    int column = blockIdx.x * blockDim.x + threadIdx.x;
    if (row >= m || column >= n) {
        return;
    }
    float sum = 0.0f;
    for (int i = 0; i < k; i++) {
        sum = fmaf(a[(size_t) row * lda + i], b[(size_t) i * ldb + column], sum);
    }
    store_product(&c[(size_t) row * ldc + column], alpha, sum, beta);
}

// Step 3: a tile of shared memory. Blocks of 32 x 32 threads.
//
// The block walks along k in steps of 32. Each step copies a 32 x 32 tile of a and one of b to shared memory, one element
// of each a thread, and multiplies them there. An element of a or b is now read from the graphics memory once for 32
// elements of c: 2 · 32³ FLOPs for 2 · 4 · 32² bytes, 8 FLOP/byte. At the edges the tiles are filled up with zeros, which
// add nothing; no address past an end is touched.
// What limits it now: shared memory. A multiply-add still loads two floats, and a multiprocessor's 32 banks give 32 floats a
// cycle (a broadcast counts as one bank's work), while its 128 lanes could use up 256.
// Next: let a thread compute several elements, so that a float once loaded serves several multiply-adds.
constexpr int TILE_3 = 32;

extern "C" __global__ void gemm_3_shared_tile(
    int m,
    int n,
    int k,
    float alpha,
    const float* __restrict__ a,
    int lda,
    const float* __restrict__ b,
    int ldb,
    float beta,
    float* __restrict__ c,
    int ldc) {
    __shared__ float tile_a[TILE_3][TILE_3];
    __shared__ float tile_b[TILE_3][TILE_3];
    int x = threadIdx.x;
    int y = threadIdx.y;
    int row = blockIdx.y * TILE_3 + y;
    int column = blockIdx.x * TILE_3 + x;
    float sum = 0.0f;
    for (int k0 = 0; k0 < k; k0 += TILE_3) {
        tile_a[y][x] = row < m && k0 + x < k ? a[(size_t) row * lda + k0 + x] : 0.0f;
        tile_b[y][x] = column < n && k0 + y < k ? b[(size_t) (k0 + y) * ldb + column] : 0.0f;
        __syncthreads();
        for (int i = 0; i < TILE_3; i++) {
            sum = fmaf(tile_a[y][i], tile_b[i][x], sum);
        }
        __syncthreads();
    }
    if (row < m && column < n) {
        store_product(&c[(size_t) row * ldc + column], alpha, sum, beta);
    }
}

// Step 4: a one-dimensional register tile. Blocks of 512 threads, a tile of 64 x 64; a thread has 8 elements of one column.
//
// For each k a thread loads one float of b and uses it eight times, with eight floats of a (one address for the whole
// warp each): 9 loads for 8 multiply-adds instead of 16. The graphics memory gives 2 · 64² · 8 FLOPs for 2 · 4 · 64 · 8
// bytes: 16 FLOP/byte.
// What limits it now: still the loads from shared memory, more than one for each multiply-add.
// Next: reuse in both directions.
constexpr int TILE_4 = 64;
constexpr int DEPTH_4 = 8;
constexpr int ROWS_4 = 8;

extern "C" __global__ void __launch_bounds__(512) gemm_4_register_tile_1d(
    int m,
    int n,
    int k,
    float alpha,
    const float* __restrict__ a,
    int lda,
    const float* __restrict__ b,
    int ldb,
    float beta,
    float* __restrict__ c,
    int ldc) {
    __shared__ float tile_a[TILE_4][DEPTH_4];
    __shared__ float tile_b[DEPTH_4][TILE_4];
    int t = threadIdx.x;
    int first_row = blockIdx.y * TILE_4;
    int first_column = blockIdx.x * TILE_4;
    int y = t / TILE_4 * ROWS_4;
    int x = t % TILE_4;
    float sums[ROWS_4] = {};
    for (int k0 = 0; k0 < k; k0 += DEPTH_4) {
        int row = t / DEPTH_4;
        int i = t % DEPTH_4;
        tile_a[row][i] =
            first_row + row < m && k0 + i < k ? a[(size_t) (first_row + row) * lda + k0 + i] : 0.0f;
        i = t / TILE_4;
        tile_b[i][x] = first_column + x < n && k0 + i < k ? b[(size_t) (k0 + i) * ldb + first_column + x] : 0.0f;
        __syncthreads();
        for (i = 0; i < DEPTH_4; i++) {
            float right = tile_b[i][x];
#pragma unroll
            for (int r = 0; r < ROWS_4; r++) {
                sums[r] = fmaf(tile_a[y + r][i], right, sums[r]);
            }
        }
        __syncthreads();
    }
#pragma unroll
    for (int r = 0; r < ROWS_4; r++) {
        int row = first_row + y + r;
        if (row < m && first_column + x < n) {
            store_product(&c[(size_t) row * ldc + first_column + x], alpha, sums[r], beta);
        }
    }
}

// Step 5: a two-dimensional register tile. Blocks of 256 threads, a tile of 128 x 128; a thread has 8 x 8 elements.
//
// For each k a thread loads 8 floats of a and 8 of b into registers and multiplies each with each: 64 multiply-adds for 16
// loads. That is 4 for each float, and 128 lanes against 32 banks ask for just that: smaller tiles in registers starve the
// lanes, larger ones want more registers than there are (64 sums, 16 operands, addresses: two blocks of 256 threads leave
// 128 registers a thread). The graphics memory gives 2 · 128² · 8 FLOPs for 2 · 4 · 128 · 8 bytes: 32 FLOP/byte, above the
// ridge of an H100 (20): from here on the arithmetic can be what limits.
// What limits it now: the instructions beside the multiply-adds. Each float is copied to shared memory and loaded from it
// by an instruction of its own; and the columns of neighbouring threads are 8 floats apart, so that only every eighth bank
// answers a load of b.
// Next: move four floats with one instruction.
constexpr int TILE_5 = 128;
constexpr int DEPTH_5 = 8;
constexpr int SIDE_5 = 8;
constexpr int THREADS_5 = 256;

extern "C" __global__ void __launch_bounds__(THREADS_5, 2) gemm_5_register_tile_2d(
    int m,
    int n,
    int k,
    float alpha,
    const float* __restrict__ a,
    int lda,
    const float* __restrict__ b,
    int ldb,
    float beta,
    float* __restrict__ c,
    int ldc) {
    __shared__ float tile_a[DEPTH_5][TILE_5];
    __shared__ float tile_b[DEPTH_5][TILE_5];
    int t = threadIdx.x;
    int first_row = blockIdx.y * TILE_5;
    int first_column = blockIdx.x * TILE_5;
    int y = t / (TILE_5 / SIDE_5) * SIDE_5;
    int x = t % (TILE_5 / SIDE_5) * SIDE_5;
    float sums[SIDE_5][SIDE_5] = {};
    for (int k0 = 0; k0 < k; k0 += DEPTH_5) {
#pragma unroll 1
        for (int e = t; e < TILE_5 * DEPTH_5; e += THREADS_5) {
            int row = e / DEPTH_5;
            int i = e % DEPTH_5;
            tile_a[i][row] =
                first_row + row < m && k0 + i < k ? a[(size_t) (first_row + row) * lda + k0 + i] : 0.0f;
            int column = e % TILE_5;
            i = e / TILE_5;
            tile_b[i][column] = first_column + column < n && k0 + i < k
                ? b[(size_t) (k0 + i) * ldb + first_column + column]
                : 0.0f;
        }
        __syncthreads();
        for (int i = 0; i < DEPTH_5; i++) {
            float left[SIDE_5];
            float right[SIDE_5];
#pragma unroll
            for (int r = 0; r < SIDE_5; r++) {
                left[r] = tile_a[i][y + r];
                right[r] = tile_b[i][x + r];
            }
            multiply_outer(left, right, sums);
        }
        __syncthreads();
    }
#pragma unroll
    for (int r = 0; r < SIDE_5; r++) {
        int row = first_row + y + r;
        int columns = row < m ? n - first_column - x : 0;
        float* to = c + (size_t) row * ldc + first_column + x;
        store_product4(to, columns, false, alpha, &sums[r][0], beta);
        store_product4(to + 4, columns - 4, false, alpha, &sums[r][4], beta);
    }
}

// Step 6: four floats at a time. Blocks and tiles as in step 5.
//
// The tile of a is turned while it is copied, so that the eight rows of a thread lie side by side for one k; every copy
// and every load of shared memory then moves a float4, 16 bytes: 4 loads for 64 multiply-adds. Where rows do not begin on
// multiples of 16 bytes, or fewer than four floats are left, single floats are read, with the same result.
// The turned tile's rows are four floats longer than the tile: threads that store neighbouring k then hit other banks.
// What limits it now: the columns of neighbouring threads are still 8 floats apart. Eight threads that load a float4 of b
// together reach over 64 floats, and use half of the banks twice; and while a tile is being copied nothing is multiplied.
// Next: lay the threads of a warp out so that no bank is asked twice (step 7), and fetch the next tile while this one is
// multiplied (step 8), both in gemm_tiles.cu.
constexpr int PITCH_6 = TILE_5 + 4;

extern "C" __global__ void __launch_bounds__(THREADS_5, 2) gemm_6_float4(
    int m,
    int n,
    int k,
    float alpha,
    const float* __restrict__ a,
    int lda,
    const float* __restrict__ b,
    int ldb,
    float beta,
    float* __restrict__ c,
    int ldc) {
    alignas(16) __shared__ float tile_a[DEPTH_5][PITCH_6];
    alignas(16) __shared__ float tile_b[DEPTH_5][TILE_5];
    int t = threadIdx.x;
    int first_row = blockIdx.y * TILE_5;
    int first_column = blockIdx.x * TILE_5;
    int y = t / (TILE_5 / SIDE_5) * SIDE_5;
    int x = t % (TILE_5 / SIDE_5) * SIDE_5;
    bool aligned_a = rows_of_four(a, lda);
    bool aligned_b = rows_of_four(b, ldb);
    int row_a = t / (DEPTH_5 / 4);
    int k_a = t % (DEPTH_5 / 4) * 4;
    int k_b = t / (TILE_5 / 4);
    int column_b = t % (TILE_5 / 4) * 4;
    const float* from_a = a + (size_t) (first_row + row_a) * lda + k_a;
    const float* from_b = b + (size_t) k_b * ldb + first_column + column_b;
    float sums[SIDE_5][SIDE_5] = {};
    for (int k0 = 0; k0 < k; k0 += DEPTH_5) {
        float4 four = load4(from_a, first_row + row_a < m ? k - k0 - k_a : 0, aligned_a);
        tile_a[k_a][row_a] = four.x;
        tile_a[k_a + 1][row_a] = four.y;
        tile_a[k_a + 2][row_a] = four.z;
        tile_a[k_a + 3][row_a] = four.w;
        four = load4(from_b, k0 + k_b < k ? n - first_column - column_b : 0, aligned_b);
        *reinterpret_cast<float4*>(&tile_b[k_b][column_b]) = four;
        from_a += DEPTH_5;
        from_b += (size_t) DEPTH_5 * ldb;
        __syncthreads();
#pragma unroll
        for (int i = 0; i < DEPTH_5; i++) {
            float left[SIDE_5];
            float right[SIDE_5];
            unpack4(*reinterpret_cast<const float4*>(&tile_a[i][y]), &left[0]);
            unpack4(*reinterpret_cast<const float4*>(&tile_a[i][y + 4]), &left[4]);
            unpack4(*reinterpret_cast<const float4*>(&tile_b[i][x]), &right[0]);
            unpack4(*reinterpret_cast<const float4*>(&tile_b[i][x + 4]), &right[4]);
            multiply_outer(left, right, sums);
        }
        __syncthreads();
    }
#pragma unroll
    for (int r = 0; r < SIDE_5; r++) {
        int row = first_row + y + r;
        int columns = row < m ? n - first_column - x : 0;
        float* to = c + (size_t) row * ldc + first_column + x;
        store_product4(to, columns, rows_of_four(c, ldc), alpha, &sums[r][0], beta);
        store_product4(to + 4, columns - 4, rows_of_four(c, ldc), alpha, &sums[r][4], beta);
    }
}
