// The optimisers' steps. A thread changes one parameter: it reads parameter, gradient and state once and writes
// parameter and state once, in the order of operations that PyTorch has. AdamW moves 28 bytes for each parameter and
// computes some 12 operations on them, so memory is all that counts; composed of simple kernels the same step would
// move about 100 bytes.
//
// Tensors of parameters are contiguous here; where one lies with gaps, a copy without them is worked on. Grids: a
// thread for each number, in blocks of one dimension.
#include "pellucid.cuh"

// The numbers of an AdamW step that are the same for all parameters:
//
//   p = decay p     m = beta1 m + gradient_share g     v = beta2 v + square_share g^2
//   p = p - rate m / (root_scale sqrt(v) + epsilon)
//
// with decay = 1 - lr weightDecay, rate = lr / (1 - beta1^t), root_scale = 1 / sqrt(1 - beta2^t).
__device__ __forceinline__ void adamw_step(
        float& p,
        float gradient,
        float& m,
        float& v,
        float decay,
        float beta1,
        float gradient_share,
        float beta2,
        float square_share,
        float rate,
        float root_scale,
        float epsilon) {
    float first = fmaf(gradient, gradient_share, m * beta1);
    float second = fmaf(gradient * gradient, square_share, v * beta2);
    float denominator = fmaf(sqrtf(second), root_scale, epsilon);
    m = first;
    v = second;
    p = fmaf(first / denominator, -rate, p * decay);
}

extern "C" __global__ void adamw(
        float* __restrict__ parameter,
        const float* __restrict__ gradient,
        float* __restrict__ first_moment,
        float* __restrict__ second_moment,
        long long count,
        float decay,
        float beta1,
        float gradient_share,
        float beta2,
        float square_share,
        float rate,
        float root_scale,
        float epsilon) {
    long long i = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) {
        adamw_step(
                parameter[i], gradient[i], first_moment[i], second_moment[i], decay, beta1, gradient_share, beta2,
                square_share, rate, root_scale, epsilon);
    }
}

// The same where the gradient is 0 but for some rows of the parameter [rows, width]: place[r] says which row of
// row_gradients [m, width] is row r's, counted from 1, or 0. All rows decay and keep moving, so this reads no less than
// the dense step but for the gradient itself; what it spares is a dense gradient in memory.
extern "C" __global__ void adamw_sparse(
        float* __restrict__ parameter,
        const int* __restrict__ place,
        const float* __restrict__ row_gradients,
        float* __restrict__ first_moment,
        float* __restrict__ second_moment,
        long long count,
        int width,
        float decay,
        float beta1,
        float gradient_share,
        float beta2,
        float square_share,
        float rate,
        float root_scale,
        float epsilon) {
    long long i = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) {
        long long row = i / width;
        int own = place[row];
        float gradient = own == 0 ? 0.0f : row_gradients[(long long) (own - 1) * width + (i - row * width)];
        adamw_step(
                parameter[i], gradient, first_moment[i], second_moment[i], decay, beta1, gradient_share, beta2,
                square_share, rate, root_scale, epsilon);
    }
}

// place[rows[i]] = i + 1; place was 0 everywhere. Each row comes at most once.
extern "C" __global__ void place_rows(
        const int* __restrict__ rows, int rows_stride, int count, int* __restrict__ place) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) {
        place[rows[(long long) i * rows_stride]] = i + 1;
    }
}

// Stochastic gradient descent as PyTorch's:
//
//   g = g + decay p     buffer = momentum buffer + g     p = p - rate (nesterov ? g + momentum buffer : buffer)
//
// buffer may be null when momentum is 0; then p = p - rate g.
extern "C" __global__ void sgd(
        float* __restrict__ parameter,
        const float* __restrict__ gradient,
        float* __restrict__ buffer,
        long long count,
        float decay,
        float momentum,
        int nesterov,
        float rate) {
    long long i = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= count) {
        return;
    }
    float p = parameter[i];
    float g = fmaf(decay, p, gradient[i]);
    float direction = g;
    if (buffer != nullptr) {
        float b = fmaf(momentum, buffer[i], g);
        buffer[i] = b;
        direction = nesterov != 0 ? fmaf(momentum, b, g) : b;
    }
    parameter[i] = fmaf(-rate, direction, p);
}
