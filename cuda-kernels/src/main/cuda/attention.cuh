// Attention over a packed batch; what lies where is said in attention.cu.
#pragma once

#include "pellucid.cuh"

// One head of one sequence.
struct AttentionHead {
    int length;
    // The first token of the sequence among all tokens.
    int first;
    // The first column of the head in a row of `hidden` columns.
    int column;
    int hidden;
    // Where its probabilities begin.
    long long scores;
};

__device__ __forceinline__ AttentionHead attention_head(
        const int* offsets, const int* score_offsets, int heads, int head_dim) {
    int sequence = blockIdx.x;
    int number = blockIdx.z;
    AttentionHead head;
    head.first = offsets[sequence];
    head.length = offsets[sequence + 1] - head.first;
    head.column = number * head_dim;
    head.hidden = heads * head_dim;
    head.scores = (long long) heads * score_offsets[sequence] + (long long) number * head.length * head.length;
    return head;
}

// The head's columns of one token's row.
__device__ __forceinline__ const float* head_of_token(
        const AttentionHead& head, const float* rows, int stride, int token) {
    return rows + (long long) (head.first + token) * stride + head.column;
}

__device__ __forceinline__ float* head_of_token(const AttentionHead& head, float* rows, int stride, int token) {
    return rows + (long long) (head.first + token) * stride + head.column;
}

__device__ __forceinline__ float after_dropout(
        float value, unsigned long long seed, unsigned long long position, float dropped, float kept_scale) {
    if (dropped == 0.0f) {
        return value;
    }
    return philox_uniform(seed, position) >= dropped ? value * kept_scale : 0.0f;
}
