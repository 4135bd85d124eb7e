// What all kernels share: sums over a warp and over a block, walks over strided tensors, the random generator, the
// activation functions.
//
// Every .cu file here compiles three ways: nvcc to PTX, NVRTC at run time (so no system header is included), and g++ with
// the emulator, which runs each CUDA thread as a fiber. What the emulator defines itself is guarded with #ifndef.
#pragma once

// Dynamic shared memory, whose size the launch gives: DYN_SHARED(float, name) declares `float* name`.
#ifndef DYN_SHARED
#define DYN_SHARED(T, name)                                             \
    extern __shared__ __align__(16) unsigned char dynamic_shared_raw[]; \
    T* name = reinterpret_cast<T*>(dynamic_shared_raw)
#endif

constexpr int WARP_SIZE = 32;
constexpr unsigned ALL_LANES = 0xffffffffu;

__device__ __forceinline__ float infinity() {
    return __int_as_float(0x7f800000);
}

__device__ __forceinline__ bool is_nan(float x) {
    return x != x;
}

// max and min as Java's Math.max and Math.min have them: NaN if either is NaN (fmaxf would hide it).
__device__ __forceinline__ float max_with_nan(float a, float b) {
    return is_nan(a) || is_nan(b) ? a + b : fmaxf(a, b);
}

__device__ __forceinline__ float min_with_nan(float a, float b) {
    return is_nan(a) || is_nan(b) ? a + b : fminf(a, b);
}

// ---------------------------------------------------------------------------------------------------------------------
// Reductions. All lanes of the warp (all threads of the block) must call them together; all get the result, with the same
// bits: a butterfly adds the same pairs on both sides, and a + b = b + a. The order of the additions depends on the block
// size only, never on the data beside the row.
// ---------------------------------------------------------------------------------------------------------------------

__device__ __forceinline__ float warp_sum(float value) {
    for (int offset = WARP_SIZE / 2; offset > 0; offset /= 2) {
        value += __shfl_xor_sync(ALL_LANES, value, offset);
    }
    return value;
}

__device__ __forceinline__ double warp_sum(double value) {
    for (int offset = WARP_SIZE / 2; offset > 0; offset /= 2) {
        value += __shfl_xor_sync(ALL_LANES, value, offset);
    }
    return value;
}

// NaN if any lane's value is NaN.
__device__ __forceinline__ float warp_max(float value) {
    for (int offset = WARP_SIZE / 2; offset > 0; offset /= 2) {
        value = max_with_nan(value, __shfl_xor_sync(ALL_LANES, value, offset));
    }
    return value;
}

// One number a warp is handed over in shared memory, and every thread adds (or compares) them in the order of the warps.
// The first barrier lets a second reduction begin only when all have read the first one's numbers. Blocks are
// one-dimensional, of a multiple of 32 threads.
template <typename T>
__device__ __forceinline__ T block_sum(T value) {
    __shared__ T of_warp[WARP_SIZE];
    value = warp_sum(value);
    __syncthreads();
    if (threadIdx.x % WARP_SIZE == 0) {
        of_warp[threadIdx.x / WARP_SIZE] = value;
    }
    __syncthreads();
    T sum = of_warp[0];
    int warps = blockDim.x / WARP_SIZE;
    for (int warp = 1; warp < warps; warp++) {
        sum += of_warp[warp];
    }
    return sum;
}

__device__ __forceinline__ float block_max(float value) {
    __shared__ float of_warp[WARP_SIZE];
    value = warp_max(value);
    __syncthreads();
    if (threadIdx.x % WARP_SIZE == 0) {
        of_warp[threadIdx.x / WARP_SIZE] = value;
    }
    __syncthreads();
    float largest = of_warp[0];
    int warps = blockDim.x / WARP_SIZE;
    for (int warp = 1; warp < warps; warp++) {
        largest = max_with_nan(largest, of_warp[warp]);
    }
    return largest;
}

// ---------------------------------------------------------------------------------------------------------------------
// Walks over strided tensors.
// ---------------------------------------------------------------------------------------------------------------------

constexpr int WALK_RANK = 6;
constexpr int WALK_OPERANDS = 4;

// A common shape, outermost axis first, its axes already joined where no operand has a gap between them (rank 1 at least),
// and the strides with which up to four operands step through it; a stride of 0 repeats elements (broadcasting).
struct Walk {
    int rank;
    int dims[WALK_RANK];
    int strides[WALK_OPERANDS][WALK_RANK];
};

// Where element i, counted in the order of the axes, lies in each of the first COUNT operands: one division for each axis
// but the outermost, shared by all operands. The loop is unrolled, so that the struct is read with constant indices,
// straight from the launch's parameters.
template <int COUNT>
__device__ __forceinline__ void walk_positions(const Walk& walk, int i, int (&positions)[COUNT]) {
#pragma unroll
    for (int operand = 0; operand < COUNT; operand++) {
        positions[operand] = 0;
    }
    int left = i;
#pragma unroll
    for (int axis = WALK_RANK - 1; axis > 0; axis--) {
        if (axis < walk.rank) {
            int outer = left / walk.dims[axis];
            int index = left - outer * walk.dims[axis];
            left = outer;
#pragma unroll
            for (int operand = 0; operand < COUNT; operand++) {
                positions[operand] += index * walk.strides[operand][axis];
            }
        }
    }
#pragma unroll
    for (int operand = 0; operand < COUNT; operand++) {
        positions[operand] += left * walk.strides[operand][0];
    }
}

// The same for one operand.
__device__ __forceinline__ int walk_position(const Walk& walk, int operand, int i) {
    int position = 0;
    int left = i;
#pragma unroll
    for (int axis = WALK_RANK - 1; axis > 0; axis--) {
        if (axis < walk.rank) {
            int outer = left / walk.dims[axis];
            position += (left - outer * walk.dims[axis]) * walk.strides[operand][axis];
            left = outer;
        }
    }
    return position + left * walk.strides[operand][0];
}

// Whether the first COUNT operands lie without gaps, all in the order of the walk: element i is at position i of each.
template <int COUNT>
__device__ __forceinline__ bool walk_is_flat(const Walk& walk) {
    bool flat = walk.rank == 1;
#pragma unroll
    for (int operand = 0; operand < COUNT; operand++) {
        flat = flat && walk.strides[operand][0] == 1;
    }
    return flat;
}

// Whether a float4 may be read from or written to here: views may begin at any element.
__device__ __forceinline__ bool takes_float4(const void* pointer) {
    return reinterpret_cast<unsigned long long>(pointer) % 16 == 0;
}

// ---------------------------------------------------------------------------------------------------------------------
// Philox 4x32-10 (Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3", SC'11), bit for bit as
// pellucid.tensor.Philox: number i of a seed is word i mod 4 of block i / 4.
// ---------------------------------------------------------------------------------------------------------------------

__device__ __forceinline__ void philox_block(unsigned long long seed, unsigned long long block, unsigned (&words)[4]) {
    unsigned c0 = (unsigned) block;
    unsigned c1 = (unsigned) (block >> 32);
    unsigned c2 = 0;
    unsigned c3 = 0;
    unsigned k0 = (unsigned) seed;
    unsigned k1 = (unsigned) (seed >> 32);
#pragma unroll
    for (int round = 0; round < 10; round++) {
        unsigned long long product0 = 0xD2511F53ull * c0;
        unsigned long long product1 = 0xCD9E8D57ull * c2;
        unsigned n0 = (unsigned) (product1 >> 32) ^ c1 ^ k0;
        unsigned n2 = (unsigned) (product0 >> 32) ^ c3 ^ k1;
        c1 = (unsigned) product1;
        c3 = (unsigned) product0;
        c0 = n0;
        c2 = n2;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    words[0] = c0;
    words[1] = c1;
    words[2] = c2;
    words[3] = c3;
}

// 32 random bits as a float in [0, 1), from the upper 24: every value is exact.
__device__ __forceinline__ float to_uniform(unsigned bits) {
    return (float) (bits >> 8) * 5.9604644775390625e-8f;
}

// Number `index` of a seed's sequence as a float in [0, 1).
__device__ __forceinline__ float philox_uniform(unsigned long long seed, unsigned long long index) {
    unsigned words[4];
    philox_block(seed, index >> 2, words);
    unsigned low = index & 1 ? words[1] : words[0];
    unsigned high = index & 1 ? words[3] : words[2];
    return to_uniform(index & 2 ? high : low);
}

// ---------------------------------------------------------------------------------------------------------------------
// Activation functions.
// ---------------------------------------------------------------------------------------------------------------------

constexpr float SQRT_HALF = 0.70710678118654752440f;
constexpr float ONE_OVER_SQRT_TWO_PI = 0.39894228040143267794f;

// x Φ(x). By erfc, not 1 + erf: for x far below 0 the sum would cancel.
__device__ __forceinline__ float gelu(float x) {
    return 0.5f * x * erfcf(-x * SQRT_HALF);
}

// Φ(x) + x φ(x).
__device__ __forceinline__ float gelu_derivative(float x) {
    float density = expf(-0.5f * x * x) * ONE_OVER_SQRT_TWO_PI;
    return fmaf(x, density, 0.5f * erfcf(-x * SQRT_HALF));
}

__device__ __forceinline__ float relu(float x) {
    return x > 0.0f || is_nan(x) ? x : 0.0f;
}

// The ordinals of pellucid.tensor.Activation.
constexpr int ACTIVATION_NONE = 0;
constexpr int ACTIVATION_GELU = 1;
constexpr int ACTIVATION_RELU = 2;
constexpr int ACTIVATION_TANH = 3;

__device__ __forceinline__ float activate(int activation, float x) {
    switch (activation) {
        case ACTIVATION_GELU:
            return gelu(x);
        case ACTIVATION_RELU:
            return relu(x);
        case ACTIVATION_TANH:
            return tanhf(x);
        default:
            return x;
    }
}

// dy/dx at x, the number that went into the activation.
__device__ __forceinline__ float activation_derivative(int activation, float x) {
    switch (activation) {
        case ACTIVATION_GELU:
            return gelu_derivative(x);
        case ACTIVATION_RELU:
            return x > 0.0f ? 1.0f : 0.0f;
        case ACTIVATION_TANH: {
            float y = tanhf(x);
            return 1.0f - y * y;
        }
        default:
            return 1.0f;
    }
}
