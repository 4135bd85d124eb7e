// What kernels that work row by row share.
#pragma once

#include "pellucid.cuh"

// ---------------------------------------------------------------------------------------------------------------------
// The threads that share a row: they step through its columns together and end in one sum. Code for rows is written once,
// for either of these.
// ---------------------------------------------------------------------------------------------------------------------

// A warp a row. Blocks are one-dimensional; the warp's number in the grid is its row's.
struct WarpRow {
    static __device__ __forceinline__ int row() {
        return (int) ((blockIdx.x * (long long) blockDim.x + threadIdx.x) / WARP_SIZE);
    }
    static __device__ __forceinline__ int first() {
        return threadIdx.x % WARP_SIZE;
    }
    static __device__ __forceinline__ int step() {
        return WARP_SIZE;
    }
    static __device__ __forceinline__ float sum(float value) {
        return warp_sum(value);
    }
    static __device__ __forceinline__ float max(float value) {
        return warp_max(value);
    }
};

// A block a row.
struct BlockRow {
    static __device__ __forceinline__ int row() {
        return blockIdx.x;
    }
    static __device__ __forceinline__ int first() {
        return threadIdx.x;
    }
    static __device__ __forceinline__ int step() {
        return blockDim.x;
    }
    static __device__ __forceinline__ float sum(float value) {
        return block_sum(value);
    }
    static __device__ __forceinline__ float max(float value) {
        return block_max(value);
    }
};

// ---------------------------------------------------------------------------------------------------------------------
// Rows in registers.
// ---------------------------------------------------------------------------------------------------------------------

// Columns column … column + 3 of a row, 0 beyond its end; by one load where the row lies at a multiple of 16 bytes. Which
// thread has which columns does not depend on that, so neither does the order of any sum.
__device__ __forceinline__ void load_four(const float* row, bool aligned, int column, int columns, float (&four)[4]) {
    if (aligned && column + 4 <= columns) {
        float4 loaded = *reinterpret_cast<const float4*>(row + column);
        four[0] = loaded.x;
        four[1] = loaded.y;
        four[2] = loaded.z;
        four[3] = loaded.w;
        return;
    }
#pragma unroll
    for (int e = 0; e < 4; e++) {
        four[e] = column + e < columns ? row[column + e] : 0.0f;
    }
}

__device__ __forceinline__ void store_four(
        float* row, bool aligned, int column, int columns, const float (&four)[4]) {
    if (aligned && column + 4 <= columns) {
        *reinterpret_cast<float4*>(row + column) = make_float4(four[0], four[1], four[2], four[3]);
        return;
    }
#pragma unroll
    for (int e = 0; e < 4; e++) {
        if (column + e < columns) {
            row[column + e] = four[e];
        }
    }
}

// A row of up to 1024 columns, held by the lanes of a warp: lane l has the columns 4l … 4l + 3 of each run of 128. All
// loops over it have constant bounds, so that it stays in registers.
constexpr int HELD_RUNS = 8;
constexpr int HELD_COLUMNS = HELD_RUNS * 4 * WARP_SIZE;

struct HeldRow {
    float of[HELD_RUNS][4];

    // This lane's first column of a run.
    static __device__ __forceinline__ int column(int run) {
        return (run * WARP_SIZE + (int) threadIdx.x % WARP_SIZE) * 4;
    }

    __device__ __forceinline__ void load(const float* row, int columns) {
        bool aligned = takes_float4(row);
#pragma unroll
        for (int run = 0; run < HELD_RUNS; run++) {
            if (run * 4 * WARP_SIZE < columns) {
                load_four(row, aligned, column(run), columns, of[run]);
            }
        }
    }

    __device__ __forceinline__ void store(float* row, int columns) const {
        bool aligned = takes_float4(row);
#pragma unroll
        for (int run = 0; run < HELD_RUNS; run++) {
            if (run * 4 * WARP_SIZE < columns) {
                store_four(row, aligned, column(run), columns, of[run]);
            }
        }
    }

    // Calls body(four elements, the column of the first) for each run.
    template <typename Body>
    __device__ __forceinline__ void for_each_run(int columns, Body body) {
#pragma unroll
        for (int run = 0; run < HELD_RUNS; run++) {
            if (run * 4 * WARP_SIZE < columns) {
                body(of[run], column(run));
            }
        }
    }

    // Calls body(element, its column) for each element of this lane.
    template <typename Body>
    __device__ __forceinline__ void for_each(int columns, Body body) {
#pragma unroll
        for (int run = 0; run < HELD_RUNS; run++) {
            if (run * 4 * WARP_SIZE < columns) {
#pragma unroll
                for (int e = 0; e < 4; e++) {
                    if (column(run) + e < columns) {
                        body(of[run][e], column(run) + e);
                    }
                }
            }
        }
    }
};
