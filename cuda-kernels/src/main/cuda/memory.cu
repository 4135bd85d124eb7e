// Filling, copying and converting tensors of any strides.
//
// A copy computes nothing: its speed is the memory's, 8 bytes moved for each float. The three numbered steps copy memory
// without gaps and show what it takes to reach that speed; the best of them is also the yardstick ("copy bandwidth") for
// every other memory-bound kernel here.
//
// The backend uses the kernels that take a Walk; copy_float is step 3 wherever the innermost axis allows it.
#include "pellucid.cuh"
#include "walks.cuh"

// How many elements each thread of the strided kernels handles: independent loads that are under way together. The block
// covers VALUES_PER_THREAD * blockDim.x elements, neighbouring threads neighbouring ones.
constexpr int VALUES_PER_THREAD = 4;

__device__ __forceinline__ long long first_of_block() {
    return (long long) blockIdx.x * blockDim.x * VALUES_PER_THREAD;
}

// One element a thread. Neighbouring threads read neighbouring floats, so a warp's 32 loads are one 128-byte line: that
// much is right. But each thread has only one load of 4 bytes under way, and to cover a latency of some 600 ns at 3 TB/s,
// about 2 MB must be under way on the whole device; the SMs hold threads enough for half of that. Step 2 gives each thread
// more loads.
// Moves 8 bytes an element, 0 FLOPs. Grid: one thread an element.
extern "C" __global__ void copy_1_element_per_thread(
        const float* __restrict__ source, float* __restrict__ target, int n) {
    long long i = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) {
        target[i] = source[i];
    }
}

// Four elements a thread, a block's width apart, so that each of the four loads is still one line for the warp. All four
// are issued before the first store waits for its value. What is left is the number of instructions: four loads, four
// stores and their addresses. Step 3 makes one of four.
// Moves 8 bytes an element, 0 FLOPs. Grid: one thread for four elements.
extern "C" __global__ void copy_2_four_in_flight(const float* __restrict__ source, float* __restrict__ target, int n) {
    long long first = first_of_block() + threadIdx.x;
    float values[VALUES_PER_THREAD];
#pragma unroll
    for (int j = 0; j < VALUES_PER_THREAD; j++) {
        long long i = first + j * blockDim.x;
        values[j] = i < n ? source[i] : 0.0f;
    }
#pragma unroll
    for (int j = 0; j < VALUES_PER_THREAD; j++) {
        long long i = first + j * blockDim.x;
        if (i < n) {
            target[i] = values[j];
        }
    }
}

// Four neighbouring elements a thread, moved by one 16-byte load and one 16-byte store: a warp moves 512 bytes with an
// instruction. A float4 must lie at a multiple of 16 bytes; where a view begins elsewhere, and at the ragged end, the
// elements go one by one.
// Moves 8 bytes an element, 0 FLOPs. Grid: one thread for four elements.
extern "C" __global__ void copy_3_float4(const float* __restrict__ source, float* __restrict__ target, int n) {
    long long first = first_of_block();
    bool whole = first + VALUES_PER_THREAD * blockDim.x <= n;
    if (whole && takes_float4(source) && takes_float4(target)) {
        const float4* from = reinterpret_cast<const float4*>(source + first);
        float4* to = reinterpret_cast<float4*>(target + first);
        to[threadIdx.x] = from[threadIdx.x];
        return;
    }
#pragma unroll
    for (int j = 0; j < VALUES_PER_THREAD; j++) {
        long long i = first + j * blockDim.x + threadIdx.x;
        if (i < n) {
            target[i] = source[i];
        }
    }
}

// Calls body(source position, target position) for each of this thread's elements.
template <typename Body>
__device__ __forceinline__ void for_each_pair(const Walk& walk, int n, Body body) {
    long long first = first_of_block() + threadIdx.x;
#pragma unroll
    for (int j = 0; j < VALUES_PER_THREAD; j++) {
        long long i = first + j * blockDim.x;
        if (i < n) {
            int positions[2];
            walk_positions(walk, (int) i, positions);
            body(positions[0], positions[1]);
        }
    }
}

// target = source for any strides; operand 0 of the walk is the source, 1 the target. A transposed operand is read a line
// for each element: the price of generality; matrix kernels take transposed operands as they are instead.
// Moves 8 bytes an element, 0 FLOPs. Grid: one thread for four elements, as for all kernels below.
extern "C" __global__ void copy_float(const float* __restrict__ source, float* __restrict__ target, Walk walk, int n) {
    long long first = first_of_block();
    const float* operands[] = {source, target};
    WalkByFour<2> by_four(walk, operands);
    if (by_four.possible && first + VALUES_PER_THREAD * blockDim.x <= n) {
        int positions[2];
        walk_positions(walk, (int) first + VALUES_PER_THREAD * (int) threadIdx.x, positions);
        float four[4];
        by_four.load(0, source, positions[0], four);
        by_four.store(target, positions[1], four);
        return;
    }
    for_each_pair(walk, n, [=](int from, int to) { target[to] = source[from]; });
}

extern "C" __global__ void copy_int(const int* __restrict__ source, int* __restrict__ target, Walk walk, int n) {
    for_each_pair(walk, n, [=](int from, int to) { target[to] = source[from]; });
}

// Rounds to the nearest float, as Java's (float) does; exact up to 2^24.
extern "C" __global__ void copy_int_to_float(
        const int* __restrict__ source, float* __restrict__ target, Walk walk, int n) {
    for_each_pair(walk, n, [=](int from, int to) { target[to] = (float) source[from]; });
}

// Java's (int) of a float: towards 0, the nearest int where there is none, 0 of NaN.
__device__ __forceinline__ int truncated(float x) {
    if (is_nan(x)) {
        return 0;
    }
    if (x >= 2147483648.0f) {
        return 2147483647;
    }
    return x < -2147483648.0f ? -2147483647 - 1 : (int) x;
}

extern "C" __global__ void copy_float_to_int(
        const float* __restrict__ source, int* __restrict__ target, Walk walk, int n) {
    for_each_pair(walk, n, [=](int from, int to) { target[to] = truncated(source[from]); });
}

// target = value for any strides; operand 0 of the walk is the target. Moves 4 bytes an element.
extern "C" __global__ void fill_float(float* target, float value, Walk walk, int n) {
    long long first = first_of_block() + threadIdx.x;
#pragma unroll
    for (int j = 0; j < VALUES_PER_THREAD; j++) {
        long long i = first + j * blockDim.x;
        if (i < n) {
            target[walk_position(walk, 0, (int) i)] = value;
        }
    }
}

extern "C" __global__ void fill_int(int* target, int value, Walk walk, int n) {
    long long first = first_of_block() + threadIdx.x;
#pragma unroll
    for (int j = 0; j < VALUES_PER_THREAD; j++) {
        long long i = first + j * blockDim.x;
        if (i < n) {
            target[walk_position(walk, 0, (int) i)] = value;
        }
    }
}
