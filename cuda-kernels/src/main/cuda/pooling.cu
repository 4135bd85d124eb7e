// One vector a sequence from its token vectors, and the way back.
//
// Sequence s has the tokens from offsets[s] to offsets[s + 1]; the first `skip` of them are left out; of what is left,
// the mode says what becomes of it. Modes are the ordinals of pellucid.tensor.Pooling:
//   0 CLS   1 MAX   2 MEAN   3 MEAN_SQRT_LENGTH   4 WEIGHTED_MEAN   5 LAST_TOKEN
//
// A thread owns one column of one sequence and goes down its tokens: neighbours read neighbours, nothing is shared, and
// the order of the sum is that of the tokens. Each number is read once and the result is small: 4 bytes a number, bound
// by memory. Grid: x counts the sequences, y the runs of blockDim.x columns.
#include "pellucid.cuh"

constexpr int CLS = 0;
constexpr int MAX = 1;
constexpr int MEAN = 2;
constexpr int MEAN_SQRT_LENGTH = 3;
constexpr int WEIGHTED_MEAN = 4;
constexpr int LAST_TOKEN = 5;

// The weight of token i in the sum of its sequence, for the modes that are sums; tokens are counted after the skipped
// ones. The weighted mean counts positions from the sequence's start: skip + 1, skip + 2, ...
__device__ __forceinline__ float pooling_weight(int mode, int i, int length, int skip) {
    switch (mode) {
        case CLS:
            return i == 0 ? 1.0f : 0.0f;
        case LAST_TOKEN:
            return i == length - 1 ? 1.0f : 0.0f;
        case MEAN_SQRT_LENGTH:
            return 1.0f / sqrtf((float) length);
        case WEIGHTED_MEAN: {
            float sum = (float) length * (float) (2ll * skip + length + 1) * 0.5f;
            return (float) (skip + i + 1) / sum;
        }
        default:
            return 1.0f / (float) length;
    }
}

// A sequence without tokens gives zeros.
extern "C" __global__ void pool(
        int mode,
        const float* __restrict__ x,
        int x_stride,
        const int* __restrict__ offsets,
        int skip,
        int hidden,
        float* __restrict__ out,
        int out_stride) {
    int sequence = blockIdx.x;
    int column = blockIdx.y * blockDim.x + threadIdx.x;
    if (column >= hidden) {
        return;
    }
    int length = max(offsets[sequence + 1] - offsets[sequence] - skip, 0);
    const float* own = x + (long long) (offsets[sequence] + skip) * x_stride + column;
    float result = 0.0f;
    if (length > 0) {
        switch (mode) {
            case CLS:
                result = own[0];
                break;
            case LAST_TOKEN:
                result = own[(long long) (length - 1) * x_stride];
                break;
            case MAX:
                result = own[0];
                for (int i = 1; i < length; i++) {
                    result = max_with_nan(result, own[(long long) i * x_stride]);
                }
                break;
            case WEIGHTED_MEAN:
                for (int i = 0; i < length; i++) {
                    result = fmaf(pooling_weight(mode, i, length, skip), own[(long long) i * x_stride], result);
                }
                break;
            default:
#pragma unroll 4
                for (int i = 0; i < length; i++) {
                    result += own[(long long) i * x_stride];
                }
                result = mode == MEAN ? result / (float) length : result / sqrtf((float) length);
        }
    }
    out[(long long) sequence * out_stride + column] = result;
}

// dx of all tokens, the skipped ones included (they get 0). x is looked at for MAX only, where the first largest token
// takes all; it may be null otherwise.
extern "C" __global__ void pool_backward(
        int mode,
        const float* __restrict__ x,
        int x_stride,
        const int* __restrict__ offsets,
        int skip,
        int hidden,
        const float* __restrict__ d_out,
        int d_out_stride,
        float* __restrict__ dx,
        int dx_stride) {
    int sequence = blockIdx.x;
    int column = blockIdx.y * blockDim.x + threadIdx.x;
    if (column >= hidden) {
        return;
    }
    int first = offsets[sequence];
    int all = offsets[sequence + 1] - first;
    int skipped = min(skip, all);
    int length = all - skipped;
    float gradient = d_out[(long long) sequence * d_out_stride + column];
    float* own = dx + (long long) first * dx_stride + column;
    for (int i = 0; i < skipped; i++) {
        own[(long long) i * dx_stride] = 0.0f;
    }
    own += (long long) skipped * dx_stride;
    int best = 0;
    if (mode == MAX && length > 0) {
        const float* tokens = x + (long long) (first + skipped) * x_stride + column;
        float largest = tokens[0];
        for (int i = 1; i < length; i++) {
            float value = tokens[(long long) i * x_stride];
            if (value > largest) {
                largest = value;
                best = i;
            }
        }
    }
    for (int i = 0; i < length; i++) {
        float weight = mode == MAX ? (i == best ? 1.0f : 0.0f) : pooling_weight(mode, i, length, skip);
        own[(long long) i * dx_stride] = gradient * weight;
    }
}
