// Word vectors: skip-gram and CBOW with negative sampling or hierarchical softmax (Mikolov et al., 2013).
//
// An example predicts, from the mean h of its input vectors, a 0 or 1 for each of its target vectors:
//
//   g_j = (label_j - sigmoid(h . out_j)) * learning_rate
//   error = sum_j g_j out_j          out_j += g_j h          in_i += error (or error / count)
//
// All of an example's vectors are read as they were before it; its updates are added in the order of the ids, also
// where one comes twice. A thread owns the columns c, c + blockDim.x, ... of every vector, so what one column writes no
// other thread looks at, except in the dot products, which stand between two barriers.
#include "pellucid.cuh"

__device__ __forceinline__ float sigmoid(float x) {
    return 1.0f / (1.0f + expf(-x));
}

// One example, by a block of whole warps. input(i) is input vector i, target(j) target vector j or null if there is
// none, label(j) its label. hidden [width] and gradients [target_count] are memory of the block. Skips examples without
// inputs or
// targets. Two barriers: the first one also waits for the updates of the example before.
template <typename Input, typename Target, typename Label>
__device__ __forceinline__ void train_example(
        int width,
        int input_count,
        int target_count,
        Input input,
        Target target,
        Label label,
        bool whole_error,
        float learning_rate,
        float* hidden,
        float* gradients) {
    if (input_count == 0 || target_count == 0) {
        return;
    }
    for (int column = threadIdx.x; column < width; column += blockDim.x) {
        float sum = 0.0f;
        for (int i = 0; i < input_count; i++) {
            sum += input(i)[column];
        }
        hidden[column] = sum / input_count;
    }
    __syncthreads();
    int lane = threadIdx.x % WARP_SIZE;
    for (int j = threadIdx.x / WARP_SIZE; j < target_count; j += blockDim.x / WARP_SIZE) {
        const float* vector = target(j);
        float product = 0.0f;
        for (int column = lane; vector != nullptr && column < width; column += WARP_SIZE) {
            product = fmaf(hidden[column], vector[column], product);
        }
        product = warp_sum(product);
        if (lane == 0) {
            gradients[j] = vector == nullptr ? 0.0f : (label(j) - sigmoid(product)) * learning_rate;
        }
    }
    __syncthreads();
    for (int column = threadIdx.x; column < width; column += blockDim.x) {
        float error = 0.0f;
        for (int j = 0; j < target_count; j++) {
            const float* vector = target(j);
            if (vector != nullptr) {
                error = fmaf(gradients[j], vector[column], error);
            }
        }
        for (int j = 0; j < target_count; j++) {
            float* vector = target(j);
            if (vector != nullptr) {
                vector[column] = fmaf(gradients[j], hidden[column], vector[column]);
            }
        }
        error = whole_error ? error : error / input_count;
        for (int i = 0; i < input_count; i++) {
            input(i)[column] += error;
        }
    }
}

// The contract's word2vec: examples one strictly after the other, each seeing the updates of those before it. That
// forbids a second block, so all but one of the GPU's multiprocessors stand idle; the result is the same in every run.
// One block of whole warps; dynamic shared memory: width floats. gradients is scratch memory, one number for each
// target.
extern "C" __global__ void word2vec(
        float* input,
        int input_stride,
        float* output,
        int output_stride,
        int width,
        int examples,
        const int* __restrict__ input_offsets,
        const int* __restrict__ input_ids,
        const int* __restrict__ target_offsets,
        const int* __restrict__ target_ids,
        const float* __restrict__ labels,
        int whole_error,
        float learning_rate,
        float* gradients) {
    DYN_SHARED(float, hidden);
    for (int example = 0; example < examples; example++) {
        int first_input = input_offsets[example];
        int first_target = target_offsets[example];
        train_example(
                width,
                input_offsets[example + 1] - first_input,
                target_offsets[example + 1] - first_target,
                [&](int i) { return input + (long long) input_ids[first_input + i] * input_stride; },
                [&](int j) { return output + (long long) target_ids[first_target + j] * output_stride; },
                [&](int j) { return labels[first_target + j]; },
                whole_error != 0,
                learning_rate,
                hidden,
                gradients + first_target);
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Hogwild (Niu et al., 2011): every block takes a sentence and changes the vectors that all share, without waiting for
// anyone. Two blocks that meet at one word may lose an addition; as most updates touch different words, little is lost
// and the vectors come out as good, but no two runs are the same. A single sentence, or sentences of different words,
// give exactly what the same steps give one after the other.
//
// Sentence s is words[sentence_offsets[s]] up to sentence_offsets[s + 1]. reaches[t] says how many words to either side
// the window at position t takes in (at most longest_reach), negatives[t * negative_count + n] which words are drawn
// against it, -1 for none. Both are drawn on the host, so that what is learned from does not depend on the GPU. One
// block of whole warps for each sentence.
// ---------------------------------------------------------------------------------------------------------------------

// The window around one position, cut off at the ends of its sentence.
struct Window {
    int from;
    int centre;
    int count;

    // The position of context word k: the centre itself is left out.
    __device__ __forceinline__ int position(int k) const {
        return from + k < centre ? from + k : from + k + 1;
    }
};

__device__ __forceinline__ Window window_at(int position, int begin, int end, int reach) {
    Window window;
    window.from = max(begin, position - reach);
    window.centre = position;
    window.count = max(min(end - 1, position + reach) - window.from, 0);
    return window;
}

// CBOW: the context words' mean predicts the word in the middle. Dynamic shared memory: width + 1 + negative_count
// floats.
extern "C" __global__ void word2vec_cbow_hogwild(
        float* input,
        int input_stride,
        float* output,
        int output_stride,
        int width,
        const int* __restrict__ words,
        const int* __restrict__ sentence_offsets,
        const int* __restrict__ reaches,
        const int* __restrict__ negatives,
        int negative_count,
        int whole_error,
        float learning_rate) {
    DYN_SHARED(float, hidden);
    int begin = sentence_offsets[blockIdx.x];
    int end = sentence_offsets[blockIdx.x + 1];
    for (int position = begin; position < end; position++) {
        Window window = window_at(position, begin, end, reaches[position]);
        train_example(
                width,
                window.count,
                1 + negative_count,
                [&](int i) { return input + (long long) words[window.position(i)] * input_stride; },
                [&](int j) {
                    int word = j == 0 ? words[position] : negatives[(long long) position * negative_count + j - 1];
                    return word < 0 ? (float*) nullptr : output + (long long) word * output_stride;
                },
                [&](int j) { return j == 0 ? 1.0f : 0.0f; },
                whole_error != 0,
                learning_rate,
                hidden,
                hidden + width);
    }
}

// Skip-gram: each context word predicts the word in the middle, and all pairs of a window are trained at once against
// the same negatives (Ji et al., "Parallelizing Word2Vec in Shared and Distributed Memory", 2016). With C context words
// and T targets, the T vectors that would be fetched C times are fetched once, and the dot products are a C x T matrix
// product:
//
//   G = (label - sigmoid(In Out^T)) * learning_rate     In += G Out     Out += G^T In
//
// where the right sides are the vectors as they were before the window. Dynamic shared memory:
// 2 longest_reach (width + 1 + negative_count) floats, the context vectors and G.
extern "C" __global__ void word2vec_skip_gram_hogwild(
        float* input,
        int input_stride,
        float* output,
        int output_stride,
        int width,
        const int* __restrict__ words,
        const int* __restrict__ sentence_offsets,
        const int* __restrict__ reaches,
        int longest_reach,
        const int* __restrict__ negatives,
        int negative_count,
        float learning_rate) {
    DYN_SHARED(float, contexts);
    float* gradients = contexts + 2 * longest_reach * width;
    int targets = 1 + negative_count;
    int lane = threadIdx.x % WARP_SIZE;
    int begin = sentence_offsets[blockIdx.x];
    int end = sentence_offsets[blockIdx.x + 1];
    for (int position = begin; position < end; position++) {
        Window window = window_at(position, begin, end, min(reaches[position], longest_reach));
        auto target = [&](int j) {
            int word = j == 0 ? words[position] : negatives[(long long) position * negative_count + j - 1];
            return word < 0 ? (float*) nullptr : output + (long long) word * output_stride;
        };
        for (int k = 0; k < window.count; k++) {
            const float* vector = input + (long long) words[window.position(k)] * input_stride;
            for (int column = threadIdx.x; column < width; column += blockDim.x) {
                contexts[k * width + column] = vector[column];
            }
        }
        __syncthreads();
        for (int pair = threadIdx.x / WARP_SIZE; pair < window.count * targets; pair += blockDim.x / WARP_SIZE) {
            const float* context = contexts + pair / targets * width;
            const float* vector = target(pair % targets);
            float product = 0.0f;
            for (int column = lane; vector != nullptr && column < width; column += WARP_SIZE) {
                product = fmaf(context[column], vector[column], product);
            }
            product = warp_sum(product);
            if (lane == 0) {
                float label = pair % targets == 0 ? 1.0f : 0.0f;
                gradients[pair] = vector == nullptr ? 0.0f : (label - sigmoid(product)) * learning_rate;
            }
        }
        __syncthreads();
        for (int column = threadIdx.x; column < width; column += blockDim.x) {
            for (int k = 0; k < window.count; k++) {
                float error = 0.0f;
                for (int j = 0; j < targets; j++) {
                    const float* vector = target(j);
                    if (vector != nullptr) {
                        error = fmaf(gradients[k * targets + j], vector[column], error);
                    }
                }
                input[(long long) words[window.position(k)] * input_stride + column] += error;
            }
            for (int j = 0; j < targets; j++) {
                float* vector = target(j);
                float update = 0.0f;
                for (int k = 0; k < window.count; k++) {
                    update = fmaf(gradients[k * targets + j], contexts[k * width + column], update);
                }
                if (vector != nullptr) {
                    vector[column] += update;
                }
            }
        }
    }
}
