// Kernels with a fault each, for the tests of the emulator: every one of them must be found out.

// Turns each row of 64 numbers around, through shared memory. Right.
extern "C" __global__ void reverse_rows(const float* x, float* y) {
    __shared__ float row[64];
    row[threadIdx.x] = x[blockIdx.x * 64 + threadIdx.x];
    __syncthreads();
    y[blockIdx.x * 64 + threadIdx.x] = row[63 - threadIdx.x];
}

// The same without the barrier.
extern "C" __global__ void reverse_rows_without_barrier(const float* x, float* y) {
    __shared__ float row[64];
    row[threadIdx.x] = x[blockIdx.x * 64 + threadIdx.x];
    y[blockIdx.x * 64 + threadIdx.x] = row[63 - threadIdx.x];
}

// The same, where half of the block waits at another barrier than the other half.
extern "C" __global__ void reverse_rows_divergent(const float* x, float* y) {
    __shared__ float row[64];
    row[threadIdx.x] = x[blockIdx.x * 64 + threadIdx.x];
    if (threadIdx.x < 32) {
        __syncthreads();
    } else {
        __shfl_xor_sync(0xffffffffu, row[threadIdx.x], 1);
        __syncthreads();
    }
    y[blockIdx.x * 64 + threadIdx.x] = row[63 - threadIdx.x];
}

// y = 2x for n numbers. Right.
extern "C" __global__ void twice(const float* x, float* y, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) {
        y[i] = 2.0f * x[i];
    }
}

// The same with <= for <.
extern "C" __global__ void twice_off_by_one(const float* x, float* y, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i <= n) {
        y[i] = 2.0f;
    }
}

// Sums 32 numbers, but the lanes from 16 on have gone: what they would have given is undefined.
extern "C" __global__ void sum_of_absent_lanes(const float* x, float* y) {
    if (threadIdx.x >= 16) {
        return;
    }
    float sum = x[threadIdx.x];
    for (int offset = 16; offset > 0; offset /= 2) {
        sum += __shfl_xor_sync(0xffffffffu, sum, offset);
    }
    y[threadIdx.x] = sum;
}

// Writes one number past its dynamic shared memory, which the launch sizes for a number a thread.
extern "C" __global__ void shared_off_by_one(float* y) {
    DYN_SHARED(float, row);
    row[threadIdx.x + 1] = 1.0f;
    __syncthreads();
    y[threadIdx.x] = row[threadIdx.x];
}

// Writes half of its shared memory and reads all of it.
extern "C" __global__ void shared_not_written(float* y) {
    __shared__ float row[64];
    if (threadIdx.x % 2 == 0) {
        row[threadIdx.x] = 1.0f;
    }
    __syncthreads();
    y[threadIdx.x] = row[63 - threadIdx.x];
}
