// Does recorded launches again: every kernel of src/main/cuda, on the shapes of the tests, its memory allocated to the
// byte and watched by AddressSanitizer and UndefinedBehaviorSanitizer. Ends with 1 if a kernel does something wrong, or if
// one was never launched by a test.
//   replay FILE
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>

#include "kernel_registry.h"

namespace {

uint64_t read_number(std::istream& in) {
    uint64_t number = 0;
    in.read(reinterpret_cast<char*>(&number), sizeof number);
    return number;
}

std::string read_bytes(std::istream& in, size_t count) {
    std::string bytes(count, '\0');
    in.read(bytes.data(), count);
    return bytes;
}

dim3 read_size(std::istream& in) {
    unsigned x = read_number(in);
    unsigned y = read_number(in);
    unsigned z = read_number(in);
    return dim3(x, y, z);
}

// The next launch of the file; returns false at its end.
bool replay(std::istream& in, std::map<std::string, int>& launches) {
    uint64_t length = read_number(in);
    if (!in) {
        return false;
    }
    std::string name = read_bytes(in, length);
    length = read_number(in);
    const emulator::Kernel* kernel = emulator::Kernel::named(name);
    if (kernel == nullptr) {  // one with a planted fault
        in.ignore(length);
        return true;
    }
    dim3 grid = read_size(in);
    dim3 block = read_size(in);
    size_t dynamic_bytes = read_number(in);
    std::vector<char*> buffers(read_number(in));
    for (char*& buffer : buffers) {
        size_t size = read_number(in);
        void* memory = nullptr;
        if (posix_memalign(&memory, 256, size) != 0) {
            std::cerr << "no memory for a buffer of " << size << " bytes\n";
            std::exit(1);
        }
        buffer = static_cast<char*>(memory);
        in.read(buffer, size);
    }
    std::vector<std::string> values;
    for (size_t i = 0; i < kernel->parameter_sizes.size(); i++) {
        if (!kernel->is_pointer[i]) {
            values.push_back(read_bytes(in, kernel->parameter_sizes[i]));
            continue;
        }
        uint64_t number = read_number(in);
        uint64_t offset = read_number(in);
        char* address = number == ~uint64_t(0) ? nullptr : buffers.at(number) + offset;
        values.emplace_back(reinterpret_cast<const char*>(&address), sizeof address);
    }
    std::vector<void*> arguments;
    for (std::string& value : values) {
        arguments.push_back(value.data());
    }
    std::string wrong = kernel->run(grid, block, dynamic_bytes, *kernel->bind(arguments.data()));
    if (!wrong.empty()) {
        std::cerr << "kernel " << name << ", " << wrong << "\n";
        std::exit(1);
    }
    for (char* buffer : buffers) {
        std::free(buffer);
    }
    launches[name]++;
    return true;
}

}  // namespace

int main(int count, char** values) {
    if (count != 2) {
        std::cerr << "usage: replay FILE\n";
        return 2;
    }
    std::ifstream in(values[1], std::ios::binary);
    std::map<std::string, int> launches;
    emulator::running_block.choose(emulator::Order::IN_TURN, 1);
    while (replay(in, launches)) {
    }
    int total = 0;
    for (auto& [kernel, count] : launches) {
        total += count;
    }
    int missing = 0;
    for (const emulator::Kernel* kernel : emulator::Kernel::all()) {
        if (launches.count(kernel->name) == 0) {
            std::cerr << "no test launches kernel " << kernel->name << " on anything small\n";
            missing++;
        }
    }
    std::cout << total << " launches of " << launches.size() << " kernels replayed, nothing wrong in memory\n";
    return missing == 0 ? 0 : 1;
}
