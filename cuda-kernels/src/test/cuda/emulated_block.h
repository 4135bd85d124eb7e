// One block of CUDA threads, run on the CPU: each thread on a fiber once it has to wait, with true barriers and true
// exchanges between the lanes of a warp.
//
// A thread that never waits costs no more than a call: one fiber takes thread after thread, and only a thread that stops
// at a barrier keeps the fiber it is on, while another fiber goes on with the threads that have not begun. The order in
// which threads run is a choice (forward, reverse, random), and none of the three is right or wrong: a kernel whose result
// depends on it lacks a barrier.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

struct uint3 {
    unsigned x, y, z;
};

struct dim3 {
    unsigned x, y, z;
    constexpr dim3(unsigned x = 1, unsigned y = 1, unsigned z = 1) : x(x), y(y), z(z) {}
};

namespace emulator {

class Fiber;

constexpr unsigned WARP = 32;
constexpr unsigned MAX_THREADS = 1024;
constexpr unsigned char UNDEFINED = 0xff;  // in every byte, it makes a NaN of a float and -1 of an int

// IN_TURN takes another of the three for each launch.
enum class Order { FORWARD, REVERSE, RANDOM, IN_TURN };

// What the running thread sees as threadIdx, blockIdx, blockDim, gridDim.
inline uint3 thread_index;
inline uint3 block_index;
inline dim3 block_size;
inline dim3 grid_size;

// A line of a source file, where threads wait.
struct Place {
    const char* file;
    int line;
    bool operator==(const Place& other) const { return line == other.line && std::strcmp(file, other.file) == 0; }
    std::string text() const;
};

enum class State : unsigned char { NOT_BEGUN, READY, AT_BARRIER, AT_EXCHANGE, DONE };

// What the lanes of a warp do together.
enum class Exchange : unsigned char { SYNC, SHUFFLE, BALLOT, MATCH };

struct Thread {
    uint3 index;
    unsigned position;  // in the block: x fastest
    State state;
    Fiber* fiber;
    Place place;  // where it waits

    // An exchange: what this lane gives, whose it asks for, what it gets.
    Exchange exchange;
    unsigned mask;
    unsigned source;
    uint64_t given;
    uint64_t received;
};

// A kernel with its arguments.
class Call {
public:
    virtual ~Call() = default;
    virtual void run_thread() const = 0;
};

class Block {
public:
    Block();
    ~Block();
    Block(const Block&) = delete;
    Block& operator=(const Block&) = delete;

    // Runs the whole grid, block after block. Returns what a kernel did wrong, or an empty text.
    std::string launch(dim3 grid, dim3 block, size_t dynamic_bytes, const Call& kernel);

    void choose(Order order, unsigned seed);

    // On a thread's fiber:
    Thread& running() { return *current; }
    void* dynamic_shared() { return dynamic.data() + GUARD; }
    void wait_for_block(Place place);

    // Gives a value to the lanes of the mask, waits for all of them, returns what this lane gets.
    uint64_t exchange(Exchange kind, unsigned mask, uint64_t value, unsigned source, Place place);

    // Ends the launch with this fault; does not return.
    [[noreturn]] void fail(const std::string& what);

    // A table for the running warp, where its lanes can leave addresses for each other (two rows of 32).
    const void** lane_table(int row) { return tables[current->position / WARP].of[row]; }

private:
    struct Tables {
        const void* of[2][WARP];
    };

    static constexpr size_t GUARD = 256;
    static constexpr unsigned char CANARY = 0xa5;

    static void take_threads();  // the body of every fiber
    void run_block();
    void enter(Fiber& fiber);
    void make_current(Thread& thread) {
        current = &thread;
        thread_index = thread.index;
    }
    void wait(State state, Place place);
    bool release_block();
    bool release_warps();
    bool release_group(unsigned first, unsigned waiting_lane);
    void shuffle_order();
    Fiber& idle_fiber();
    void set_up(dim3 block, size_t dynamic_bytes);
    std::string dynamic_fault() const;
    std::string stuck() const;

    std::vector<Thread> threads;
    std::vector<unsigned> order;
    std::vector<Tables> tables;
    std::vector<unsigned char> dynamic;
    std::vector<std::unique_ptr<Fiber>> fibers;
    std::vector<Fiber*> idle;

    const Call* call = nullptr;
    Thread* current = nullptr;
    Fiber* on = nullptr;
    unsigned begun = 0;
    unsigned done = 0;
    unsigned at_barrier = 0;
    unsigned exchanging = 0;
    std::string fault;
    Order chosen = Order::FORWARD;
    Order order_of_launch = Order::FORWARD;
    unsigned launches = 0;
    unsigned random_state = 0;
};

// The one that runs: the driver makes launches wait for each other.
extern Block running_block;

}  // namespace emulator
