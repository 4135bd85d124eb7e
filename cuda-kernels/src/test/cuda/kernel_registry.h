// The kernels by name, each with the sizes of its parameters, and how to call one with arguments given as the driver gets
// them: an array of pointers.
#pragma once

#include <cstring>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "emulated_block.h"

namespace emulator {

// A kernel with its arguments, copied as a launch copies them, so that it can run later.
struct Launch : Call {
    std::vector<std::string> arguments;  // the bytes of each
};

class Kernel {
public:
    const std::string name;
    const std::vector<size_t> parameter_sizes;
    const std::vector<bool> is_pointer;

    virtual std::shared_ptr<Launch> bind(void** arguments) const = 0;

    // The address in an argument that is a pointer.
    static char* address(const std::string& argument) {
        char* address;
        std::memcpy(&address, argument.data(), sizeof address);
        return address;
    }

    // Runs it with the static shared memory of its family undefined; returns what went wrong, or an empty text.
    std::string run(dim3 grid, dim3 block, size_t dynamic_bytes, const Launch& launch) const {
        if (shared_begin != shared_end) {
            std::memset(shared_begin, UNDEFINED, shared_end - shared_begin);
        }
        return running_block.launch(grid, block, dynamic_bytes, launch);
    }

    // The kernel of this name, or null.
    static const Kernel* named(const std::string& name) {
        for (const Kernel* kernel : all()) {
            if (kernel->name == name) {
                return kernel;
            }
        }
        return nullptr;
    }

    static std::vector<const Kernel*>& all() {
        static std::vector<const Kernel*> kernels;
        return kernels;
    }

protected:
    Kernel(
            const char* name,
            std::vector<size_t> parameter_sizes,
            std::vector<bool> is_pointer,
            char* shared_begin,
            char* shared_end)
            : name(name),
              parameter_sizes(std::move(parameter_sizes)),
              is_pointer(std::move(is_pointer)),
              shared_begin(shared_begin),
              shared_end(shared_end) {
        all().push_back(this);
    }
    ~Kernel() = default;

private:
    char* const shared_begin;
    char* const shared_end;
};

template <class... Parameters>
class LaunchOf : public Launch {
public:
    using Function = void (*)(Parameters...);

    LaunchOf(Function function, void** arguments) : function(function) {
        copy(arguments, std::index_sequence_for<Parameters...>());
    }
    void run_thread() const override { std::apply(function, values); }

private:
    template <size_t... I>
    void copy(void** arguments, std::index_sequence<I...>) {
        (copy_one(std::get<I>(values), arguments[I]), ...);
    }

    template <class T>
    void copy_one(T& value, const void* argument) {
        std::memcpy(&value, argument, sizeof(T));
        arguments.emplace_back(static_cast<const char*>(argument), sizeof(T));
    }

    Function function;
    std::tuple<std::remove_cv_t<Parameters>...> values;
};

// What the build writes for each kernel: Registration name_of_it("name", name, start and end of shared memory).
template <class... Parameters>
class Registration final : public Kernel {
public:
    Registration(const char* name, void (*function)(Parameters...), char* shared_begin, char* shared_end)
            : Kernel(name, {sizeof(Parameters)...}, {std::is_pointer_v<Parameters>...}, shared_begin, shared_end),
              function(function) {}

    std::shared_ptr<Launch> bind(void** arguments) const override {
        return std::make_shared<LaunchOf<Parameters...>>(function, arguments);
    }

private:
    void (*function)(Parameters...);
};

}  // namespace emulator
