// A libcuda.so.1 without a GPU: the entries of the CUDA driver API that the Java side calls through JCuda, with kernels run
// by the emulator. It is stricter than a driver:
//   - a copy must lie inside one allocation, and a kernel's pointers must point into one;
//   - there are guards around every allocation, looked at after a launch for its arguments, when memory is freed for that,
//     and every now and then for all;
//   - fresh memory, and shared memory at the start of a launch, reads as NaN;
//   - the parameters that the PTX declares must be those of the compiled kernel, so a stale PTX file is noticed;
//   - by choice, work waits in its stream until somebody waits for it, so a copy that is read too early shows.
// As in CUDA, a kernel that went wrong leaves an error that every later call answers with. The text of the last fault
// (kernel, block, thread, what) is part of what cuGetErrorString says about it.
#pragma once

#include "driver_state.h"

using namespace emulator;

using CUdevice = int;
using Handle = void*;

#define API extern "C" __attribute__((visibility("default"))) CUresult
#define LOCKED std::lock_guard<std::recursive_mutex> locked(lock)
#define REFUSE_BEFORE_INIT      \
    LOCKED;                     \
    if (!initialized) {         \
        return NOT_INITIALIZED; \
    }
#define REFUSE_WHEN_BROKEN   \
    REFUSE_BEFORE_INIT       \
    if (sticky != SUCCESS) { \
        return sticky;       \
    }
