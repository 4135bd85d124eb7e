// Fibers: stacks of their own between which one operating system thread goes back and forth, without a system call.
// They let a CUDA thread stop in the middle of a kernel, at a barrier, until the other threads of its block are there too.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/common_interface_defs.h>
#endif

#ifndef __x86_64__
#error "The emulator switches stacks in x86-64 assembly; on other processors run the tests without it."
#endif

namespace emulator {

// Keeps what the System V calling convention asks a function to keep (six registers) on the stack that is left, and the
// stack's pointer in *left; then goes on where `entered` was left.
extern "C" void pellucid_switch_stack(void** left, void* entered);
asm(R"(
    .text
    .globl pellucid_switch_stack
    .hidden pellucid_switch_stack
    .type pellucid_switch_stack, @function
pellucid_switch_stack:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, (%rdi)
    movq %rsi, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
    .size pellucid_switch_stack, . - pellucid_switch_stack
)");

// AddressSanitizer keeps its own account of the stack in use, so each switch is announced to it.
struct StackAccount {
#ifdef __SANITIZE_ADDRESS__
    void* shadow = nullptr;
    void leave(const void* bottom, size_t size) { __sanitizer_start_switch_fiber(&shadow, bottom, size); }
    void arrive(const void** bottom, size_t* size) { __sanitizer_finish_switch_fiber(shadow, bottom, size); }
#else
    void leave(const void*, size_t) {}
    void arrive(const void**, size_t*) {}
#endif
};

class Fiber {
public:
    using Body = void (*)();

    Fiber() {
        // The page below the stack may not be touched: a stack that grows too far ends there, not in other memory.
        size_t page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
        mapping = mmap(nullptr, SIZE + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (mapping == MAP_FAILED) {
            std::perror("emulator: no memory for a stack");
            std::abort();
        }
        mprotect(mapping, page, PROT_NONE);
        bottom = static_cast<char*>(mapping) + page;
        mapped = SIZE + page;
        // Stacks begin at different places of their pages, or their hot ends would all want the same lines of the cache.
        static unsigned count = 0;
        first_used = SIZE - 64 * (5 * count++ % 64);
    }

    ~Fiber() { munmap(mapping, mapped); }
    Fiber(const Fiber&) = delete;
    Fiber& operator=(const Fiber&) = delete;

    // The next enter() begins `body`, which must never return; whatever the stack held is dropped.
    void begin_with(Body body) {
        void** top = reinterpret_cast<void**>(bottom + first_used);
        *--top = nullptr;  // where body would return to; it also puts the stack where a call would have put it
        *--top = reinterpret_cast<void*>(body);
        for (int i = 0; i < 6; i++) {
            *--top = nullptr;
        }
        pointer = top;
        account = StackAccount();
    }

    // Called outside of fibers: runs this one until it calls leave().
    void enter() {
        outside_account.leave(bottom, SIZE);
        pellucid_switch_stack(&outside, pointer);
        outside_account.arrive(nullptr, nullptr);
    }

    // Called on this fiber: goes back to where enter() was called; a later enter() comes back here.
    void leave() {
        account.leave(outside_bottom, outside_size);
        pellucid_switch_stack(&pointer, outside);
        arrived();
    }

    // Called on this fiber first of all, when it is entered for the first time.
    void arrived() { account.arrive(&outside_bottom, &outside_size); }

private:
    static constexpr size_t SIZE = 128 * 1024;

    void* mapping;
    size_t mapped;
    char* bottom;
    size_t first_used;
    void* pointer = nullptr;
    StackAccount account;

    // The stack outside: launches run one at a time, so there is one.
    static inline void* outside = nullptr;
    static inline StackAccount outside_account;
    static inline const void* outside_bottom = nullptr;
    static inline size_t outside_size = 0;
};

}  // namespace emulator
