// Launches written to a file while the tests run, with all their arguments and the memory these point into, so that
// replay.cpp can do them again with AddressSanitizer's eyes on every load and store. A file of records:
//   the kernel's name; the length of all that follows; grid, block, bytes of dynamic shared memory; the buffers (size and contents);
//   for each argument: its bytes, or the buffer's number and the offset in it (number -1: a null pointer).
#pragma once

#include <cstdint>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "../kernel_registry.h"

namespace emulator {

// Keeps of each kernel launches that differ in their grid or their numbers, small ones, and not too many.
class Recorder {
public:
    explicit Recorder(const char* path) : file(path ? std::fopen(path, "wb") : nullptr) {}
    ~Recorder() {
        if (file) {
            std::fclose(file);
        }
    }
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    bool wants(const Kernel& kernel, dim3 grid, dim3 block, size_t dynamic_bytes, const Launch& launch) {
        if (!file || launches_of[kernel.name] >= MOST_LAUNCHES || grid.x * grid.y * grid.z > MOST_BLOCKS) {
            return false;
        }
        std::string kind = kernel.name;
        for (unsigned size : {grid.x, grid.y, grid.z, block.x, block.y, block.z, unsigned(dynamic_bytes)}) {
            kind += " " + std::to_string(size);
        }
        for (size_t i = 0; i < launch.arguments.size(); i++) {
            kind += kernel.is_pointer[i] ? std::string(Kernel::address(launch.arguments[i]) ? "p" : "n")
                                         : launch.arguments[i];
        }
        return kinds.insert(kind).second;
    }

    void record(
            const Kernel& kernel,
            dim3 grid,
            dim3 block,
            size_t dynamic_bytes,
            const Launch& launch,
            const std::map<char*, size_t>& buffers) {
        size_t bytes = 0;
        for (auto [start, size] : buffers) {
            bytes += size;
        }
        if (bytes > MOST_BYTES || (bytes > FEW_BYTES && ++large_launches_of[kernel.name] > MOST_LARGE_LAUNCHES)) {
            return;
        }
        launches_of[kernel.name]++;
        record_text.clear();
        for (uint64_t size : {grid.x, grid.y, grid.z, block.x, block.y, block.z}) {
            write(size);
        }
        write(dynamic_bytes);
        write(buffers.size());
        for (auto [start, size] : buffers) {
            write(size);
            record_text.append(start, size);
        }
        for (size_t i = 0; i < launch.arguments.size(); i++) {
            if (kernel.is_pointer[i]) {
                write_pointer(Kernel::address(launch.arguments[i]), buffers);
            } else {
                record_text += launch.arguments[i];
            }
        }
        write_out(kernel.name);
        write_out(record_text);
    }

private:
    static constexpr int MOST_LAUNCHES = 30;
    static constexpr unsigned MOST_BLOCKS = 500;
    static constexpr int MOST_LARGE_LAUNCHES = 4;  // such as those that work in scratch memory
    static constexpr size_t FEW_BYTES = 1 << 17;
    static constexpr size_t MOST_BYTES = 1 << 22;

    void write(uint64_t number) { record_text.append(reinterpret_cast<const char*>(&number), sizeof number); }

    // A text with its length in front.
    void write_out(const std::string& text) {
        uint64_t length = text.size();
        std::fwrite(&length, sizeof length, 1, file);
        std::fwrite(text.data(), 1, text.size(), file);
    }

    void write_pointer(char* address, const std::map<char*, size_t>& buffers) {
        uint64_t number = ~uint64_t(0);
        uint64_t offset = 0;
        uint64_t i = 0;
        for (auto [start, size] : buffers) {
            if (address >= start && address <= start + size) {
                number = i;
                offset = address - start;
            }
            i++;
        }
        write(number);
        write(offset);
    }

    std::FILE* file;
    std::string record_text;
    std::map<std::string, int> launches_of;
    std::map<std::string, int> large_launches_of;
    std::set<std::string> kinds;
};

}  // namespace emulator
