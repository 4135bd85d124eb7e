// Streams and events.
#include <chrono>

#include "driver_entries.h"

namespace {

struct Event {
    std::chrono::steady_clock::time_point time;
    bool recorded = false;
    int pending = 0;  // records that wait in a stream
};

}  // namespace

API cuStreamCreate(Handle* stream, unsigned) {
    REFUSE_WHEN_BROKEN
    *stream = new char;
    return SUCCESS;
}

API cuStreamDestroy_v2(Handle stream) {
    LOCKED;
    catch_up();
    delete static_cast<char*>(stream);
    return sticky;
}

API cuStreamSynchronize(Handle) {
    REFUSE_WHEN_BROKEN
    return catch_up();
}

API cuStreamQuery(Handle) {
    REFUSE_WHEN_BROKEN
    if (waiting.empty()) {
        return SUCCESS;
    }
    CUresult code = catch_up();
    return code == SUCCESS ? CUresult(NOT_READY) : code;
}

API cuStreamWaitEvent(Handle, Handle, unsigned) {
    REFUSE_WHEN_BROKEN
    return SUCCESS;  // the one queue keeps the order
}

API cuEventCreate(Handle* event, unsigned) {
    REFUSE_WHEN_BROKEN
    *event = new Event;
    return SUCCESS;
}

API cuEventDestroy_v2(Handle event) {
    LOCKED;
    catch_up();
    delete static_cast<Event*>(event);
    return sticky;
}

API cuEventRecord(Handle handle, Handle) {
    REFUSE_WHEN_BROKEN
    auto* event = static_cast<Event*>(handle);
    event->pending++;
    return enqueue([event] {
        event->time = std::chrono::steady_clock::now();
        event->recorded = true;
        event->pending--;
        return sticky;
    });
}

// Only what was given before the event was recorded is done now.
API cuEventSynchronize(Handle handle) {
    REFUSE_WHEN_BROKEN
    auto* event = static_cast<Event*>(handle);
    while (event->pending > 0 && !waiting.empty()) {
        auto work = std::move(waiting.front());
        waiting.pop_front();
        work();
    }
    return sticky;
}

// An event that waits is not ready when it is asked for; the next time it is.
API cuEventQuery(Handle handle) {
    REFUSE_WHEN_BROKEN
    if (static_cast<Event*>(handle)->pending == 0) {
        return SUCCESS;
    }
    CUresult code = catch_up();
    return code == SUCCESS ? CUresult(NOT_READY) : code;
}

API cuEventElapsedTime(float* milliseconds, Handle from, Handle to) {
    REFUSE_WHEN_BROKEN
    auto* begin = static_cast<Event*>(from);
    auto* end = static_cast<Event*>(to);
    if (begin->pending + end->pending > 0) {
        return NOT_READY;
    }
    if (!begin->recorded || !end->recorded) {
        return INVALID_HANDLE;
    }
    *milliseconds = std::chrono::duration<float, std::milli>(end->time - begin->time).count();
    return SUCCESS;
}
