// Matrix products: what all their kernels share.
#pragma once

#include "pellucid.cuh"

// Whether each row of a matrix begins on a multiple of 16 bytes, as one load or store of four floats wants it.
__device__ __forceinline__ bool rows_of_four(const float* matrix, int leading_dimension) {
    return reinterpret_cast<unsigned long long>(matrix) % sizeof(float4) == 0 && leading_dimension % 4 == 0;
}

// Four neighbours, of which the first `count` exist; 0 for the others, which are not read. One load where it may be one.
__device__ __forceinline__ float4 load4(const float* from, int count, bool aligned) {
    if (count >= 4 && aligned) {
        return *reinterpret_cast<const float4*>(from);
    }
    float4 four;
    four.x = count > 0 ? from[0] : 0.0f;
    four.y = count > 1 ? from[1] : 0.0f;
    four.z = count > 2 ? from[2] : 0.0f;
    four.w = count > 3 ? from[3] : 0.0f;
    return four;
}

// The other way round: writes the first `count` of four neighbours.
__device__ __forceinline__ void store4(float* to, int count, bool aligned, float4 four) {
    if (count >= 4 && aligned) {
        *reinterpret_cast<float4*>(to) = four;
        return;
    }
    if (count > 0) {
        to[0] = four.x;
    }
    if (count > 1) {
        to[1] = four.y;
    }
    if (count > 2) {
        to[2] = four.z;
    }
    if (count > 3) {
        to[3] = four.w;
    }
}

__device__ __forceinline__ void unpack4(float4 four, float* to) {
    to[0] = four.x;
    to[1] = four.y;
    to[2] = four.z;
    to[3] = four.w;
}

// sums += left · rightᵀ: each number of a column with each of a row, all in registers.
template <int ROWS, int COLUMNS>
__device__ __forceinline__ void multiply_outer(
    const float (&left)[ROWS], const float (&right)[COLUMNS], float (&sums)[ROWS][COLUMNS]) {
#pragma unroll
    for (int r = 0; r < ROWS; r++) {
#pragma unroll
        for (int j = 0; j < COLUMNS; j++) {
            sums[r][j] = fmaf(left[r], right[j], sums[r][j]);
        }
    }
}

// alpha · sum + beta · old. The + 0 makes a sum of -0, as underflow may leave it, one of +0: so it does not show whether
// zeros from beyond a ragged edge were added.
__device__ __forceinline__ float scaled_product(float alpha, float sum, float beta, float old) {
    return fmaf(beta, old, alpha * (sum + 0.0f));
}

// c = alpha · sum + beta · c; where beta is 0, c is not read and may hold anything.
__device__ __forceinline__ void store_product(float* c, float alpha, float sum, float beta) {
    *c = scaled_product(alpha, sum, beta, beta == 0.0f ? 0.0f : *c);
}

// The same for four neighbours, of which the first `count` exist.
__device__ __forceinline__ void store_product4(
    float* c, int count, bool aligned, float alpha, const float* sums, float beta) {
    float4 old = load4(c, beta == 0.0f ? 0 : count, aligned);
    float4 four;
    four.x = scaled_product(alpha, sums[0], beta, old.x);
    four.y = scaled_product(alpha, sums[1], beta, old.y);
    four.z = scaled_product(alpha, sums[2], beta, old.z);
    four.w = scaled_product(alpha, sums[3], beta, old.w);
    store4(c, count, aligned, four);
}

// What becomes of four neighbouring sums of a row, of which the first `count` exist: c = alpha · sums + beta · c.
struct ScaledProduct {
    float alpha;
    float beta;
    float* c;
    int ldc;

    __device__ __forceinline__ void operator()(int row, int column, int count, const float* sums) const {
        store_product4(c + (size_t) row * ldc + column, count, rows_of_four(c, ldc), alpha, sums, beta);
    }
};

// out = activation(sums + bias), and sums + bias kept where it is wanted; bias and kept may be null.
struct BiasActivation {
    const float* bias;
    int activation;
    float* kept;
    int ld_kept;
    float* out;
    int ld_out;

    __device__ __forceinline__ void operator()(int row, int column, int count, const float* sums) const {
        float4 y = load4(bias + column, bias == nullptr ? 0 : count, rows_of_four(bias, 4));
        y.x += sums[0] + 0.0f;
        y.y += sums[1] + 0.0f;
        y.z += sums[2] + 0.0f;
        y.w += sums[3] + 0.0f;
        if (kept != nullptr) {
            store4(kept + (size_t) row * ld_kept + column, count, rows_of_four(kept, ld_kept), y);
        }
        if (activation != ACTIVATION_NONE) {
            y.x = activate(activation, y.x);
            y.y = activate(activation, y.y);
            y.z = activate(activation, y.z);
            y.w = activate(activation, y.w);
        }
        store4(out + (size_t) row * ld_out + column, count, rows_of_four(out, ld_out), y);
    }
};
