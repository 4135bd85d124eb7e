// Cross-entropy of rows of logits with their labels, and its gradient.
//
//   loss = log sum exp(logits) - logits[label]     d_logits = (softmax(logits) - oneHot(label)) * d_loss
//
// A block takes a row: in in-batch ranking the classes are the texts of the batch, some hundreds, and the rows as many.
// The logits are read twice (the second time from the cache) and the probabilities, when wanted, written once: 4 to 8
// bytes a number, bound by memory, and small beside what made the logits. Blocks of whole warps, one for each row.
// Labels are known to be classes before the launch.
#include "pellucid.cuh"

// probabilities may be null. Logits of -infinity are classes masked out.
extern "C" __global__ void cross_entropy(
        const float* __restrict__ logits,
        int logits_stride,
        const int* __restrict__ labels,
        int labels_stride,
        int classes,
        float* __restrict__ probabilities,
        int probabilities_stride,
        float* __restrict__ losses) {
    long long number = blockIdx.x;
    const float* row = logits + number * logits_stride;
    float largest = -infinity();
    for (int i = threadIdx.x; i < classes; i += blockDim.x) {
        largest = max_with_nan(largest, row[i]);
    }
    largest = block_max(largest);
    float sum = 0.0f;
    for (int i = threadIdx.x; i < classes; i += blockDim.x) {
        sum += expf(row[i] - largest);
    }
    sum = block_sum(sum);
    if (probabilities != nullptr) {
        for (int i = threadIdx.x; i < classes; i += blockDim.x) {
            probabilities[number * probabilities_stride + i] = expf(row[i] - largest) / sum;
        }
    }
    if (threadIdx.x == 0) {
        losses[number] = logf(sum) - (row[labels[number * labels_stride]] - largest);
    }
}

// d_logits may lie on the probabilities: each thread reads a number before it writes it.
extern "C" __global__ void cross_entropy_backward(
        const float* probabilities,
        int probabilities_stride,
        const int* __restrict__ labels,
        int labels_stride,
        const float* __restrict__ d_losses,
        int d_losses_stride,
        int classes,
        float* d_logits,
        int d_logits_stride) {
    long long number = blockIdx.x;
    int label = labels[number * labels_stride];
    float gradient = d_losses[number * d_losses_stride];
    for (int i = threadIdx.x; i < classes; i += blockDim.x) {
        float difference = probabilities[number * probabilities_stride + i] - (i == label ? 1.0f : 0.0f);
        d_logits[number * d_logits_stride + i] = difference * gradient;
    }
}
