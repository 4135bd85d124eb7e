// Attention by matrix products with the n x n matrices of the heads in global memory: the first step of the forward
// pass (attention.cu has the second), and the backward pass. What lies where, and the grids, are as attention.cu says.
#include "pellucid.cuh"
#include "attention.cuh"

// ---------------------------------------------------------------------------------------------------------------------
// A 32 x 32 tile of a matrix product, by 64 threads with 4 x 4 numbers each. Operands come through functions of (row,
// k) and (k, column), so that one body serves all products of attention, forward and backward: plain, transposed, with
// dropout on the way. ALONG_K says along which index the operand's neighbours lie in memory. Each number is summed in
// the order k = 0, 1, ...; loads past the end are the caller's to guard (they must give 0).
// ---------------------------------------------------------------------------------------------------------------------

constexpr int TILE = 32;
constexpr int TILE_THREADS = 64;
// Rows of the tile in shared memory step by 36 floats: a multiple of 4, as float4 needs, and with the order in which
// `stage` goes through a tile, 32 neighbouring threads hit 32 different banks.
constexpr int TILE_QUADS = TILE / 4 + 1;

// Fills tile[k][i] with element(i, k).
template <bool ALONG_K, typename Element>
__device__ __forceinline__ void stage(float4 (&tile)[TILE][TILE_QUADS], Element element) {
    float* numbers = reinterpret_cast<float*>(tile);
    int t = threadIdx.x;
    if (ALONG_K) {
        for (int i = t / 8; i < TILE; i += TILE_THREADS / 8) {
            for (int k = t % 8; k < TILE; k += 8) {
                numbers[k * TILE_QUADS * 4 + i] = element(i, k);
            }
        }
    } else {
        for (int k = t / TILE; k < TILE; k += TILE_THREADS / TILE) {
            numbers[k * TILE_QUADS * 4 + t % TILE] = element(t % TILE, k);
        }
    }
}

template <bool LEFT_ALONG_K, bool RIGHT_ALONG_K, typename Left, typename Right, typename Store>
__device__ __forceinline__ void product_tile(int inner, Left left, Right right, Store store) {
    __shared__ float4 lefts[TILE][TILE_QUADS];
    __shared__ float4 rights[TILE][TILE_QUADS];
    int quad_of_rows = threadIdx.x / 8;
    int quad_of_columns = threadIdx.x % 8;
    float sums[4][4] = {};
    for (int k0 = 0; k0 < inner; k0 += TILE) {
        stage<LEFT_ALONG_K>(lefts, [&](int row, int k) { return k0 + k < inner ? left(row, k0 + k) : 0.0f; });
        stage<RIGHT_ALONG_K>(rights, [&](int column, int k) { return k0 + k < inner ? right(k0 + k, column) : 0.0f; });
        __syncthreads();
        int count = min(TILE, inner - k0);
        for (int k = 0; k < count; k++) {
            float4 a = lefts[k][quad_of_rows];
            float4 b = rights[k][quad_of_columns];
            float as[4] = {a.x, a.y, a.z, a.w};
            float bs[4] = {b.x, b.y, b.z, b.w};
#pragma unroll
            for (int r = 0; r < 4; r++) {
#pragma unroll
                for (int c = 0; c < 4; c++) {
                    sums[r][c] = fmaf(as[r], bs[c], sums[r][c]);
                }
            }
        }
        __syncthreads();
    }
#pragma unroll
    for (int r = 0; r < 4; r++) {
#pragma unroll
        for (int c = 0; c < 4; c++) {
            store(4 * quad_of_rows + r, 4 * quad_of_columns + c, sums[r][c]);
        }
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Step 1: three kernels, the n x n matrix in global memory between them. It is written by the first, read and written
// by the second, read by the third: 16 n n bytes for 4 n n d FLOPs, d / 4 FLOPs a byte. With d = 32 that is 8: bound by
// memory. Step 2 keeps the matrix on the chip. (The pieces are not lost: the backward pass below is made of the same
// ones.)
// ---------------------------------------------------------------------------------------------------------------------

// scores = Q K^T scale. A block goes along 32 rows of the matrix. 64 threads.
extern "C" __global__ void attention_1_scores(
        const float* __restrict__ qkv,
        int qkv_stride,
        const int* __restrict__ offsets,
        const int* __restrict__ score_offsets,
        int heads,
        int head_dim,
        float scale,
        float* __restrict__ scores) {
    AttentionHead head = attention_head(offsets, score_offsets, heads, head_dim);
    int row0 = blockIdx.y * TILE;
    if (row0 >= head.length) {
        return;
    }
    for (int column0 = 0; column0 < head.length; column0 += TILE) {
        product_tile<true, true>(
                head_dim,
                [&](int row, int k) {
                    return row0 + row < head.length ? head_of_token(head, qkv, qkv_stride, row0 + row)[k] : 0.0f;
                },
                [&](int k, int column) {
                    return column0 + column < head.length
                            ? head_of_token(head, qkv, qkv_stride, column0 + column)[head.hidden + k]
                            : 0.0f;
                },
                [&](int row, int column, float sum) {
                    if (row0 + row < head.length && column0 + column < head.length) {
                        scores[head.scores + (long long) (row0 + row) * head.length + column0 + column] = scale * sum;
                    }
                });
    }
}

// Softmax of each row of the scores, in place; a warp takes a row, a block 32 of them. Blocks of whole warps.
extern "C" __global__ void attention_1_softmax(
        const int* __restrict__ offsets,
        const int* __restrict__ score_offsets,
        int heads,
        int head_dim,
        float* __restrict__ scores) {
    AttentionHead head = attention_head(offsets, score_offsets, heads, head_dim);
    int end = min((int) (blockIdx.y + 1) * TILE, head.length);
    int lane = threadIdx.x % WARP_SIZE;
    for (int row = blockIdx.y * TILE + threadIdx.x / WARP_SIZE; row < end; row += blockDim.x / WARP_SIZE) {
        float* own = scores + head.scores + (long long) row * head.length;
        float largest = -infinity();
        for (int i = lane; i < head.length; i += WARP_SIZE) {
            largest = max_with_nan(largest, own[i]);
        }
        largest = warp_max(largest);
        float sum = 0.0f;
        for (int i = lane; i < head.length; i += WARP_SIZE) {
            float exponential = expf(own[i] - largest);
            own[i] = exponential;
            sum += exponential;
        }
        sum = warp_sum(sum);
        for (int i = lane; i < head.length; i += WARP_SIZE) {
            own[i] = own[i] / sum;
        }
    }
}

// out = dropout(probabilities) V. 64 threads, which go along the columns of 32 tokens.
extern "C" __global__ void attention_1_values(
        const float* __restrict__ qkv,
        int qkv_stride,
        const int* __restrict__ offsets,
        const int* __restrict__ score_offsets,
        int heads,
        int head_dim,
        unsigned long long seed,
        unsigned long long dropout_offset,
        float dropped,
        float kept_scale,
        const float* __restrict__ probabilities,
        float* __restrict__ out,
        int out_stride) {
    AttentionHead head = attention_head(offsets, score_offsets, heads, head_dim);
    int row0 = blockIdx.y * TILE;
    if (row0 >= head.length) {
        return;
    }
    for (int column0 = 0; column0 < head_dim; column0 += TILE) {
        product_tile<true, false>(
                head.length,
                [&](int row, int k) {
                    long long position = head.scores + (long long) (row0 + row) * head.length + k;
                    return row0 + row < head.length
                            ? after_dropout(
                                      probabilities[position], seed, dropout_offset + position, dropped, kept_scale)
                            : 0.0f;
                },
                [&](int k, int column) {
                    return column0 + column < head_dim
                            ? head_of_token(head, qkv, qkv_stride, k)[2 * head.hidden + column0 + column]
                            : 0.0f;
                },
                [&](int row, int column, float sum) {
                    if (row0 + row < head.length && column0 + column < head_dim) {
                        head_of_token(head, out, out_stride, row0 + row)[column0 + column] = sum;
                    }
                });
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// The backward pass, from the probabilities P that the forward pass kept; D is P after dropout:
//
//   dV = D^T dO     dP = dropout(dO V^T)     dS = P (dP - sum of dP P) scale     dQ = dS K     dK = dS^T Q
//
// Five kernels with dP, then dS, in global memory between them: 10 n n d FLOPs and 28 n n bytes. Fusing them would
// spare most of the bytes. Every sum has one owner and one order; nothing is added atomically.
// ---------------------------------------------------------------------------------------------------------------------

// dV = D^T dO: 32 keys, all columns of the head. 64 threads.
extern "C" __global__ void attention_backward_values(
        const int* __restrict__ offsets,
        const int* __restrict__ score_offsets,
        int heads,
        int head_dim,
        unsigned long long seed,
        unsigned long long dropout_offset,
        float dropped,
        float kept_scale,
        const float* __restrict__ probabilities,
        const float* __restrict__ d_out,
        int d_out_stride,
        float* __restrict__ d_qkv,
        int d_qkv_stride) {
    AttentionHead head = attention_head(offsets, score_offsets, heads, head_dim);
    int row0 = blockIdx.y * TILE;
    if (row0 >= head.length) {
        return;
    }
    for (int column0 = 0; column0 < head_dim; column0 += TILE) {
        product_tile<false, false>(
                head.length,
                [&](int row, int k) {
                    long long position = head.scores + (long long) k * head.length + row0 + row;
                    return row0 + row < head.length
                            ? after_dropout(
                                      probabilities[position], seed, dropout_offset + position, dropped, kept_scale)
                            : 0.0f;
                },
                [&](int k, int column) {
                    return column0 + column < head_dim
                            ? head_of_token(head, d_out, d_out_stride, k)[column0 + column]
                            : 0.0f;
                },
                [&](int row, int column, float sum) {
                    if (row0 + row < head.length && column0 + column < head_dim) {
                        head_of_token(head, d_qkv, d_qkv_stride, row0 + row)[2 * head.hidden + column0 + column] = sum;
                    }
                });
    }
}

// dP = dropout(dO V^T): 32 queries, all keys. 64 threads.
extern "C" __global__ void attention_backward_probabilities(
        const float* __restrict__ qkv,
        int qkv_stride,
        const int* __restrict__ offsets,
        const int* __restrict__ score_offsets,
        int heads,
        int head_dim,
        unsigned long long seed,
        unsigned long long dropout_offset,
        float dropped,
        float kept_scale,
        const float* __restrict__ d_out,
        int d_out_stride,
        float* __restrict__ d_probabilities) {
    AttentionHead head = attention_head(offsets, score_offsets, heads, head_dim);
    int row0 = blockIdx.y * TILE;
    if (row0 >= head.length) {
        return;
    }
    for (int column0 = 0; column0 < head.length; column0 += TILE) {
        product_tile<true, true>(
                head_dim,
                [&](int row, int k) {
                    return row0 + row < head.length ? head_of_token(head, d_out, d_out_stride, row0 + row)[k] : 0.0f;
                },
                [&](int k, int column) {
                    return column0 + column < head.length
                            ? head_of_token(head, qkv, qkv_stride, column0 + column)[2 * head.hidden + k]
                            : 0.0f;
                },
                [&](int row, int column, float sum) {
                    if (row0 + row < head.length && column0 + column < head.length) {
                        long long position = head.scores + (long long) (row0 + row) * head.length + column0 + column;
                        d_probabilities[position] =
                                after_dropout(sum, seed, dropout_offset + position, dropped, kept_scale);
                    }
                });
    }
}

// dS = P (dP - sum of dP P) scale, in the place of dP; a warp takes a row, a block 32 of them. Blocks of whole warps.
extern "C" __global__ void attention_backward_softmax(
        const int* __restrict__ offsets,
        const int* __restrict__ score_offsets,
        int heads,
        int head_dim,
        float scale,
        const float* __restrict__ probabilities,
        float* __restrict__ d_scores) {
    AttentionHead head = attention_head(offsets, score_offsets, heads, head_dim);
    int end = min((int) (blockIdx.y + 1) * TILE, head.length);
    int lane = threadIdx.x % WARP_SIZE;
    for (int row = blockIdx.y * TILE + threadIdx.x / WARP_SIZE; row < end; row += blockDim.x / WARP_SIZE) {
        long long first = head.scores + (long long) row * head.length;
        const float* p = probabilities + first;
        float* ds = d_scores + first;
        float sum = 0.0f;
        for (int i = lane; i < head.length; i += WARP_SIZE) {
            sum = fmaf(ds[i], p[i], sum);
        }
        sum = warp_sum(sum);
        for (int i = lane; i < head.length; i += WARP_SIZE) {
            ds[i] = p[i] * (ds[i] - sum) * scale;
        }
    }
}

// dQ = dS K: 32 queries, all columns of the head. 64 threads.
extern "C" __global__ void attention_backward_queries(
        const float* __restrict__ qkv,
        int qkv_stride,
        const int* __restrict__ offsets,
        const int* __restrict__ score_offsets,
        int heads,
        int head_dim,
        const float* __restrict__ d_scores,
        float* __restrict__ d_qkv,
        int d_qkv_stride) {
    AttentionHead head = attention_head(offsets, score_offsets, heads, head_dim);
    int row0 = blockIdx.y * TILE;
    if (row0 >= head.length) {
        return;
    }
    for (int column0 = 0; column0 < head_dim; column0 += TILE) {
        product_tile<true, false>(
                head.length,
                [&](int row, int k) {
                    return row0 + row < head.length
                            ? d_scores[head.scores + (long long) (row0 + row) * head.length + k]
                            : 0.0f;
                },
                [&](int k, int column) {
                    return column0 + column < head_dim
                            ? head_of_token(head, qkv, qkv_stride, k)[head.hidden + column0 + column]
                            : 0.0f;
                },
                [&](int row, int column, float sum) {
                    if (row0 + row < head.length && column0 + column < head_dim) {
                        head_of_token(head, d_qkv, d_qkv_stride, row0 + row)[column0 + column] = sum;
                    }
                });
    }
}

// dK = dS^T Q: 32 keys, all columns of the head. 64 threads.
extern "C" __global__ void attention_backward_keys(
        const float* __restrict__ qkv,
        int qkv_stride,
        const int* __restrict__ offsets,
        const int* __restrict__ score_offsets,
        int heads,
        int head_dim,
        const float* __restrict__ d_scores,
        float* __restrict__ d_qkv,
        int d_qkv_stride) {
    AttentionHead head = attention_head(offsets, score_offsets, heads, head_dim);
    int row0 = blockIdx.y * TILE;
    if (row0 >= head.length) {
        return;
    }
    for (int column0 = 0; column0 < head_dim; column0 += TILE) {
        product_tile<false, false>(
                head.length,
                [&](int row, int k) {
                    return row0 + row < head.length
                            ? d_scores[head.scores + (long long) k * head.length + row0 + row]
                            : 0.0f;
                },
                [&](int k, int column) {
                    return column0 + column < head_dim
                            ? head_of_token(head, qkv, qkv_stride, k)[column0 + column]
                            : 0.0f;
                },
                [&](int row, int column, float sum) {
                    if (row0 + row < head.length && column0 + column < head_dim) {
                        head_of_token(head, d_qkv, d_qkv_stride, row0 + row)[head.hidden + column0 + column] = sum;
                    }
                });
    }
}
