// target: sm_80
// The matrix product on tensor cores: inputs rounded to TF32 (10 bits of mantissa) or to bfloat16 (7 bits), both with the
// exponents of float32; products exact, sums in float32. About 1e-3 or 1e-2 relative to the largest term of a sum.
//
// A warp multiplies 16 x 8 with 8 x 16 numbers at once (in bfloat16 16 x 16 with 16 x 16): nvcuda::wmma spreads each such
// fragment over the 32 lanes in a way that it keeps to itself, and mma_sync does 2 · 16 · 16 · 8 FLOPs in one instruction
// of the language. What is left to write is the traffic, which is that of gemm_tiles.cu: double-buffered tiles in shared
// memory, zeros beyond the edges. An H100 does 495 TFLOP/s in TF32 and 989 in bfloat16 (its data sheet, without sparsity):
// 148 and 295 FLOP for each byte of graphics memory, so that a tile of 128 x 128, 32 FLOP/byte, relies on the L2 cache.
//
// The backend has TF32 by choice. bfloat16 is one more step to compare: its inputs lie in float32 here, so only the
// shared memory's half of the traffic is halved.
//
// An element of the result is summed in one order of k here too, whatever m and n are.
#include "pellucid.cuh"
#include "matrices.cuh"
#ifdef __CUDACC__
#include <cuda_bf16.h>
#include <mma.h>
#endif

using namespace nvcuda;

// How far a block walks along k with one tile in shared memory.
constexpr int DEPTH = 16;
constexpr int FRAGMENT = 16;
// Rows of a staged result, in floats: a fragment and four more, so that neighbouring rows begin in different banks.
constexpr int STAGED_PITCH = FRAGMENT + 4;

// What the two formats differ in: how a number is kept in shared memory, how deep a fragment is along k, how long the lines
// of a tile are (16 bytes more than they need: eight neighbouring lines then begin in different banks), and for how many
// fragments of the result each warp finds room where the tiles were.
struct Tf32 {
    typedef float Stored;
    typedef wmma::precision::tf32 Element;
    static constexpr int FRAGMENT_DEPTH = 8;
    static constexpr int PITCH = DEPTH + 4;
    static constexpr int STAGED = 4;

    static __device__ __forceinline__ Stored rounded(float x) {
        return wmma::__float_to_tf32(x);
    }

    static __device__ __forceinline__ void store_four(Stored* to, float4 four) {
        *reinterpret_cast<float4*>(to) =
            make_float4(rounded(four.x), rounded(four.y), rounded(four.z), rounded(four.w));
    }
};

struct Bfloat16 {
    typedef __nv_bfloat16 Stored;
    typedef __nv_bfloat16 Element;
    static constexpr int FRAGMENT_DEPTH = 16;
    static constexpr int PITCH = DEPTH + 8;
    static constexpr int STAGED = 2;

    static __device__ __forceinline__ Stored rounded(float x) {
        return __float2bfloat16(x);
    }

    static __device__ __forceinline__ unsigned long long bits(float x) {
        return __bfloat16_as_ushort(rounded(x));
    }

    static __device__ __forceinline__ void store_four(Stored* to, float4 four) {
        *reinterpret_cast<unsigned long long*>(to) =
            bits(four.x) | bits(four.y) << 16 | bits(four.z) << 32 | bits(four.w) << 48;
    }
};

// A square tile of c shared out over DOWN x ACROSS warps, each of which has HIGH x WIDE fragments of 16 x 16.
template <int DOWN, int ACROSS, int HIGH_, int WIDE_>
struct FragmentTile {
    static constexpr int HIGH = HIGH_;
    static constexpr int WIDE = WIDE_;
    static constexpr int SIDE = DOWN * HIGH * FRAGMENT;
    static constexpr int THREADS = DOWN * ACROSS * WARP_SIZE;
    static constexpr int FETCHES = SIDE * DEPTH / 4 / THREADS;

    static_assert(SIDE == ACROSS * WIDE * FRAGMENT, "the tile is square");

    static __device__ __forceinline__ int first_row() {
        return threadIdx.x / WARP_SIZE / ACROSS * (HIGH * FRAGMENT);
    }

    static __device__ __forceinline__ int first_column() {
        return threadIdx.x / WARP_SIZE % ACROSS * (WIDE * FRAGMENT);
    }
};

typedef FragmentTile<2, 4, 4, 2> Tile128;
typedef FragmentTile<2, 2, 2, 2> Tile64;

// The numbers of one operand's next tile that this thread fetches, four at a time. A line is a row of a or a column of b;
// in shared memory k runs along each line. Where it does so in the graphics memory too, a thread fetches four neighbouring
// k of one line; else, four neighbouring lines for one k.
template <typename Tile>
struct Operand {
    const float* matrix;
    int leading_dimension;
    int first_line;
    int lines;
    bool along_k;
    bool aligned;
    float4 fetched[Tile::FETCHES];

    __device__ __forceinline__ Operand(const float* of, int ld, bool k_is_contiguous, int first, int count) {
        matrix = of;
        leading_dimension = ld;
        first_line = first;
        lines = count;
        along_k = k_is_contiguous;
        aligned = rows_of_four(of, ld);
    }

    __device__ __forceinline__ void fetch(int k0, int k) {
#pragma unroll
        for (int part = 0; part < Tile::FETCHES; part++) {
            int e = part * Tile::THREADS + threadIdx.x;
            if (along_k) {
                int line = first_line + e / (DEPTH / 4);
                int depth = k0 + e % (DEPTH / 4) * 4;
                fetched[part] = load4(
                    matrix + (size_t) line * leading_dimension + depth, line < lines ? k - depth : 0, aligned);
            } else {
                int line = first_line + e % (Tile::SIDE / 4) * 4;
                int depth = k0 + e / (Tile::SIDE / 4);
                fetched[part] = load4(
                    matrix + (size_t) depth * leading_dimension + line, depth < k ? lines - line : 0, aligned);
            }
        }
    }

    // Rounds on the way into shared memory: once a number, not once a fragment.
    template <typename Precision>
    __device__ __forceinline__ void stash(typename Precision::Stored (*tile)[Precision::PITCH]) const {
#pragma unroll
        for (int part = 0; part < Tile::FETCHES; part++) {
            int e = part * Tile::THREADS + threadIdx.x;
            float4 four = fetched[part];
            if (along_k) {
                Precision::store_four(&tile[e / (DEPTH / 4)][e % (DEPTH / 4) * 4], four);
            } else {
                int line = e % (Tile::SIDE / 4) * 4;
                int depth = e / (Tile::SIDE / 4);
                tile[line][depth] = Precision::rounded(four.x);
                tile[line + 1][depth] = Precision::rounded(four.y);
                tile[line + 2][depth] = Precision::rounded(four.z);
                tile[line + 3][depth] = Precision::rounded(four.w);
            }
        }
    }
};

template <typename Tile>
__device__ __forceinline__ int first_row_of_block(int n) {
    return blockIdx.x / ((n + Tile::SIDE - 1) / Tile::SIDE) * Tile::SIDE;
}

template <typename Tile>
__device__ __forceinline__ int first_column_of_block(int n) {
    return blockIdx.x % ((n + Tile::SIDE - 1) / Tile::SIDE) * Tile::SIDE;
}

// One tile of c: multiplies, then hands the sums to the epilogue, four neighbours at a time. Which element a lane holds is
// unknown, so the fragments go through shared memory, where by then nothing else is kept.
template <typename Precision, typename Tile, typename Epilogue>
__device__ __forceinline__ void multiply_fragments(
    Operand<Tile> a, Operand<Tile> b, int m, int n, int k, Epilogue epilogue) {
    typedef typename Precision::Element Element;
    constexpr int FRAGMENT_DEPTH = Precision::FRAGMENT_DEPTH;
    constexpr int PITCH = Precision::PITCH;
    constexpr int STAGED = Precision::STAGED;
    alignas(32) __shared__ typename Precision::Stored tiles[2][2][Tile::SIDE][PITCH];
    static_assert(
        Tile::THREADS / WARP_SIZE * STAGED * FRAGMENT * STAGED_PITCH * sizeof(float) <= sizeof(tiles),
        "the result is staged where the tiles were");
    int row = Tile::first_row();
    int column = Tile::first_column();
    wmma::fragment<wmma::accumulator, FRAGMENT, FRAGMENT, FRAGMENT_DEPTH, float> sums[Tile::HIGH][Tile::WIDE];
#pragma unroll
    for (int i = 0; i < Tile::HIGH; i++) {
#pragma unroll
        for (int j = 0; j < Tile::WIDE; j++) {
            wmma::fill_fragment(sums[i][j], 0.0f);
        }
    }
    a.fetch(0, k);
    b.fetch(0, k);
    a.template stash<Precision>(tiles[0][0]);
    b.template stash<Precision>(tiles[0][1]);
    __syncthreads();
    int half = 0;
    for (int k0 = 0; k0 < k; k0 += DEPTH) {
        a.fetch(k0 + DEPTH, k);
        b.fetch(k0 + DEPTH, k);
#pragma unroll
        for (int depth = 0; depth < DEPTH; depth += FRAGMENT_DEPTH) {
            wmma::fragment<wmma::matrix_b, FRAGMENT, FRAGMENT, FRAGMENT_DEPTH, Element, wmma::col_major>
                right[Tile::WIDE];
#pragma unroll
            for (int j = 0; j < Tile::WIDE; j++) {
                wmma::load_matrix_sync(right[j], &tiles[half][1][column + j * FRAGMENT][depth], PITCH);
            }
#pragma unroll
            for (int i = 0; i < Tile::HIGH; i++) {
                wmma::fragment<wmma::matrix_a, FRAGMENT, FRAGMENT, FRAGMENT_DEPTH, Element, wmma::row_major> left;
                wmma::load_matrix_sync(left, &tiles[half][0][row + i * FRAGMENT][depth], PITCH);
#pragma unroll
                for (int j = 0; j < Tile::WIDE; j++) {
                    wmma::mma_sync(sums[i][j], left, right[j], sums[i][j]);
                }
            }
        }
        half = 1 - half;
        a.template stash<Precision>(tiles[half][0]);
        b.template stash<Precision>(tiles[half][1]);
        __syncthreads();
    }
    float* staged =
        reinterpret_cast<float*>(tiles) + threadIdx.x / WARP_SIZE * (STAGED * FRAGMENT * STAGED_PITCH);
#pragma unroll
    for (int i = 0; i < Tile::HIGH; i += STAGED / Tile::WIDE) {
#pragma unroll
        for (int s = 0; s < STAGED; s++) {
            wmma::store_matrix_sync(
                staged + s * FRAGMENT * STAGED_PITCH,
                sums[i + s / Tile::WIDE][s % Tile::WIDE],
                STAGED_PITCH,
                wmma::mem_row_major);
        }
        __syncwarp();
#pragma unroll 1
        for (int e = threadIdx.x % WARP_SIZE; e < STAGED * FRAGMENT * FRAGMENT / 4; e += WARP_SIZE) {
            int line = e / (FRAGMENT / 4);
            int at = e % (FRAGMENT / 4) * 4;
            int s = line / FRAGMENT;
            int to_row = a.first_line + row + (i + s / Tile::WIDE) * FRAGMENT + line % FRAGMENT;
            int to_column = b.first_line + column + s % Tile::WIDE * FRAGMENT + at;
            if (to_row < m && to_column < n) {
                epilogue(to_row, to_column, n - to_column, &staged[line * STAGED_PITCH + at]);
            }
        }
        __syncwarp();
    }
}

template <typename Precision, typename Tile>
__device__ __forceinline__ void gemm_on_tensor_cores(
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
    multiply_fragments<Precision, Tile>(
        Operand<Tile>(a + at[0], lda, transposed_a == 0, first_row_of_block<Tile>(n), m),
        Operand<Tile>(b + at[1], ldb, transposed_b != 0, first_column_of_block<Tile>(n), n),
        m,
        n,
        k,
        ScaledProduct{alpha, beta, c + at[2], ldc});
}

// c = alpha · a · b + beta · c; arguments and grid as of gemm_8_double_buffered_128.
extern "C" __global__ void __launch_bounds__(256, 2) gemm_tf32_128(
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
    gemm_on_tensor_cores<Tf32, Tile128>(
        m, n, k, alpha, a, lda, transposed_a, b, ldb, transposed_b, beta, c, ldc, batch, first_matrix);
}

// The same in tiles of 64 x 64, for products that would give 128 x 128 too few blocks.
extern "C" __global__ void __launch_bounds__(128) gemm_tf32_64(
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
    gemm_on_tensor_cores<Tf32, Tile64>(
        m, n, k, alpha, a, lda, transposed_a, b, ldb, transposed_b, beta, c, ldc, batch, first_matrix);
}

// The same with inputs rounded to bfloat16.
extern "C" __global__ void __launch_bounds__(256, 2) gemm_bf16_128(
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
    gemm_on_tensor_cores<Bfloat16, Tile128>(
        m, n, k, alpha, a, lda, transposed_a, b, ldb, transposed_b, beta, c, ldc, batch, first_matrix);
}

// A linear layer; arguments and grid as of linear_128 in gemm_tiles.cu.
extern "C" __global__ void __launch_bounds__(256, 2) linear_tf32_128(
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
    multiply_fragments<Tf32, Tile128>(
        Operand<Tile128>(x, ld_x, true, first_row_of_block<Tile128>(width), tokens),
        Operand<Tile128>(weight, ld_weight, true, first_column_of_block<Tile128>(width), width),
        tokens,
        width,
        inner,
        BiasActivation{bias, activation, kept, ld_kept, out, ld_out});
}

extern "C" __global__ void __launch_bounds__(128) linear_tf32_64(
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
    multiply_fragments<Tf32, Tile64>(
        Operand<Tile64>(x, ld_x, true, first_row_of_block<Tile64>(width), tokens),
        Operand<Tile64>(weight, ld_weight, true, first_column_of_block<Tile64>(width), width),
        tokens,
        width,
        inner,
        BiasActivation{bias, activation, kept, ld_kept, out, ld_out});
}
