// Functions of one, two and three numbers, element by element.
//
// All of these are limited by memory: a unary function moves 8 bytes an element, a binary one 12, and even GELU's some 40
// FLOPs take less time than that. So what counts is how elements are fetched: four a thread, as float4 where the innermost
// axis allows it (walks.cuh), one by one otherwise; broadcasting is a stride of 0 and costs no memory at all. The function
// is chosen by a code that is the same for the whole grid, once for four elements.
//
// An output may be the very same tensor as an input: each element is read by the thread that writes it, before it writes.
// (So no pointer here is __restrict__.) Grid of all kernels: one thread for four elements, one-dimensional blocks.
#include "pellucid.cuh"
#include "walks.cuh"

constexpr int VALUES_PER_THREAD = 4;

// The ordinals of pellucid.tensor.UnaryOp.
constexpr int UNARY_NEGATE = 0;
constexpr int UNARY_ABS = 1;
constexpr int UNARY_SQUARE = 2;
constexpr int UNARY_SQRT = 3;
constexpr int UNARY_RECIPROCAL = 4;
constexpr int UNARY_EXP = 5;
constexpr int UNARY_LOG = 6;
constexpr int UNARY_ERF = 7;
constexpr int UNARY_TANH = 8;
constexpr int UNARY_SIGMOID = 9;
constexpr int UNARY_RELU = 10;
constexpr int UNARY_GELU = 11;

// The ordinals of pellucid.tensor.BinaryOp.
constexpr int BINARY_ADD = 0;
constexpr int BINARY_SUBTRACT = 1;
constexpr int BINARY_MULTIPLY = 2;
constexpr int BINARY_DIVIDE = 3;
constexpr int BINARY_MAXIMUM = 4;
constexpr int BINARY_MINIMUM = 5;
constexpr int BINARY_GREATER = 6;
constexpr int BINARY_EQUAL = 7;

// The elements of one thread, of each input.
template <int INPUTS>
struct Elements {
    float of[INPUTS][VALUES_PER_THREAD];

    // result[j] = function(element j of each input).
    template <typename Function>
    __device__ __forceinline__ void map(float (&result)[VALUES_PER_THREAD], Function function) const {
#pragma unroll
        for (int j = 0; j < VALUES_PER_THREAD; j++) {
            if constexpr (INPUTS == 1) {
                result[j] = function(of[0][j]);
            } else if constexpr (INPUTS == 2) {
                result[j] = function(of[0][j], of[1][j]);
            } else {
                result[j] = function(of[0][j], of[1][j], of[2][j]);
            }
        }
    }
};

// Reads this thread's elements of each input, calls compute(elements, result), and writes the result. The walk's operands
// are the inputs in order, then the output.
template <int INPUTS, typename Compute>
__device__ __forceinline__ void for_elements(
        const float* const (&inputs)[INPUTS], float* out, const Walk& walk, int n, Compute compute) {
    long long first = (long long) blockIdx.x * blockDim.x * VALUES_PER_THREAD;
    Elements<INPUTS> elements;
    float result[VALUES_PER_THREAD];
    const float* operands[INPUTS + 1];
#pragma unroll
    for (int input = 0; input < INPUTS; input++) {
        operands[input] = inputs[input];
    }
    operands[INPUTS] = out;
    WalkByFour<INPUTS + 1> by_four(walk, operands);
    if (by_four.possible && first + VALUES_PER_THREAD * blockDim.x <= n) {
        int positions[INPUTS + 1];
        walk_positions(walk, (int) first + VALUES_PER_THREAD * (int) threadIdx.x, positions);
#pragma unroll
        for (int input = 0; input < INPUTS; input++) {
            by_four.load(input, inputs[input], positions[input], elements.of[input]);
        }
        compute(elements, result);
        by_four.store(out, positions[INPUTS], result);
        return;
    }
    int target[VALUES_PER_THREAD];
#pragma unroll
    for (int j = 0; j < VALUES_PER_THREAD; j++) {
        long long i = first + j * blockDim.x + threadIdx.x;
        int positions[INPUTS + 1];
        walk_positions(walk, i < n ? (int) i : 0, positions);
        target[j] = i < n ? positions[INPUTS] : -1;
#pragma unroll
        for (int input = 0; input < INPUTS; input++) {
            elements.of[input][j] = inputs[input][positions[input]];
        }
    }
    compute(elements, result);
#pragma unroll
    for (int j = 0; j < VALUES_PER_THREAD; j++) {
        if (target[j] >= 0) {
            out[target[j]] = result[j];
        }
    }
}

// out = op(x). Walk: x, out. Moves 8 bytes an element; from 1 FLOP (negate) to about 40 (GELU).
extern "C" __global__ void unary(int op, const float* x, float* out, Walk walk, int n) {
    for_elements<1>({x}, out, walk, n, [op](const Elements<1>& e, float (&y)[VALUES_PER_THREAD]) {
        switch (op) {
            case UNARY_NEGATE:
                return e.map(y, [](float v) { return -v; });
            case UNARY_ABS:
                return e.map(y, [](float v) { return fabsf(v); });
            case UNARY_SQUARE:
                return e.map(y, [](float v) { return v * v; });
            case UNARY_SQRT:
                return e.map(y, [](float v) { return sqrtf(v); });
            case UNARY_RECIPROCAL:
                return e.map(y, [](float v) { return 1.0f / v; });
            case UNARY_EXP:
                return e.map(y, [](float v) { return expf(v); });
            case UNARY_LOG:
                return e.map(y, [](float v) { return logf(v); });
            case UNARY_ERF:
                return e.map(y, [](float v) { return erff(v); });
            case UNARY_TANH:
                return e.map(y, [](float v) { return tanhf(v); });
            case UNARY_SIGMOID:
                return e.map(y, [](float v) { return 1.0f / (1.0f + expf(-v)); });
            case UNARY_RELU:
                return e.map(y, [](float v) { return relu(v); });
            case UNARY_GELU:
            default:
                return e.map(y, [](float v) { return gelu(v); });
        }
    });
}

// dx = dy · op'(x), where y = op(x) as the forward pass left it. Walk: x, y, dy, dx. Moves 16 bytes an element.
extern "C" __global__ void unary_backward(
        int op, const float* x, const float* y, const float* dy, float* dx, Walk walk, int n) {
    for_elements<3>({x, y, dy}, dx, walk, n, [op](const Elements<3>& e, float (&d)[VALUES_PER_THREAD]) {
        switch (op) {
            case UNARY_NEGATE:
                return e.map(d, [](float, float, float g) { return -g; });
            case UNARY_ABS:
                return e.map(d, [](float v, float, float g) {
                    return g * (v > 0.0f ? 1.0f : v < 0.0f ? -1.0f : v);
                });
            case UNARY_SQUARE:
                return e.map(d, [](float v, float, float g) { return g * (2.0f * v); });
            case UNARY_SQRT:
                return e.map(d, [](float, float w, float g) { return g * (0.5f / w); });
            case UNARY_RECIPROCAL:
                return e.map(d, [](float, float w, float g) { return g * (-w * w); });
            case UNARY_EXP:
                return e.map(d, [](float, float w, float g) { return g * w; });
            case UNARY_LOG:
                return e.map(d, [](float v, float, float g) { return g * (1.0f / v); });
            case UNARY_ERF:
                return e.map(d, [](float v, float, float g) {
                    return g * (1.12837916709551257390f * expf(-v * v));
                });
            case UNARY_TANH:
                return e.map(d, [](float, float w, float g) { return g * (1.0f - w * w); });
            case UNARY_SIGMOID:
                return e.map(d, [](float, float w, float g) { return g * (w * (1.0f - w)); });
            case UNARY_RELU:
                return e.map(d, [](float v, float, float g) { return g * (v > 0.0f ? 1.0f : 0.0f); });
            case UNARY_GELU:
            default:
                return e.map(d, [](float v, float, float g) { return g * gelu_derivative(v); });
        }
    });
}

// out = op(a, b); comparisons give 1 or 0. Walk: a, b, out. Moves 12 bytes an element (8 where one operand is broadcast),
// 1 FLOP.
extern "C" __global__ void binary(int op, const float* a, const float* b, float* out, Walk walk, int n) {
    for_elements<2>({a, b}, out, walk, n, [op](const Elements<2>& e, float (&y)[VALUES_PER_THREAD]) {
        switch (op) {
            case BINARY_ADD:
                return e.map(y, [](float l, float r) { return l + r; });
            case BINARY_SUBTRACT:
                return e.map(y, [](float l, float r) { return l - r; });
            case BINARY_MULTIPLY:
                return e.map(y, [](float l, float r) { return l * r; });
            case BINARY_DIVIDE:
                return e.map(y, [](float l, float r) { return l / r; });
            case BINARY_MAXIMUM:
                return e.map(y, [](float l, float r) { return max_with_nan(l, r); });
            case BINARY_MINIMUM:
                return e.map(y, [](float l, float r) { return min_with_nan(l, r); });
            case BINARY_GREATER:
                return e.map(y, [](float l, float r) { return l > r ? 1.0f : 0.0f; });
            case BINARY_EQUAL:
            default:
                return e.map(y, [](float l, float r) { return l == r ? 1.0f : 0.0f; });
        }
    });
}

// out = scale · x + shift. Walk: x, out. Moves 8 bytes an element, 2 FLOPs.
extern "C" __global__ void affine(const float* x, float scale, float shift, float* out, Walk walk, int n) {
    for_elements<1>({x}, out, walk, n, [=](const Elements<1>& e, float (&y)[VALUES_PER_THREAD]) {
        e.map(y, [=](float v) { return fmaf(scale, v, shift); });
    });
}

// y = y + alpha · x. Walk: x, y. Moves 12 bytes an element, 2 FLOPs.
extern "C" __global__ void add_scaled(float alpha, const float* x, float* y, Walk walk, int n) {
    Walk with_output = walk;
#pragma unroll
    for (int axis = 0; axis < WALK_RANK; axis++) {
        with_output.strides[2][axis] = walk.strides[1][axis];
    }
    for_elements<2>({x, y}, y, with_output, n, [alpha](const Elements<2>& e, float (&sum)[VALUES_PER_THREAD]) {
        e.map(sum, [alpha](float v, float w) { return fmaf(alpha, v, w); });
    });
}

// out = a where the condition is not 0, else b. Walk: condition, a, b, out. Moves 16 bytes an element.
extern "C" __global__ void where(const float* condition, const float* a, const float* b, float* out, Walk walk, int n) {
    for_elements<3>({condition, a, b}, out, walk, n, [](const Elements<3>& e, float (&y)[VALUES_PER_THREAD]) {
        e.map(y, [](float c, float l, float r) { return c != 0.0f ? l : r; });
    });
}
