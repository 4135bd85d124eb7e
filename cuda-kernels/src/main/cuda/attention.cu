// Multi-head attention over a packed batch: out = softmax(Q K^T scale) V, for each head of each sequence.
//
// Sequence s has the tokens from offsets[s] to offsets[s + 1]. A row of qkv holds the queries of all heads of one
// token, then its keys, then its values; rows lie qkv_stride apart. The probabilities lie sequence by sequence, head by
// head, each a length x length matrix: score_offsets[s] is the sum of the squared lengths of the sequences before s, so
// the matrix of head h begins at heads * score_offsets[s] + h * length * length. Element i of all probabilities is
// dropped when Philox's number dropout_offset + i is less than `dropped`, else it is multiplied by kept_scale; dropped
// = 0 means no dropout.
//
// Grids: x counts the sequences, y the tiles of the longest sequence, z the heads; blocks past the end of their own
// sequence leave at once. No block looks at another sequence, and how it works depends on its own length only: a
// sequence has the same bits in every batch.
//
// For one head of a sequence of n tokens, with head dimension d: 4 n n d FLOPs. Reading Q, K, V and writing the result
// is 16 n d bytes. At n = 128, d = 32 that is 32 FLOPs a byte: a GPU that can do that many per byte of its memory is
// bound by its arithmetic, provided the n x n matrix stays on the chip. That is what the two steps are about.
#include "pellucid.cuh"
#include "attention.cuh"

// ---------------------------------------------------------------------------------------------------------------------
// Step 1, three kernels with the n x n matrix in global memory between them, is in attention_products.cu.
//
// Step 2: one kernel (Dao et al., "FlashAttention", 2022; the running softmax is Milakov and Gimelshein's, 2018). A
// block takes 32 queries of a head and meets the keys and values in tiles of 32, through shared memory. For each query
// it carries the largest score m so far, the sum of exp(score - m) and the sum of exp(score - m) v; when a tile brings
// a larger m, the sums are multiplied by exp(old m - new m), and at the end one is divided by the other. The n x n
// matrix is never stored.
//
// Bytes: Q and the result once, K and V once for each tile of queries, and those come from the L2 cache. What limits it
// now is the arithmetic and shared memory: in the inner loops a thread reads 8 float4 from shared memory for 64 fused
// multiply-adds. The next step would hand both products to the tensor cores.
//
// When the probabilities are wanted, each thread leaves its raw scores in their place on the way, and turns them into
// probabilities once the row's largest score and sum are known. It reads only what it wrote itself, and the result of
// the layer has the same bits with and without.
// ---------------------------------------------------------------------------------------------------------------------

// Queries of a block, and keys that it meets at a time.
constexpr int TILE = 32;
constexpr int TILE_THREADS = 64;
// A row of the tile in float4s; one more than needed puts neighbouring rows into different banks.
constexpr int TILE_QUADS = TILE / 4 + 1;

// Dropout of a tile of weights. One block of Philox gives four neighbouring numbers, so the 8 threads of a query share
// out the 9 blocks that cover 32 neighbours, wherever those begin: 5 blocks a thread for its 4 queries instead of 16.
__device__ __forceinline__ void drop_weights(
        const AttentionHead& head,
        float4 (&weights)[TILE][TILE_QUADS],
        int query0,
        int key0,
        unsigned long long seed,
        unsigned long long dropout_offset,
        float dropped,
        float kept_scale) {
    constexpr int BLOCKS = TILE / 4 + 1;
    int y = threadIdx.x / 8;
    for (int i = threadIdx.x % 8; i < 4 * BLOCKS; i += 8) {
        int row = y + 8 * (i / BLOCKS);
        unsigned long long first =
                dropout_offset + (head.scores + (long long) (query0 + row) * head.length + key0);
        unsigned words[4];
        philox_block(seed, (first >> 2) + i % BLOCKS, words);
        float* own = reinterpret_cast<float*>(weights[row]);
        int key = 4 * (i % BLOCKS) - (int) (first & 3);
#pragma unroll
        for (int w = 0; w < 4; w++) {
            if (key + w >= 0 && key + w < TILE) {
                own[key + w] = to_uniform(words[w]) >= dropped ? own[key + w] * kept_scale : 0.0f;
            }
        }
    }
}

// 8 x 8 threads. Thread (y, x) owns the scores of queries y, y + 8, y + 16, y + 24 with keys x, x + 8, x + 16, x + 24,
// and of the same queries' results the quads of columns x, x + 8, ...; the 8 threads of a query are neighbours in one
// warp.
template <int HEAD_DIM>
__device__ __forceinline__ void fused_attention(
        const float* qkv,
        int qkv_stride,
        const int* offsets,
        const int* score_offsets,
        int heads,
        float scale,
        unsigned long long seed,
        unsigned long long dropout_offset,
        float dropped,
        float kept_scale,
        float* probabilities,
        float* out,
        int out_stride) {
    constexpr int QUADS = HEAD_DIM / 4;
    constexpr int OWN_QUADS = QUADS / 8;
    // One quad more than needed puts 8 neighbouring rows into different banks.
    __shared__ float4 queries[TILE][QUADS + 1];
    __shared__ float4 keys[TILE][QUADS + 1];
    __shared__ float4 values[TILE][QUADS];
    __shared__ float4 weights[TILE][TILE_QUADS];
    AttentionHead head = attention_head(offsets, score_offsets, heads, HEAD_DIM);
    int query0 = blockIdx.y * TILE;
    if (query0 >= head.length) {
        return;
    }
    int y = threadIdx.x / 8;
    int x = threadIdx.x % 8;
    auto load = [&](float4* tile, int quads_of_row, int token0, int offset) {
        float* numbers = reinterpret_cast<float*>(tile);
        for (int i = threadIdx.x; i < TILE * HEAD_DIM; i += TILE_THREADS) {
            int row = i / HEAD_DIM;
            int column = i % HEAD_DIM;
            numbers[row * quads_of_row * 4 + column] = token0 + row < head.length
                    ? head_of_token(head, qkv, qkv_stride, token0 + row)[offset + column]
                    : 0.0f;
        }
    };
    load(&queries[0][0], QUADS + 1, query0, 0);

    float largest[4];
    float sum[4];
    float4 result[4][OWN_QUADS];
#pragma unroll
    for (int r = 0; r < 4; r++) {
        largest[r] = -infinity();
        sum[r] = 0.0f;
#pragma unroll
        for (int q = 0; q < OWN_QUADS; q++) {
            result[r][q] = make_float4(0.0f, 0.0f, 0.0f, 0.0f);
        }
    }
    for (int key0 = 0; key0 < head.length; key0 += TILE) {
        int count = min(TILE, head.length - key0);
        load(&keys[0][0], QUADS + 1, key0, head.hidden);
        load(&values[0][0], QUADS, key0, 2 * head.hidden);
        __syncthreads();

        float scores[4][4] = {};
        for (int d = 0; d < QUADS; d++) {
            float4 query[4];
#pragma unroll
            for (int r = 0; r < 4; r++) {
                query[r] = queries[y + 8 * r][d];
            }
#pragma unroll
            for (int c = 0; c < 4; c++) {
                float4 key = keys[x + 8 * c][d];
#pragma unroll
                for (int r = 0; r < 4; r++) {
                    float score = fmaf(query[r].x, key.x, scores[r][c]);
                    score = fmaf(query[r].y, key.y, score);
                    score = fmaf(query[r].z, key.z, score);
                    scores[r][c] = fmaf(query[r].w, key.w, score);
                }
            }
        }
#pragma unroll
        for (int r = 0; r < 4; r++) {
            int query = query0 + y + 8 * r;
            long long row = head.scores + (long long) query * head.length + key0;
            float highest = largest[r];
#pragma unroll
            for (int c = 0; c < 4; c++) {
                bool exists = x + 8 * c < count;
                float score = exists ? scale * scores[r][c] : -infinity();
                if (probabilities != nullptr && exists && query < head.length) {
                    probabilities[row + x + 8 * c] = score;
                }
                scores[r][c] = score;
                highest = fmaxf(highest, score);
            }
#pragma unroll
            for (int offset = 4; offset > 0; offset /= 2) {
                highest = fmaxf(highest, __shfl_xor_sync(ALL_LANES, highest, offset));
            }
            float shrink = expf(largest[r] - highest);
            largest[r] = highest;
            sum[r] *= shrink;
#pragma unroll
            for (int q = 0; q < OWN_QUADS; q++) {
                result[r][q].x *= shrink;
                result[r][q].y *= shrink;
                result[r][q].z *= shrink;
                result[r][q].w *= shrink;
            }
            float* weights_of_query = reinterpret_cast<float*>(weights[y + 8 * r]);
#pragma unroll
            for (int c = 0; c < 4; c++) {
                float exponential = expf(scores[r][c] - highest);
                sum[r] += exponential;
                weights_of_query[x + 8 * c] = exponential;
            }
        }
        // Only the warp that wrote a query's weights reads them.
        __syncwarp();
        if (dropped != 0.0f) {
            drop_weights(head, weights, query0, key0, seed, dropout_offset, dropped, kept_scale);
            __syncwarp();
        }
        for (int key = 0; key < count; key += 4) {
            float4 weight[4];
#pragma unroll
            for (int r = 0; r < 4; r++) {
                weight[r] = weights[y + 8 * r][key / 4];
            }
#pragma unroll
            for (int k = 0; k < 4; k++) {
#pragma unroll
                for (int q = 0; q < OWN_QUADS; q++) {
                    float4 value = values[key + k][x + 8 * q];
#pragma unroll
                    for (int r = 0; r < 4; r++) {
                        float w = k == 0 ? weight[r].x : k == 1 ? weight[r].y : k == 2 ? weight[r].z : weight[r].w;
                        result[r][q].x = fmaf(w, value.x, result[r][q].x);
                        result[r][q].y = fmaf(w, value.y, result[r][q].y);
                        result[r][q].z = fmaf(w, value.z, result[r][q].z);
                        result[r][q].w = fmaf(w, value.w, result[r][q].w);
                    }
                }
            }
        }
        __syncthreads();
    }
#pragma unroll
    for (int r = 0; r < 4; r++) {
#pragma unroll
        for (int offset = 4; offset > 0; offset /= 2) {
            sum[r] += __shfl_xor_sync(ALL_LANES, sum[r], offset);
        }
        int query = query0 + y + 8 * r;
        if (query >= head.length) {
            continue;
        }
        float* own = head_of_token(head, out, out_stride, query);
#pragma unroll
        for (int q = 0; q < OWN_QUADS; q++) {
            int column = 4 * (x + 8 * q);
            own[column] = result[r][q].x / sum[r];
            own[column + 1] = result[r][q].y / sum[r];
            own[column + 2] = result[r][q].z / sum[r];
            own[column + 3] = result[r][q].w / sum[r];
        }
        if (probabilities != nullptr) {
            float* row = probabilities + head.scores + (long long) query * head.length;
            for (int key = x; key < head.length; key += 8) {
                row[key] = expf(row[key] - largest[r]) / sum[r];
            }
        }
    }
}

// Head dimension 32, as MiniLM has. 64 threads. probabilities may be null.
extern "C" __global__ void attention_2_fused_32(
        const float* __restrict__ qkv,
        int qkv_stride,
        const int* __restrict__ offsets,
        const int* __restrict__ score_offsets,
        int heads,
        float scale,
        unsigned long long seed,
        unsigned long long dropout_offset,
        float dropped,
        float kept_scale,
        float* __restrict__ probabilities,
        float* __restrict__ out,
        int out_stride) {
    fused_attention<32>(
            qkv, qkv_stride, offsets, score_offsets, heads, scale, seed, dropout_offset, dropped, kept_scale,
            probabilities, out, out_stride);
}

// Head dimension 64, as BERT base has. 64 threads. probabilities may be null.
extern "C" __global__ void attention_2_fused_64(
        const float* __restrict__ qkv,
        int qkv_stride,
        const int* __restrict__ offsets,
        const int* __restrict__ score_offsets,
        int heads,
        float scale,
        unsigned long long seed,
        unsigned long long dropout_offset,
        float dropped,
        float kept_scale,
        float* __restrict__ probabilities,
        float* __restrict__ out,
        int out_stride) {
    fused_attention<64>(
            qkv, qkv_stride, offsets, score_offsets, heads, scale, seed, dropout_offset, dropped, kept_scale,
            probabilities, out, out_stride);
}

// Any head dimension: the same idea with a warp for each query and a lane for each key of a tile; keys come through
// shared memory 32 columns at a time, values straight from the cache. A thread reads 2 numbers from shared memory for
// one fused multiply-add, so this is several times slower than the two above. 256 threads, 8 queries (grid y counts
// tiles of 8); dynamic shared memory: 16 head_dim floats, a query and a result for each warp. probabilities may be
// null.
extern "C" __global__ void attention_2_fused_any(
        const float* __restrict__ qkv,
        int qkv_stride,
        const int* __restrict__ offsets,
        const int* __restrict__ score_offsets,
        int heads,
        int head_dim,
        float scale,
        unsigned long long seed,
        unsigned long long dropout_offset,
        float dropped,
        float kept_scale,
        float* __restrict__ probabilities,
        float* __restrict__ out,
        int out_stride) {
    constexpr int WARPS = 8;
    __shared__ float keys[TILE][TILE + 1];
    DYN_SHARED(float, rows_of_warps);
    AttentionHead head = attention_head(offsets, score_offsets, heads, head_dim);
    int query0 = blockIdx.y * WARPS;
    if (query0 >= head.length) {
        return;
    }
    int warp = threadIdx.x / WARP_SIZE;
    int lane = threadIdx.x % WARP_SIZE;
    // A warp without a query of its own walks along, since the block's barriers count it.
    bool active = query0 + warp < head.length;
    int query = active ? query0 + warp : head.length - 1;
    float* own_query = rows_of_warps + 2 * warp * head_dim;
    float* result = own_query + head_dim;
    for (int d = lane; d < head_dim; d += WARP_SIZE) {
        own_query[d] = head_of_token(head, qkv, qkv_stride, query)[d];
        result[d] = 0.0f;
    }
    float largest = -infinity();
    float sum = 0.0f;
    for (int key0 = 0; key0 < head.length; key0 += TILE) {
        int count = min(TILE, head.length - key0);
        float score = 0.0f;
        for (int d0 = 0; d0 < head_dim; d0 += TILE) {
            __syncthreads();
            for (int row = warp; row < count; row += WARPS) {
                if (d0 + lane < head_dim) {
                    keys[row][lane] = head_of_token(head, qkv, qkv_stride, key0 + row)[head.hidden + d0 + lane];
                }
            }
            __syncthreads();
            int columns = min(TILE, head_dim - d0);
            for (int d = 0; d < columns && lane < count; d++) {
                score = fmaf(own_query[d0 + d], keys[lane][d], score);
            }
        }
        long long position = head.scores + (long long) query * head.length + key0 + lane;
        score = lane < count ? scale * score : -infinity();
        if (probabilities != nullptr && active && lane < count) {
            probabilities[position] = score;
        }
        float highest = score;
        for (int offset = WARP_SIZE / 2; offset > 0; offset /= 2) {
            highest = fmaxf(highest, __shfl_xor_sync(ALL_LANES, highest, offset));
        }
        highest = fmaxf(highest, largest);
        float shrink = expf(largest - highest);
        float exponential = expf(score - highest);
        largest = highest;
        sum = sum * shrink + exponential;
        float weight = after_dropout(exponential, seed, dropout_offset + position, dropped, kept_scale);
        for (int d0 = 0; d0 < head_dim; d0 += WARP_SIZE) {
            int d = d0 + lane;
            float total = d < head_dim ? shrink * result[d] : 0.0f;
            for (int key = 0; key < count; key++) {
                float w = __shfl_sync(ALL_LANES, weight, key);
                if (d < head_dim) {
                    total = fmaf(w, head_of_token(head, qkv, qkv_stride, key0 + key)[2 * head.hidden + d], total);
                }
            }
            if (d < head_dim) {
                result[d] = total;
            }
        }
    }
    sum = warp_sum(sum);
    if (!active) {
        return;
    }
    for (int d = lane; d < head_dim; d += WARP_SIZE) {
        head_of_token(head, out, out_stride, query)[d] = result[d] / sum;
    }
    if (probabilities != nullptr) {
        float* row = probabilities + head.scores + (long long) query * head.length;
        for (int key = lane; key < head.length; key += WARP_SIZE) {
            row[key] = expf(row[key] - largest) / sum;
        }
    }
}
