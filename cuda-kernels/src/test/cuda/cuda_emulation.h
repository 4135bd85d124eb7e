// CUDA's words for g++: with this header in front (-include), a .cu file of kernels compiles as C++ and runs on the CPU,
// every thread of a block a fiber (emulated_block.h). What it cannot show: speed, races between blocks, inline PTX (keep it
// in a __device__ function with a body for __CUDACC__ and one for the CPU), the last bits of the device's expf, erff, ….
#pragma once

#include <math.h>

#include <cstdint>
#include <type_traits>
#include <utility>

#include "emulated_block.h"
#include "kernel_registry.h"

#define __global__
#define __device__
#define __host__
#define __constant__ static
#define __forceinline__ inline __attribute__((always_inline))
#define __noinline__ __attribute__((noinline))
#define __launch_bounds__(...)
#define __align__(bytes) alignas(bytes)

// Static shared memory lies in a section of its own for each family, so that a launch can begin with it undefined: the
// build writes in front of each family what SHARED_SECTION is.
#define __shared__ static SHARED_SECTION
#define DYN_SHARED(T, name) T* name = reinterpret_cast<T*>(emulator::running_block.dynamic_shared())

#define threadIdx (emulator::thread_index)
#define blockIdx (emulator::block_index)
#define blockDim (emulator::block_size)
#define gridDim (emulator::grid_size)
#define warpSize 32

// Vectors, with the alignment that the device asks for.
// clang-format off
struct alignas(8) float2 { float x, y; };
struct float3 { float x, y, z; };
struct alignas(16) float4 { float x, y, z, w; };
struct alignas(16) double2 { double x, y; };
struct alignas(8) int2 { int x, y; };
struct alignas(16) int4 { int x, y, z, w; };
struct alignas(8) uint2 { unsigned x, y; };
struct alignas(16) uint4 { unsigned x, y, z, w; };
struct alignas(4) ushort2 { unsigned short x, y; };
struct alignas(8) ushort4 { unsigned short x, y, z, w; };
inline float2 make_float2(float x, float y) { return {x, y}; }
inline float3 make_float3(float x, float y, float z) { return {x, y, z}; }
inline float4 make_float4(float x, float y, float z, float w) { return {x, y, z, w}; }
inline double2 make_double2(double x, double y) { return {x, y}; }
inline int2 make_int2(int x, int y) { return {x, y}; }
inline int4 make_int4(int x, int y, int z, int w) { return {x, y, z, w}; }
inline uint2 make_uint2(unsigned x, unsigned y) { return {x, y}; }
inline uint4 make_uint4(unsigned x, unsigned y, unsigned z, unsigned w) { return {x, y, z, w}; }
inline ushort2 make_ushort2(unsigned short x, unsigned short y) { return {x, y}; }
inline ushort4 make_ushort4(unsigned short x, unsigned short y, unsigned short z, unsigned short w) { return {x, y, z, w}; }
// clang-format on

namespace emulator {

template <class To, class From>
To same_bits(From from) {
    static_assert(sizeof(To) >= sizeof(From) || sizeof(From) == sizeof(uint64_t), "the bits must fit");
    static_assert(sizeof(From) <= sizeof(uint64_t) && std::is_trivially_copyable_v<From>, "at most 8 plain bytes");
    To to{};
    std::memcpy(&to, &from, sizeof(To) < sizeof(From) ? sizeof(To) : sizeof(From));
    return to;
}

inline unsigned lane() {
    return running_block.running().position % WARP;
}

// Lanes work in groups of `width`: a source outside of the own group means the own value.
template <class T>
T shuffle(unsigned mask, T value, int source, Place place) {
    uint64_t given = same_bits<uint64_t>(value);
    return same_bits<T>(running_block.exchange(Exchange::SHUFFLE, mask, given, unsigned(source), place));
}

inline unsigned vote(unsigned mask, bool value, Place place) {
    return unsigned(running_block.exchange(Exchange::BALLOT, mask, value, 0, place));
}

}  // namespace emulator

// Each wait knows the line of the kernel that it was written in: g++ fills in these defaults where the call is.
#define FROM_HERE const char *file = __builtin_FILE(), int line = __builtin_LINE()

inline void __syncthreads(FROM_HERE) {
    emulator::running_block.wait_for_block({file, line});
}

inline void __syncwarp(unsigned mask = 0xffffffffu, FROM_HERE) {
    emulator::running_block.exchange(emulator::Exchange::SYNC, mask, 0, 0, {file, line});
}

template <class T>
T __shfl_sync(unsigned mask, T value, int source, int width = 32, FROM_HERE) {
    int lane = emulator::lane();
    return emulator::shuffle(mask, value, lane / width * width + (source & (width - 1)), {file, line});
}

template <class T>
T __shfl_xor_sync(unsigned mask, T value, int bits, int width = 32, FROM_HERE) {
    int lane = emulator::lane();
    int source = lane ^ bits;
    return emulator::shuffle(mask, value, source / width <= lane / width ? source : lane, {file, line});
}

template <class T>
T __shfl_down_sync(unsigned mask, T value, unsigned distance, int width = 32, FROM_HERE) {
    int lane = emulator::lane();
    bool inside = lane % width + int(distance) < width;
    return emulator::shuffle(mask, value, inside ? lane + int(distance) : lane, {file, line});
}

template <class T>
T __shfl_up_sync(unsigned mask, T value, unsigned distance, int width = 32, FROM_HERE) {
    int lane = emulator::lane();
    bool inside = lane % width >= int(distance);
    return emulator::shuffle(mask, value, inside ? lane - int(distance) : lane, {file, line});
}

inline unsigned __ballot_sync(unsigned mask, int vote, FROM_HERE) {
    return emulator::vote(mask, vote != 0, {file, line});
}

inline int __any_sync(unsigned mask, int vote, FROM_HERE) {
    return emulator::vote(mask, vote != 0, {file, line}) != 0;
}

inline int __all_sync(unsigned mask, int vote, FROM_HERE) {
    return emulator::vote(mask, vote == 0, {file, line}) == 0;
}

template <class T>
unsigned __match_any_sync(unsigned mask, T value, FROM_HERE) {
    uint64_t given = emulator::same_bits<uint64_t>(value);
    return unsigned(emulator::running_block.exchange(emulator::Exchange::MATCH, mask, given, 0, {file, line}));
}

[[noreturn]] inline void __trap(FROM_HERE) {
    emulator::running_block.fail("__trap() at " + emulator::Place{file, line}.text());
}

#undef FROM_HERE

// Fibers run one at a time and blocks one after another, so reading and writing at once needs no more than doing both.
inline void __threadfence() {}
inline void __threadfence_block() {}

template <class T>
T atomicAdd(T* address, std::common_type_t<T> value) {
    T old = *address;
    *address = old + value;
    return old;
}

template <class T>
T atomicSub(T* address, std::common_type_t<T> value) {
    T old = *address;
    *address = old - value;
    return old;
}

template <class T>
T atomicMax(T* address, std::common_type_t<T> value) {
    T old = *address;
    *address = old < value ? value : old;
    return old;
}

template <class T>
T atomicMin(T* address, std::common_type_t<T> value) {
    T old = *address;
    *address = value < old ? value : old;
    return old;
}

template <class T>
T atomicOr(T* address, std::common_type_t<T> value) {
    T old = *address;
    *address = old | value;
    return old;
}

template <class T>
T atomicAnd(T* address, std::common_type_t<T> value) {
    T old = *address;
    *address = old & value;
    return old;
}

template <class T>
T atomicExch(T* address, std::common_type_t<T> value) {
    T old = *address;
    *address = value;
    return old;
}

template <class T>
T atomicCAS(T* address, std::common_type_t<T> expected, std::common_type_t<T> value) {
    T old = *address;
    if (old == expected) {
        *address = value;
    }
    return old;
}

// clang-format off
template <class T> T __ldg(const T* address) { return *address; }
template <class T> T __ldcs(const T* address) { return *address; }
template <class T> T __ldcg(const T* address) { return *address; }
template <class T> void __stcs(T* address, std::common_type_t<T> value) { *address = value; }

// Arithmetic. The device's fast versions (__expf, …) are the exact ones here.
inline float __fadd_rn(float a, float b) { return a + b; }
inline float __fsub_rn(float a, float b) { return a - b; }
inline float __fmul_rn(float a, float b) { return a * b; }
inline float __fdiv_rn(float a, float b) { return a / b; }
inline float __fsqrt_rn(float a) { return sqrtf(a); }
inline float __frcp_rn(float a) { return 1.0f / a; }
inline float __fmaf_rn(float a, float b, float c) { return fmaf(a, b, c); }
inline double __dadd_rn(double a, double b) { return a + b; }
inline double __dmul_rn(double a, double b) { return a * b; }
inline double __fma_rn(double a, double b, double c) { return fma(a, b, c); }
inline float __expf(float x) { return expf(x); }
inline float __logf(float x) { return logf(x); }
inline float __powf(float x, float y) { return powf(x, y); }
inline float __sinf(float x) { return sinf(x); }
inline float __cosf(float x) { return cosf(x); }
inline float __fdividef(float a, float b) { return a / b; }
inline float __saturatef(float x) { return x > 0.0f ? (x < 1.0f ? x : 1.0f) : 0.0f; }
inline float rsqrtf(float x) { return 1.0f / sqrtf(x); }
inline double rsqrt(double x) { return 1.0 / sqrt(x); }
inline float normcdff(float x) { return 0.5f * erfcf(-x * 0.70710678118654752440f); }
inline void sincospif(float x, float* sine, float* cosine) { *sine = float(sin(M_PI * x)); *cosine = float(cos(M_PI * x)); }
inline float __int2float_rn(int x) { return float(x); }
inline float __uint2float_rn(unsigned x) { return float(x); }
inline float __double2float_rn(double x) { return float(x); }
inline float __ll2float_rn(long long x) { return float(x); }

// Bits.
inline float __int_as_float(int x) { return emulator::same_bits<float>(x); }
inline float __uint_as_float(unsigned x) { return emulator::same_bits<float>(x); }
inline int __float_as_int(float x) { return emulator::same_bits<int>(x); }
inline unsigned __float_as_uint(float x) { return emulator::same_bits<unsigned>(x); }
inline long long __double_as_longlong(double x) { return emulator::same_bits<long long>(x); }
inline double __longlong_as_double(long long x) { return emulator::same_bits<double>(x); }
inline unsigned __umulhi(unsigned a, unsigned b) { return unsigned(uint64_t(a) * b >> 32); }
inline int __mulhi(int a, int b) { return int(int64_t(a) * b >> 32); }
inline unsigned long long __umul64hi(unsigned long long a, unsigned long long b) { return (unsigned __int128)a * b >> 64; }
inline int __popc(unsigned x) { return __builtin_popcount(x); }
inline int __popcll(unsigned long long x) { return __builtin_popcountll(x); }
inline int __clz(int x) { return x == 0 ? 32 : __builtin_clz(unsigned(x)); }
inline int __clzll(long long x) { return x == 0 ? 64 : __builtin_clzll(x); }
inline int __ffs(int x) { return __builtin_ffs(x); }
inline unsigned __brev(unsigned x) { unsigned r = 0; for (int i = 0; i < 32; i++) { r |= (x >> i & 1u) << (31 - i); } return r; }

// As CUDA has them: for mixed arguments too.
inline float max(float a, float b) { return fmaxf(a, b); }
inline float min(float a, float b) { return fminf(a, b); }
inline double max(double a, double b) { return fmax(a, b); }
inline double min(double a, double b) { return fmin(a, b); }
template <class A, class B, class = std::enable_if_t<std::is_integral_v<A> && std::is_integral_v<B>>>
std::common_type_t<A, B> max(A a, B b) { using C = std::common_type_t<A, B>; return C(a) < C(b) ? C(b) : C(a); }
template <class A, class B, class = std::enable_if_t<std::is_integral_v<A> && std::is_integral_v<B>>>
std::common_type_t<A, B> min(A a, B b) { using C = std::common_type_t<A, B>; return C(b) < C(a) ? C(b) : C(a); }
// clang-format on
