// What tests choose while they run: the native methods of pellucid.cuda.EmulatedDriver. The first two arguments are JNI's.
#include "driver_entries.h"

#define JAVA(type, name) \
    extern "C" __attribute__((visibility("default"))) type Java_pellucid_cuda_EmulatedDriver_##name

JAVA(void, order)(void*, void*, int kind, int seed) {
    LOCKED;
    catch_up();
    running_block.choose(static_cast<Order>(kind), unsigned(seed));
}

JAVA(void, deferred)(void*, void*, unsigned char value) {
    LOCKED;
    catch_up();
    choices.deferred = value != 0;
}

JAVA(void, memory)(void*, void*, long long bytes) {
    LOCKED;
    choices.memory = size_t(bytes);
}

JAVA(void, loseDeviceAfter)(void*, void*, long long more_launches) {
    LOCKED;
    choices.launches_left = more_launches;
}

// As after a reset of the device: errors are forgotten. Allocations stay, so that a test can go on.
JAVA(void, heal)(void*, void*) {
    LOCKED;
    waiting.clear();
    sticky = SUCCESS;
    fault.clear();
    choices.launches_left = -1;
    for (auto [start, size] : allocations) {
        std::memset(reinterpret_cast<void*>(start - GUARD), CANARY, GUARD);
        std::memset(reinterpret_cast<void*>(start + size), CANARY, GUARD);
    }
}

JAVA(long long, launches)(void*, void*) {
    LOCKED;
    return launches;
}

JAVA(long long, allocatedBytes)(void*, void*) {
    LOCKED;
    return allocated;
}
