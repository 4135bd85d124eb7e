#!/usr/bin/env bash
# Builds target/emulator/libcuda.so.1: the emulated CUDA driver, with every kernel of src/main/cuda (and of src/test/cuda,
# the faulty ones that its own tests use) compiled for the CPU by g++. Does nothing when all of it is up to date.
#   build-emulator.sh            the library
#   build-emulator.sh sanitized  instead a program, target/emulator/replay: it does the launches that the tests recorded
#                                again, compiled with AddressSanitizer and UndefinedBehaviorSanitizer
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

tests=src/test/cuda
kind=${1:-library}
out=target/emulator
objects=$out/$kind
shopt -s nullglob
if [ "$kind" = sanitized ]; then
    product=$out/replay
    sources=(src/main/cuda/*.cu "$tests/emulated_block.cpp" "$tests/sanitized/replay.cpp")
    kind_flags=(-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    link_flags=(-fsanitize=address,undefined)
else
    product=$out/libcuda.so.1
    sources=(src/main/cuda/*.cu "$tests"/*.cu "$tests"/*.cpp "$tests"/driver/*.cpp)
    kind_flags=(-O2)
    link_flags=(-shared -Wl,-soname,libcuda.so.1 -Wl,--no-undefined)
fi

if ! command -v g++ >/dev/null; then
    echo "The emulated CUDA driver is not built and its tests are skipped: there is no g++ (on Debian: apt install g++)."
    rm -f "$product"
    exit 0
fi
mkdir -p "$objects"

flags=(-std=c++17 "${kind_flags[@]}" -fPIC -fvisibility=hidden -ffp-contract=off -Wall -Wno-unknown-pragmas -Wno-unused-variable
    -Wno-unused-function -I src/main/cuda -I "$tests" -include "$tests/cuda_emulation.h" -include "$tests/wmma_emulation.h")
if grep -qsw fma /proc/cpuinfo; then
    flags+=(-mfma) # without it every fmaf is a call
fi

# Another compiler or other flags: everything anew.
command_line="$(g++ -dumpfullversion) ${flags[*]}"
if [ "$(cat "$objects/command" 2>/dev/null)" != "$command_line" ]; then
    rm -f "$objects"/*
    echo "$command_line" >"$objects/command"
fi

# The names of a source's kernels, from `extern "C" __global__ void NAME(`.
kernel_names() {
    tr '\n' ' ' <"$1" \
        | grep -oE 'extern +"C" +__global__ +void +(__launch_bounds__\([^)]*\) +)?[A-Za-z_][A-Za-z0-9_]*' \
        | sed 's/.* //'
}

# What g++ compiles for a family: its source in a namespace without a name, so that two families may name a device function
# alike, and for each kernel a line that makes it known to the driver.
write_unit() {
    local source=$1 family=$2 name
    if [ "$kind" = sanitized ]; then # shared memory that AddressSanitizer can fence is in no section of its own
        echo "#define SHARED_SECTION"
    else
        echo "#define SHARED_SECTION __attribute__((section(\"shared_$family\")))"
    fi
    echo "extern char __start_shared_$family[] __attribute__((weak, visibility(\"hidden\")));"
    echo "extern char __stop_shared_$family[] __attribute__((weak, visibility(\"hidden\")));"
    echo "namespace {"
    echo "#include \"$PWD/$source\""
    echo "}"
    for name in $(kernel_names "$source"); do
        echo "static emulator::Registration register_$name("
        echo "        \"$name\", $name, __start_shared_$family, __stop_shared_$family);"
    done
}

newer_than_all() { # file, others...
    local file=$1 other
    shift
    [ -e "$file" ] || return 1
    for other in "$@"; do
        [ "$file" -nt "$other" ] || return 1
    done
}

compile() { # unit, object
    g++ "${flags[@]}" -c "$1" -o "$2.part" && mv "$2.part" "$2"
}

headers=("$tests"/*.h src/main/cuda/*.cuh "$tests/build-emulator.sh")
wanted=()
running=()
for source in "${sources[@]}"; do
    name=$(basename "${source%.*}" | tr -c 'A-Za-z0-9_\n' _)
    object=$objects/$name.o
    wanted+=("$object")
    if newer_than_all "$object" "$source" "$(dirname "$source")"/*.h "${headers[@]}"; then
        continue
    fi
    unit=$source
    if [ "${source##*.}" = cu ]; then
        unit=$objects/$name.cpp
        write_unit "$source" "$name" >"$unit"
    fi
    if [ "${#running[@]}" -ge "$(nproc)" ]; then
        wait "${running[0]}"
        running=("${running[@]:1}")
    fi
    compile "$unit" "$object" &
    running+=($!)
done
for job in "${running[@]}"; do
    wait "$job"
done

# Linked anew when an object is, or when a source has gone.
if ! newer_than_all "$product" "${wanted[@]}" || [ "$(cat "$objects/linked" 2>/dev/null)" != "${wanted[*]}" ]; then
    g++ "${link_flags[@]}" -o "$product.part" "${wanted[@]}"
    mv "$product.part" "$product"
    echo "${wanted[*]}" >"$objects/linked"
fi
