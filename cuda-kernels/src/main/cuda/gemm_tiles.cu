// The last steps of the fp32 ladder that gemm.cu begins, and what the backend uses: c = alpha · a · b + beta · c for
// stacks of matrices, each operand as it lies or transposed, and linear layers with their bias and activation.
//
// Where a block's tile of c lies: tiles of one row of tiles are neighbours in blockIdx.x, so that blocks which run at one
// time share rows of a in the L2 cache. blockIdx.z counts the matrices of a stack.
#include "pellucid.cuh"
#include "matrices.cuh"

// How far a block walks along k with one tile of a and b in shared memory.
constexpr int DEPTH = 8;

// How a block shares out its square tile of c. A warp is 8 x 4 lanes; each lane has quads of 4 x 4 elements, 32 rows and 16
// columns apart, so that in each quad the lanes of a warp lie side by side:
//
//   columns    0..3   4..7   8..11  12..15
//   rows 0..3  lane 0      1      2      3
//   rows 4..7  lane 4      5      6      7
//   …
//
// For one k a lane loads a float4 of a and one of b for each quad. Its eight rows of lanes ask for 32 neighbours of a, its
// four columns of lanes for 16 of b, and lanes that ask for the same four share the answer: no bank of shared memory is
// asked for two different floats.
template <int DOWN, int ACROSS, int QUADS_DOWN, int QUADS_ACROSS>
struct WarpTile {
    static constexpr int SIDE = DOWN * QUADS_DOWN * 32;
    static constexpr int THREADS = DOWN * ACROSS * WARP_SIZE;
    static constexpr int ROWS = QUADS_DOWN * 4;
    static constexpr int COLUMNS = QUADS_ACROSS * 4;
    static constexpr int PITCH = SIDE + 4;

    static_assert(SIDE == ACROSS * QUADS_ACROSS * 16, "the tile is square");
    static_assert(SIDE * DEPTH == THREADS * 4, "each thread fetches four numbers of a and four of b");

    // The first row and column of this thread's elements, counted from the tile's corner.
    static __device__ __forceinline__ int first_row() {
        return threadIdx.x / WARP_SIZE / ACROSS * (QUADS_DOWN * 32) + threadIdx.x % WARP_SIZE / 4 * 4;
    }

    static __device__ __forceinline__ int first_column() {
        return threadIdx.x / WARP_SIZE % ACROSS * (QUADS_ACROSS * 16) + threadIdx.x % 4 * 4;
    }
};

typedef WarpTile<2, 4, 2, 2> Tile128;
typedef WarpTile<2, 2, 1, 2> Tile64;
typedef WarpTile<1, 2, 1, 1> Tile32;

// One operand as a thread that fetches it sees it. A line is a row of a or a column of b, either of which k runs along.
// Where k runs along the memory (a as it lies, b transposed), a thread fetches four neighbouring k of a line; else, four
// neighbouring lines for one k. In shared memory the tile is [k][line] in both cases.
template <typename Tile>
struct Operand {
    const float* matrix;
    unsigned position;
    unsigned step;
    int line;
    int depth;
    int lines_left;
    bool along_k;
    bool aligned;

    __device__ __forceinline__ Operand(
        const float* of, int leading_dimension, bool k_is_contiguous, int first_line, int lines) {
        int t = threadIdx.x;
        matrix = of;
        along_k = k_is_contiguous;
        aligned = rows_of_four(matrix, leading_dimension);
        line = along_k ? t / (DEPTH / 4) : t % (Tile::SIDE / 4) * 4;
        depth = along_k ? t % (DEPTH / 4) * 4 : t / (Tile::SIDE / 4);
        lines_left = lines - first_line - line;
        unsigned ld = leading_dimension;
        position = along_k ? (first_line + line) * ld + depth : depth * ld + first_line + line;
        step = along_k ? DEPTH : DEPTH * ld;
    }

    // This thread's four numbers of the next tile, which begins k_left before the end; zeros beyond the edges.
    __device__ __forceinline__ float4 fetch(int k_left) {
        int count = along_k ? (lines_left > 0 ? k_left - depth : 0) : (k_left > depth ? lines_left : 0);
        float4 four = load4(matrix + position, count, aligned);
        position += step;
        return four;
    }

    __device__ __forceinline__ void stash(float4 four, float (*tile)[Tile::PITCH]) const {
        if (along_k) {
            tile[depth][line] = four.x;
            tile[depth + 1][line] = four.y;
            tile[depth + 2][line] = four.z;
            tile[depth + 3][line] = four.w;
        } else {
            *reinterpret_cast<float4*>(&tile[depth][line]) = four;
        }
    }
};

// sums += a's tile · b's tile, for this thread's rows and columns. Unrolled twice, not eight times: the registers for more
// loads in flight are not there, and the other warps cover the wait.
template <typename Tile>
__device__ __forceinline__ void multiply_tiles(
    const float (*tile_a)[Tile::PITCH],
    const float (*tile_b)[Tile::PITCH],
    float (&sums)[Tile::ROWS][Tile::COLUMNS]) {
    int row = Tile::first_row();
    int column = Tile::first_column();
#pragma unroll 2
    for (int i = 0; i < DEPTH; i++) {
        float left[Tile::ROWS];
        float right[Tile::COLUMNS];
#pragma unroll
        for (int r = 0; r < Tile::ROWS; r += 4) {
            unpack4(*reinterpret_cast<const float4*>(&tile_a[i][row + r * 8]), &left[r]);
        }
#pragma unroll
        for (int j = 0; j < Tile::COLUMNS; j += 4) {
            unpack4(*reinterpret_cast<const float4*>(&tile_b[i][column + j * 4]), &right[j]);
        }
        multiply_outer(left, right, sums);
    }
}

// Two tiles of each operand take turns: while one is multiplied, the next is on its way from the graphics memory into
// registers, and goes to the other half of shared memory when the multiplying is done. One barrier a tile is enough:
// nobody writes the half that others still read.
template <typename Tile>
__device__ __forceinline__ void multiply_double_buffered(
    Operand<Tile> a, Operand<Tile> b, int k, float (&sums)[Tile::ROWS][Tile::COLUMNS]) {
    alignas(16) __shared__ float tile_a[2][DEPTH][Tile::PITCH];
    alignas(16) __shared__ float tile_b[2][DEPTH][Tile::PITCH];
    a.stash(a.fetch(k), tile_a[0]);
    b.stash(b.fetch(k), tile_b[0]);
    __syncthreads();
    int half = 0;
    for (int k_left = k; k_left > 0; k_left -= DEPTH) {
        float4 next_a = a.fetch(k_left - DEPTH);
        float4 next_b = b.fetch(k_left - DEPTH);
        multiply_tiles<Tile>(tile_a[half], tile_b[half], sums);
        half = 1 - half;
        a.stash(next_a, tile_a[half]);
        b.stash(next_b, tile_b[half]);
        __syncthreads();
    }
}

// Hands this thread's sums to the epilogue, row by row. Registers cannot be indexed at run time, and eight copies of an
// activation's code would crowd the instruction cache: so each row in turn moves down to the first.
template <typename Tile, typename Epilogue>
__device__ __forceinline__ void store_tile(
    float (&sums)[Tile::ROWS][Tile::COLUMNS], int first_row, int first_column, int m, int n, Epilogue epilogue) {
    int column = first_column + Tile::first_column();
#pragma unroll 1
    for (int r = 0; r < Tile::ROWS; r++) {
        int row = first_row + Tile::first_row() + r / 4 * 32 + r % 4;
#pragma unroll
        for (int j = 0; j < Tile::COLUMNS; j += 4) {
            int count = row < m ? n - column - j * 4 : 0;
            if (count > 0) {
                epilogue(row, column + j * 4, count, &sums[0][j]);
            }
        }
#pragma unroll
        for (int next = 1; next < Tile::ROWS; next++) {
#pragma unroll
            for (int j = 0; j < Tile::COLUMNS; j++) {
                sums[next - 1][j] = sums[next][j];
            }
        }
    }
}

template <typename Tile>
__device__ __forceinline__ int first_row_of_block(int n) {
    return blockIdx.x / ((n + Tile::SIDE - 1) / Tile::SIDE) * Tile::SIDE;
}

template <typename Tile>
__device__ __forceinline__ int first_column_of_block(int n) {
    return blockIdx.x % ((n + Tile::SIDE - 1) / Tile::SIDE) * Tile::SIDE;
}

// Step 7: warp tiles. Blocks of 256 threads, a tile of 128 x 128; a thread has 8 x 8 elements, as four quads.
//
// Step 6 with the threads laid out by warps (see WarpTile), so that no load of shared memory asks a bank twice, and a warp's
// elements are nearer to a square: 64 x 32 of them take 64 + 32 floats for each k, where the 16 x 128 of step 6 take
// 16 + 128. The bytes of graphics memory are those of step 5.
// What limits it now: between two barriers a block only copies, or only multiplies; the copies' wait for the graphics
// memory is hidden only by the other block on the same multiprocessor.
// Next: fetch ahead.
extern "C" __global__ void __launch_bounds__(256, 2) gemm_7_warp_tile(
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
    alignas(16) __shared__ float tile_a[DEPTH][Tile128::PITCH];
    alignas(16) __shared__ float tile_b[DEPTH][Tile128::PITCH];
    int first_row = first_row_of_block<Tile128>(n);
    int first_column = first_column_of_block<Tile128>(n);
    Operand<Tile128> from_a(a, lda, true, first_row, m);
    Operand<Tile128> from_b(b, ldb, false, first_column, n);
    float sums[Tile128::ROWS][Tile128::COLUMNS] = {};
    for (int k_left = k; k_left > 0; k_left -= DEPTH) {
        from_a.stash(from_a.fetch(k_left), tile_a);
        from_b.stash(from_b.fetch(k_left), tile_b);
        __syncthreads();
        multiply_tiles<Tile128>(tile_a, tile_b, sums);
        __syncthreads();
    }
    store_tile<Tile128>(sums, first_row, first_column, m, n, ScaledProduct{alpha, beta, c, ldc});
}

// Step 8: double buffering, and everything that a backend asks for.
//
// The loads of the next tile are issued before this tile's 512 multiply-adds a thread, and are waited for behind them: the
// arithmetic hides them. Twice the shared memory, and eight registers a thread more. The bytes are those of step 7.
// a transposed is stored as [k, m], b transposed as [n, k]. Operands 0, 1 and 2 of `batch` are a, b and c: how they step
// from one matrix of the stack to the next (0 repeats one matrix); first_matrix is the number of the one at blockIdx.z 0.
template <typename Tile>
__device__ __forceinline__ void gemm_8(
    int m,
    int n,
    int k,
    float alpha,
    const float* a,
    int lda,
    int transposed_a,
    const float* b,
    int ldb,
    int transposed_b,
    float beta,
    float* c,
    int ldc,
    const Walk& batch,
    int first_matrix) {
    int at[3];
    walk_positions(batch, first_matrix + blockIdx.z, at);
    int first_row = first_row_of_block<Tile>(n);
    int first_column = first_column_of_block<Tile>(n);
    float sums[Tile::ROWS][Tile::COLUMNS] = {};
    multiply_double_buffered<Tile>(
        Operand<Tile>(a + at[0], lda, transposed_a == 0, first_row, m),
        Operand<Tile>(b + at[1], ldb, transposed_b != 0, first_column, n),
        k,
        sums);
    store_tile<Tile>(sums, first_row, first_column, m, n, ScaledProduct{alpha, beta, c + at[2], ldc});
}

// Tiles of 128 x 128, for products large enough to give every multiprocessor two of them.
extern "C" __global__ void __launch_bounds__(256, 2) gemm_8_double_buffered_128(
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
    int ldc,
    Walk batch,
    int first_matrix) {
    gemm_8<Tile128>(
        m, n, k, alpha, a, lda, transposed_a, b, ldb, transposed_b, beta, c, ldc, batch, first_matrix);
}

// Tiles of 64 x 64, four times as many blocks of half the threads: 16 FLOP for each byte of graphics memory.
extern "C" __global__ void __launch_bounds__(128) gemm_8_double_buffered_64(
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
    int ldc,
    Walk batch,
    int first_matrix) {
    gemm_8<Tile64>(
        m, n, k, alpha, a, lda, transposed_a, b, ldb, transposed_b, beta, c, ldc, batch, first_matrix);
}

// Tiles of 32 x 32, for small matrices: 8 FLOP for each byte of graphics memory, but blocks enough to go round.
extern "C" __global__ void __launch_bounds__(64) gemm_8_double_buffered_32(
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
    int ldc,
    Walk batch,
    int first_matrix) {
    gemm_8<Tile32>(
        m, n, k, alpha, a, lda, transposed_a, b, ldb, transposed_b, beta, c, ldc, batch, first_matrix);
}

// A linear layer over packed tokens: out = activation(x · weightᵀ + bias), x [tokens, inner], weight [width, inner],
// bias [width] or null, out and kept [tokens, width]; kept, which may be null, receives the activation's argument for the
// backward pass. The product is that of step 8. Done as two kernels of their own, bias and activation would each read and
// write out once more: 16 bytes more an element, which takes 2 · inner FLOPs.
template <typename Tile>
__device__ __forceinline__ void linear_tiles(
    int tokens,
    int width,
    int inner,
    const float* x,
    int ld_x,
    const float* weight,
    int ld_weight,
    const BiasActivation& epilogue) {
    int first_row = first_row_of_block<Tile>(width);
    int first_column = first_column_of_block<Tile>(width);
    float sums[Tile::ROWS][Tile::COLUMNS] = {};
    multiply_double_buffered<Tile>(
        Operand<Tile>(x, ld_x, true, first_row, tokens),
        Operand<Tile>(weight, ld_weight, true, first_column, width),
        inner,
        sums);
    store_tile<Tile>(sums, first_row, first_column, tokens, width, epilogue);
}

extern "C" __global__ void __launch_bounds__(256, 2) linear_128(
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
    linear_tiles<Tile128>(
        tokens, width, inner, x, ld_x, weight, ld_weight, BiasActivation{bias, activation, kept, ld_kept, out, ld_out});
}

extern "C" __global__ void __launch_bounds__(128) linear_64(
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
    linear_tiles<Tile64>(
        tokens, width, inner, x, ld_x, weight, ld_weight, BiasActivation{bias, activation, kept, ld_kept, out, ld_out});
}

extern "C" __global__ void __launch_bounds__(64) linear_32(
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
    linear_tiles<Tile32>(
        tokens, width, inner, x, ld_x, weight, ld_weight, BiasActivation{bias, activation, kept, ld_kept, out, ld_out});
}
