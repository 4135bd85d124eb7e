// nvcuda::wmma (products of small tiles on tensor cores) for the emulator. As on the device, a fragment is spread over the
// 32 lanes of a warp, no kernel may know how, and the functions are called by the whole warp together: here lane l holds
// the elements l, l + 32, … of the tile, and reads the others' where they lie.
#pragma once

#include "cuda_emulation.h"

// The upper 16 bits of a float.
struct __nv_bfloat16 {
    unsigned short bits;
};

inline float __bfloat162float(__nv_bfloat16 value) {
    return __uint_as_float(unsigned(value.bits) << 16);
}

// Rounds to nearest, ties to even.
inline __nv_bfloat16 __float2bfloat16(float value) {
    if (value != value) {
        return {0x7fff};
    }
    unsigned bits = __float_as_uint(value);
    return {static_cast<unsigned short>((bits + 0x7fff + (bits >> 16 & 1)) >> 16)};
}

inline unsigned short __bfloat16_as_ushort(__nv_bfloat16 value) {
    return value.bits;
}

inline __nv_bfloat16 __ushort_as_bfloat16(unsigned short bits) {
    return {bits};
}

namespace nvcuda {
namespace wmma {

enum layout_t { mem_row_major, mem_col_major };
struct row_major {};
struct col_major {};
struct matrix_a {};
struct matrix_b {};
struct accumulator {};
namespace precision {
struct tf32 {};
}

// A float with 10 bits of mantissa: to nearest, ties away from zero (cvt.rna.tf32).
inline float __float_to_tf32(float value) {
    unsigned bits = __float_as_uint(value);
    return (bits & 0x7f800000u) == 0x7f800000u ? value : __uint_as_float((bits + 0x1000u) & 0xffffe000u);
}

// How an element is kept, and what the multiplier sees of it.
template <class T>
struct element {
    using type = T;
};
template <>
struct element<precision::tf32> {
    using type = float;
};

template <class T>
float multiplied(typename element<T>::type value) {
    if constexpr (std::is_same_v<T, precision::tf32>) {
        return __uint_as_float(__float_as_uint(value) & 0xffffe000u);  // the lower bits are not looked at
    } else {
        return __bfloat162float(value);
    }
}

template <class Use, int M, int N, int K, class T, class Layout = void>
struct fragment {
    static constexpr int rows = std::is_same_v<Use, matrix_b> ? K : M;
    static constexpr int columns = std::is_same_v<Use, matrix_a> ? K : N;
    static constexpr int num_elements = rows * columns / 32;
    static_assert(rows * columns % 32 == 0, "a tile is spread over 32 lanes");
    typename element<T>::type x[num_elements];
};

template <class Fragment, class V>
void fill_fragment(Fragment& fragment, V value) {
    for (auto& each : fragment.x) {
        each = value;
    }
}

// Element (row, column) of a tile in memory.
inline size_t offset_in(layout_t layout, int row, int column, unsigned stride) {
    return layout == mem_row_major ? size_t(row) * stride + column : size_t(column) * stride + row;
}

template <class Fragment, class P>
void load_elements(Fragment& fragment, const P* tile, unsigned stride, layout_t layout) {
    __syncwarp();
    for (int i = 0; i < Fragment::num_elements; i++) {
        int element = i * 32 + int(emulator::lane());
        fragment.x[i] = tile[offset_in(layout, element / Fragment::columns, element % Fragment::columns, stride)];
    }
    __syncwarp();
}

template <class Use, int M, int N, int K, class T, class Layout, class P>
void load_matrix_sync(fragment<Use, M, N, K, T, Layout>& fragment, const P* tile, unsigned stride) {
    load_elements(fragment, tile, stride, std::is_same_v<Layout, col_major> ? mem_col_major : mem_row_major);
}

template <int M, int N, int K, class T, class P>
void load_matrix_sync(fragment<accumulator, M, N, K, T>& fragment, const P* tile, unsigned stride, layout_t layout) {
    load_elements(fragment, tile, stride, layout);
}

template <int M, int N, int K, class T>
void store_matrix_sync(T* tile, const fragment<accumulator, M, N, K, T>& fragment, unsigned stride, layout_t layout) {
    __syncwarp();
    for (int i = 0; i < fragment.num_elements; i++) {
        int element = i * 32 + int(emulator::lane());
        tile[offset_in(layout, element / N, element % N, stride)] = fragment.x[i];
    }
    __syncwarp();
}

// D = A B + C. Each lane computes its own elements of D from all lanes' elements of A and B.
template <int M, int N, int K, class T, class LayoutA, class LayoutB>
void mma_sync(
        fragment<accumulator, M, N, K, float>& d,
        const fragment<matrix_a, M, N, K, T, LayoutA>& a,
        const fragment<matrix_b, M, N, K, T, LayoutB>& b,
        const fragment<accumulator, M, N, K, float>& c) {
    unsigned lane = emulator::lane();
    const void** all_a = emulator::running_block.lane_table(0);
    const void** all_b = emulator::running_block.lane_table(1);
    all_a[lane] = a.x;
    all_b[lane] = b.x;
    __syncwarp();
    auto of = [](const void** table, int element) {
        return multiplied<T>(static_cast<const typename wmma::element<T>::type*>(table[element % 32])[element / 32]);
    };
    float sums[M * N / 32];
    for (int i = 0; i < d.num_elements; i++) {
        int row = (i * 32 + int(lane)) / N;
        int column = (i * 32 + int(lane)) % N;
        sums[i] = c.x[i];
        for (int k = 0; k < K; k++) {
            sums[i] += of(all_a, row * K + k) * of(all_b, k * N + column);
        }
    }
    __syncwarp();
    for (int i = 0; i < d.num_elements; i++) {
        d.x[i] = sums[i];
    }
}

}  // namespace wmma
}  // namespace nvcuda
