// What is made of Philox's numbers: dropout, and tensors of random numbers. Number i of a seed is a pure function of
// both, so these kernels give what the contract's loops give, bit for bit, whatever the grid (see Philox in
// pellucid.cuh).
//
// One block of Philox (10 rounds, about 60 integer instructions) gives four neighbouring numbers, so a thread takes
// four neighbouring elements: at 8 bytes moved for each element that is just cheap enough to stay bound by memory. The
// groups of four are Philox's own, counted from `offset & ~3`, so the first and the last thread may have fewer than
// four.
#include "pellucid.cuh"

// out[i] = x[i] * kept_scale where number offset + i is at least `dropped`, else 0. x and out are contiguous and may be
// the same. A thread for each of the (offset % 4 + count + 3) / 4 groups.
extern "C" __global__ void dropout(
        const float* x,
        float* out,
        int count,
        unsigned long long seed,
        unsigned long long offset,
        float dropped,
        float kept_scale) {
    long long group = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    long long first = 4 * group - (long long) (offset & 3);
    if (first >= count) {
        return;
    }
    unsigned words[4];
    philox_block(seed, (offset >> 2) + group, words);
#pragma unroll
    for (int w = 0; w < 4; w++) {
        long long i = first + w;
        if (i >= 0 && i < count) {
            out[i] = to_uniform(words[w]) >= dropped ? x[i] * kept_scale : 0.0f;
        }
    }
}

// Products and sums of doubles that are rounded one by one, as Java rounds them, not joined into a fused multiply-add.
__device__ __forceinline__ double times(double a, double b) {
#ifdef __CUDACC__
    return __dmul_rn(a, b);
#else
    return a * b;
#endif
}

__device__ __forceinline__ double plus(double a, double b) {
#ifdef __CUDACC__
    return __dadd_rn(a, b);
#else
    return a + b;
#endif
}

// out[i] = low + (high - low) * number i, worked out in double and then rounded, as the contract has it. A thread for
// four.
extern "C" __global__ void uniform(
        float* __restrict__ out, int count, double low, double high, unsigned long long seed) {
    long long group = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (4 * group >= count) {
        return;
    }
    unsigned words[4];
    philox_block(seed, group, words);
#pragma unroll
    for (int w = 0; w < 4; w++) {
        if (4 * group + w < count) {
            out[4 * group + w] = (float) plus(low, times(high - low, (double) to_uniform(words[w])));
        }
    }
}

// Normally distributed numbers by Box and Muller's transformation of the numbers 2i and 2i + 1, in double. A block of
// Philox gives two of them; a thread for each block.
extern "C" __global__ void normal(
        float* __restrict__ out, int count, double mean, double standard_deviation, unsigned long long seed) {
    long long group = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (2 * group >= count) {
        return;
    }
    constexpr double TWO_PI = 6.283185307179586476925286766559;
    unsigned words[4];
    philox_block(seed, group, words);
#pragma unroll
    for (int k = 0; k < 2; k++) {
        if (2 * group + k < count) {
            double radius = sqrt(-2.0 * log(1.0 - (double) to_uniform(words[2 * k])));
            double turned = cos(TWO_PI * (double) to_uniform(words[2 * k + 1]));
            out[2 * group + k] = (float) plus(mean, times(times(standard_deviation, radius), turned));
        }
    }
}
