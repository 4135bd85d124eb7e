// Float32 to and from the two 16-bit formats: bfloat16 (8 bits of exponent, 7 of mantissa: the upper half of a float32)
// and fp16 (5 and 10). Rounding is to the nearest, ties to even; the bits are worked out here, so that no header of
// CUDA's is needed and every compiler gives the same. 6 bytes moved for each number: bound by memory. A thread for each
// number.
#include "pellucid.cuh"

__device__ __forceinline__ unsigned short bfloat16_of(float x) {
    unsigned bits = (unsigned) __float_as_int(x);
    if (is_nan(x)) {
        return 0x7fc0; // adding below could carry a NaN over to infinity
    }
    return (unsigned short) ((bits + 0x7fffu + (bits >> 16 & 1u)) >> 16);
}

__device__ __forceinline__ float of_bfloat16(unsigned short x) {
    return __int_as_float((int) ((unsigned) x << 16));
}

__device__ __forceinline__ unsigned short fp16_of(float x) {
    unsigned bits = (unsigned) __float_as_int(x);
    unsigned sign = bits >> 16 & 0x8000u;
    unsigned size = bits & 0x7fffffffu;
    if (is_nan(x)) {
        return (unsigned short) (sign | 0x7e00u);
    }
    if (size >= 0x477ff000u) {
        return (unsigned short) (sign | 0x7c00u); // 65520 and more: nearer to the next power of two than to 65504
    }
    if (size < 0x38800000u) {
        // Less than 2^-14: a multiple of 2^-24. Beside 0.5 a float32 has steps of just that size, and rounds to them.
        unsigned steps = (unsigned) __float_as_int(__int_as_float((int) size) + 0.5f) - 0x3f000000u;
        return (unsigned short) (sign | steps);
    }
    unsigned rebiased = size - 0x38000000u;
    return (unsigned short) (sign | (rebiased + 0xfffu + (rebiased >> 13 & 1u)) >> 13);
}

__device__ __forceinline__ float of_fp16(unsigned short x) {
    unsigned sign = (unsigned) (x & 0x8000u) << 16;
    unsigned size = x & 0x7fffu;
    unsigned bits;
    if (size >= 0x7c00u) {
        bits = 0x7f800000u | (size & 0x3ffu) << 13;
    } else if (size < 0x400u) {
        bits = (unsigned) __float_as_int((float) size * 5.9604644775390625e-8f);
    } else {
        bits = (size << 13) + 0x38000000u;
    }
    return __int_as_float((int) (sign | bits));
}

extern "C" __global__ void float32_to_bfloat16(
        const float* __restrict__ x, unsigned short* __restrict__ out, long long count) {
    long long i = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) {
        out[i] = bfloat16_of(x[i]);
    }
}

extern "C" __global__ void bfloat16_to_float32(
        const unsigned short* __restrict__ x, float* __restrict__ out, long long count) {
    long long i = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) {
        out[i] = of_bfloat16(x[i]);
    }
}

extern "C" __global__ void float32_to_fp16(
        const float* __restrict__ x, unsigned short* __restrict__ out, long long count) {
    long long i = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) {
        out[i] = fp16_of(x[i]);
    }
}

extern "C" __global__ void fp16_to_float32(
        const unsigned short* __restrict__ x, float* __restrict__ out, long long count) {
    long long i = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) {
        out[i] = of_fp16(x[i]);
    }
}
