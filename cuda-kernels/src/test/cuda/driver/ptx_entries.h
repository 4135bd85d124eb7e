// What the emulated driver reads of a PTX file: its version, its target, and the sizes of each entry's parameters.
#pragma once

#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <vector>

namespace emulator {

struct Ptx {
    int version = 0;  // 80 for 8.0
    int target = 0;   // 75 for sm_75
    std::map<std::string, std::vector<size_t>> entries;

    explicit Ptx(const char* text) {
        if (const char* at = std::strstr(text, ".version ")) {
            char* point = nullptr;
            version = 10 * int(std::strtol(at + 9, &point, 10));
            version += *point == '.' ? std::atoi(point + 1) : 0;
        }
        if (const char* at = std::strstr(text, ".target sm_")) {
            target = std::atoi(at + 11);
        }
        for (const char* at = text; (at = std::strstr(at, ".entry ")) != nullptr;) {
            at += 7;
            std::string name(at, std::strcspn(at, "( \t\n"));
            at += name.size();
            const char* end = at + std::strcspn(at, ")");
            entries[name] = parameters(std::string(at, end));
        }
    }

private:
    // ".param .u32 name," and ".param .align 4 .b8 name[124]".
    static std::vector<size_t> parameters(const std::string& list) {
        std::vector<size_t> sizes;
        for (size_t at = 0; (at = list.find(".param ", at)) != std::string::npos;) {
            at += 7;
            std::string one = list.substr(at, list.find(',', at) - at);
            size_t bracket = one.find('[');
            if (bracket != std::string::npos) {
                sizes.push_back(std::atoi(one.c_str() + bracket + 1));
            } else {
                sizes.push_back(std::atoi(one.c_str() + one.find('.') + 2) / 8);
            }
        }
        return sizes;
    }
};

// The newest PTX that a driver of this CUDA version compiles: CUDA 11.8 knows 7.8, 12.0 knows 8.0, 12.1 8.1, 13.0 9.0.
inline int newest_ptx(int driver_version) {
    int major = driver_version / 1000;
    int minor = driver_version % 1000 / 10;
    return 10 * (major - 4) + minor;
}

}  // namespace emulator
