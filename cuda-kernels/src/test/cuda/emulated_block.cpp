#include "emulated_block.h"

#include <algorithm>

#include "fibers.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(start, size)
#define ASAN_UNPOISON_MEMORY_REGION(start, size)
#endif

namespace emulator {

Block running_block;

Block::Block() = default;
Block::~Block() = default;

std::string Place::text() const {
    const char* name = std::strrchr(file, '/');
    return std::string(name ? name + 1 : file) + ":" + std::to_string(line);
}

void Block::choose(Order order, unsigned seed) {
    chosen = order;
    random_state = seed;
}

void Block::take_threads() {
    Block& block = running_block;
    Fiber& fiber = *block.on;
    fiber.arrived();
    for (;;) {
        while (block.begun < block.order.size()) {
            Thread& thread = block.threads[block.order[block.begun++]];
            thread.fiber = &fiber;
            thread.state = State::READY;
            block.make_current(thread);
            block.call->run_thread();
            thread.state = State::DONE;
            block.done++;
        }
        block.idle.push_back(&fiber);
        fiber.leave();
    }
}

void Block::enter(Fiber& fiber) {
    on = &fiber;
    fiber.enter();
}

Fiber& Block::idle_fiber() {
    if (idle.empty()) {
        fibers.push_back(std::make_unique<Fiber>());
        fibers.back()->begin_with(take_threads);
        idle.push_back(fibers.back().get());
    }
    Fiber* fiber = idle.back();
    idle.pop_back();
    return *fiber;
}

void Block::set_up(dim3 block, size_t dynamic_bytes) {
    order_of_launch = chosen == Order::IN_TURN ? static_cast<Order>(launches++ % 3) : chosen;
    unsigned count = block.x * block.y * block.z;
    threads.resize(count);
    order.resize(count);
    tables.resize((count + WARP - 1) / WARP);
    for (unsigned i = 0; i < count; i++) {
        threads[i].position = i;
        threads[i].index = {i % block.x, i / block.x % block.y, i / block.x / block.y};
        order[i] = order_of_launch == Order::REVERSE ? count - 1 - i : i;
    }
    ASAN_UNPOISON_MEMORY_REGION(dynamic.data(), dynamic.size());
    dynamic.assign(GUARD + dynamic_bytes + GUARD, CANARY);
    std::memset(dynamic.data() + GUARD, UNDEFINED, dynamic_bytes);
    ASAN_POISON_MEMORY_REGION(dynamic.data(), GUARD);
    ASAN_POISON_MEMORY_REGION(dynamic.data() + GUARD + dynamic_bytes, GUARD);
}

std::string Block::launch(dim3 grid, dim3 block, size_t dynamic_bytes, const Call& kernel) {
    set_up(block, dynamic_bytes);
    call = &kernel;
    grid_size = grid;
    block_size = block;
    fault.clear();
    for (unsigned z = 0; z < grid.z; z++) {
        for (unsigned y = 0; y < grid.y; y++) {
            for (unsigned x = 0; x < grid.x; x++) {
                block_index = {x, y, z};
                run_block();
                if (fault.empty()) {
                    fault = dynamic_fault();
                }
                if (!fault.empty()) {
                    return "block (" + std::to_string(x) + "," + std::to_string(y) + "," + std::to_string(z) + "): "
                            + fault;
                }
            }
        }
    }
    return "";
}

void Block::run_block() {
    for (Thread& thread : threads) {
        thread.state = State::NOT_BEGUN;
    }
    if (order_of_launch == Order::RANDOM) {
        shuffle_order();
    }
    begun = 0;
    done = 0;
    at_barrier = 0;
    exchanging = 0;
    while (begun < threads.size() && fault.empty()) {
        enter(idle_fiber());
    }
    while (done < threads.size() && fault.empty()) {
        bool moved = release_warps() | release_block();
        if (!moved) {
            fault = stuck();
            break;
        }
        for (unsigned position : order) {
            Thread& thread = threads[position];
            if (thread.state == State::READY) {
                make_current(thread);
                enter(*thread.fiber);
                if (!fault.empty()) {
                    break;
                }
            }
        }
    }
    if (!fault.empty()) {  // threads are stopped anywhere: all fibers begin anew
        idle.clear();
        for (auto& fiber : fibers) {
            fiber->begin_with(take_threads);
            idle.push_back(fiber.get());
        }
    }
}

// __syncthreads waits for all threads that have not ended, as on devices from sm_70 on.
bool Block::release_block() {
    if (at_barrier == 0 || at_barrier + done < threads.size()) {
        return false;
    }
    auto waits = [](const Thread& thread) { return thread.state == State::AT_BARRIER; };
    const Thread& first = *std::find_if(threads.begin(), threads.end(), waits);
    for (const Thread& thread : threads) {
        if (waits(thread) && !(thread.place == first.place)) {
            return false;
        }
    }
    for (Thread& thread : threads) {
        if (waits(thread)) {
            thread.state = State::READY;
        }
    }
    at_barrier = 0;
    return true;
}

void Block::wait(State state, Place place) {
    Thread& thread = *current;
    thread.state = state;
    thread.place = place;
    thread.fiber->leave();
}

void Block::wait_for_block(Place place) {
    at_barrier++;
    wait(State::AT_BARRIER, place);
}

// Fisher and Yates, with a linear congruential generator.
void Block::shuffle_order() {
    for (size_t i = order.size(); i > 1; i--) {
        random_state = random_state * 1664525u + 1013904223u;
        std::swap(order[i - 1], order[(random_state >> 8) % i]);
    }
}

bool Block::release_warps() {
    bool moved = false;
    for (unsigned first = 0; exchanging > 0 && first < threads.size(); first += WARP) {
        unsigned end = std::min<unsigned>(first + WARP, threads.size());
        for (unsigned i = first; i < end; i++) {
            if (threads[i].state == State::AT_EXCHANGE) {
                moved |= release_group(first, i);
            }
        }
    }
    return moved;
}

// Lets the lanes go that wait for the same exchange as this one, if all lanes of its mask are there or have ended.
bool Block::release_group(unsigned first, unsigned waiting_lane) {
    const Thread& asked = threads[waiting_lane];
    unsigned mask = asked.mask;
    Exchange kind = asked.exchange;
    unsigned lanes = std::min<unsigned>(WARP, threads.size() - first);
    unsigned here = 0;
    unsigned votes = 0;
    for (unsigned lane = 0; lane < lanes; lane++) {
        const Thread& thread = threads[first + lane];
        if (!(mask >> lane & 1) || thread.state == State::DONE) {
            continue;
        }
        if (thread.state != State::AT_EXCHANGE || thread.mask != mask || thread.exchange != kind) {
            return false;
        }
        here |= 1u << lane;
        votes |= unsigned(thread.given != 0) << lane;
    }
    for (unsigned lane = 0; lane < lanes; lane++) {
        if (!(here >> lane & 1)) {
            continue;
        }
        Thread& thread = threads[first + lane];
        if (kind == Exchange::SHUFFLE) {
            // What an absent lane would give is undefined.
            bool present = thread.source < WARP && (here >> thread.source & 1);
            thread.received = present ? threads[first + thread.source].given : ~uint64_t(0);
        } else if (kind == Exchange::BALLOT) {
            thread.received = votes;
        } else if (kind == Exchange::MATCH) {
            thread.received = 0;
            for (unsigned other = 0; other < lanes; other++) {
                bool same = (here >> other & 1) && threads[first + other].given == thread.given;
                thread.received |= uint64_t(same) << other;
            }
        }
    }
    for (unsigned lane = 0; lane < lanes; lane++) {
        if (here >> lane & 1) {
            threads[first + lane].state = State::READY;
            exchanging--;
        }
    }
    return true;
}

uint64_t Block::exchange(Exchange kind, unsigned mask, uint64_t value, unsigned source, Place place) {
    Thread& thread = *current;
    if (!(mask >> thread.position % WARP & 1)) {
        fail("at " + place.text() + " lane " + std::to_string(thread.position % WARP) + " is not in the mask of its own "
                + "exchange");
    }
    thread.exchange = kind;
    thread.mask = mask;
    thread.given = value;
    thread.source = source;
    exchanging++;
    wait(State::AT_EXCHANGE, place);
    return thread.received;
}

void Block::fail(const std::string& what) {
    Thread& thread = *current;
    fault = "thread (" + std::to_string(thread.index.x) + "," + std::to_string(thread.index.y) + ","
            + std::to_string(thread.index.z) + "): " + what;
    begun = order.size();
    thread.fiber->leave();
    std::abort();  // a fiber with a fault is never entered again
}

std::string Block::dynamic_fault() const {
#ifdef __SANITIZE_ADDRESS__
    return "";  // the guards are its to watch
#endif
    for (size_t i = 0; i < GUARD; i++) {
        if (dynamic[i] != CANARY || dynamic[dynamic.size() - 1 - i] != CANARY) {
            return "a write outside the " + std::to_string(dynamic.size() - 2 * GUARD)
                    + " bytes of dynamic shared memory";
        }
    }
    return "";
}

// Nobody can go on: says who waits where.
std::string Block::stuck() const {
    std::vector<std::pair<std::string, unsigned>> places;
    for (const Thread& thread : threads) {
        if (thread.state != State::AT_BARRIER && thread.state != State::AT_EXCHANGE) {
            continue;
        }
        std::string place = (thread.state == State::AT_BARRIER ? "at the barrier " : "at the exchange between lanes ")
                + thread.place.text();
        auto found = std::find_if(places.begin(), places.end(), [&](auto& each) { return each.first == place; });
        if (found == places.end()) {
            places.emplace_back(place, 1);
        } else {
            found->second++;
        }
    }
    std::string text = "divergent barrier: of " + std::to_string(threads.size()) + " threads";
    for (auto& [place, count] : places) {
        text += " " + std::to_string(count) + " wait " + place + ",";
    }
    return text + " " + std::to_string(done) + " have ended";
}

}  // namespace emulator
