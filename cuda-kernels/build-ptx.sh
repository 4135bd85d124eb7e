#!/usr/bin/env bash
# Compiles the kernels to PTX, which is committed: a student needs a driver of CUDA 12.0 or newer, and no toolkit. Needs
# nvcc of CUDA 12 or newer; run it after every change of a file in src/main/cuda. Only what is stale is compiled.
#   build-ptx.sh [FAMILY...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

sources=src/main/cuda
ptx=src/main/resources/pellucid/cuda/ptx
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$ptx"

if ! command -v nvcc >/dev/null; then
    echo "build-ptx.sh needs nvcc, the compiler of NVIDIA's CUDA toolkit (12 or newer); the committed PTX was left as it is." >&2
    exit 1
fi

compile() {
    local family=$1 source=$sources/$1.cu target=75 stamp headers
    mapfile -t headers < <(sed -nE 's/^#include "(\w+\.cuh)"$/\1/p' "$source")
    stamp="// source sha256: $(cat "${headers[@]/#/$sources/}" "$source" | sha256sum | cut -d ' ' -f 1)"
    if [ "$(head -n 1 "$ptx/$family.ptx" 2>/dev/null)" = "$stamp" ]; then
        return
    fi
    if head -n 5 "$source" | grep -qx '// target: sm_80'; then
        target=80
    fi
    nvcc -std=c++17 -O3 -arch=compute_$target -I "$sources" -ptx "$source" -o "$work/$family.ptx"
    # Nothing here needs more than PTX 8.0, which every driver since CUDA 12.0 compiles; nvcc writes its own version.
    {
        echo "$stamp"
        sed -E 's/^\.version .*/.version 8.0/' "$work/$family.ptx"
    } >"$work/$family.stamped"
    mv "$work/$family.stamped" "$ptx/$family.ptx"
    echo "$family.ptx"
}

families=("$@")
if [ ${#families[@]} -eq 0 ]; then
    for source in "$sources"/*.cu; do
        families+=("$(basename "$source" .cu)")
    done
    for file in "$ptx"/*.ptx; do # of a family that is no more
        if [ -e "$file" ] && [ ! -e "$sources/$(basename "$file" .ptx).cu" ]; then
            rm "$file"
        fi
    done
fi
for family in "${families[@]}"; do
    compile "$family"
done
