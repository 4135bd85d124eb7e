// Walks that go four elements at a time.
#pragma once

#include "pellucid.cuh"

// Element by element, a walk costs a division an axis and a load of 4 bytes. Where the innermost axis is long and without
// gaps in every operand, four neighbours can be taken as one float4, for a quarter of both. An operand may also repeat one
// element along the innermost axis (stride 0): that one is loaded once for all four.
template <int COUNT>
struct WalkByFour {
    bool possible;
    bool repeats[COUNT];

    __device__ __forceinline__ WalkByFour(const Walk& walk, const float* const (&operands)[COUNT]) {
        int innermost = walk.dims[0];
        int stride[COUNT];
        bool aligned[COUNT];
#pragma unroll
        for (int operand = 0; operand < COUNT; operand++) {
            stride[operand] = walk.strides[operand][0];
            aligned[operand] = takes_float4(operands[operand]);
        }
        // From the outermost axis inwards; an axis is an outer one when another follows.
#pragma unroll
        for (int axis = 1; axis < WALK_RANK; axis++) {
            if (axis < walk.rank) {
                innermost = walk.dims[axis];
#pragma unroll
                for (int operand = 0; operand < COUNT; operand++) {
                    aligned[operand] = aligned[operand] && stride[operand] % 4 == 0;
                    stride[operand] = walk.strides[operand][axis];
                }
            }
        }
        // Four neighbours must not lie on two sides of the innermost axis' end; the end of a single axis is the caller's.
        possible = walk.rank == 1 || innermost % 4 == 0;
#pragma unroll
        for (int operand = 0; operand < COUNT; operand++) {
            repeats[operand] = stride[operand] == 0;
            possible = possible && (repeats[operand] || (stride[operand] == 1 && aligned[operand]));
        }
    }

    // Four elements of an operand from a position on.
    __device__ __forceinline__ void load(int operand, const float* from, int position, float (&four)[4]) const {
        if (repeats[operand]) {
            float value = from[position];
#pragma unroll
            for (int e = 0; e < 4; e++) {
                four[e] = value;
            }
            return;
        }
        float4 loaded = *reinterpret_cast<const float4*>(from + position);
        four[0] = loaded.x;
        four[1] = loaded.y;
        four[2] = loaded.z;
        four[3] = loaded.w;
    }

    static __device__ __forceinline__ void store(float* to, int position, const float (&four)[4]) {
        *reinterpret_cast<float4*>(to + position) = make_float4(four[0], four[1], four[2], four[3]);
    }
};
