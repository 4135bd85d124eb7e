#!/usr/bin/env bash
# Checks and times the CUDA backend on the GPU of this machine, in less than ten minutes.
#
#   gpu-check.sh [PART...]     contract goldens memory gemm encoder training pytorch sanitizer; the default: all
#   gpu-check.sh --tiny ...    the smallest sizes, for a try on the emulated driver (PELLUCID_DRIVER names its library)
#
# Runs from a pack that gpu-pack.sh made: from the folder of the pack itself, or from the sources, whose pack is in
# target/gpu-pack and is made when it is missing or of other sources. The tables go to the folder $OUT, or to
# bench/results, or beside this script in a pack; the log is gpu-check.log in $OUT, or in the folder of the pack.
# Exit code: 0 all is right, 1 a part failed, 2 there is no GPU or the usage is wrong.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# From what a pack is made, as a hash and a commit.
describe_sources() {
    cd "$here/.."
    local files hash commit
    files=$(find ./*/src/main ./*/pom.xml pom.xml cuda-kernels/gpu-*.sh -type f | LC_ALL=C sort)
    hash=$(echo "$files" | xargs -d '\n' cat | sha256sum | cut -c1-12)
    commit=$(git log -1 --format=%h 2>/dev/null || true)
    echo "sources $hash${commit:+ at or after commit $commit}"
}

if [ "${1:-}" = --sources ]; then
    describe_sources
    exit
fi

if [ -d "$here/lib" ]; then
    pack=$here
    results=${OUT:-$here}
else
    pack=$here/target/gpu-pack
    results=${OUT:-$here/../bench/results}
    sources=$(describe_sources)
    if [ "$(cut -d' ' -f2 "$pack/SOURCES" 2>/dev/null)" != "$(cut -d' ' -f2 <<<"$sources")" ]; then
        if ! command -v mvn >/dev/null; then
            echo "gpu-check: there is no pack of these very sources in $pack; run cuda-kernels/gpu-pack.sh where there is Maven and bring the folder along, or run the gpu-check.sh inside of an older one" >&2
            exit 2
        fi
        "$here/gpu-pack.sh" --without-jre >&2
    fi
fi

java=java
if [ -e "$pack/jre.tar.xz" ]; then
    unpacked=$(mktemp -d)
    trap 'rm -rf "$unpacked"' EXIT
    if command -v xz >/dev/null; then
        tar -C "$unpacked" -xJf "$pack/jre.tar.xz"
    else
        python3 -c 'import sys, tarfile; tarfile.open(sys.argv[1]).extractall(sys.argv[2])' "$pack/jre.tar.xz" "$unpacked"
    fi
    java=$unpacked/jre/bin/java
elif [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
fi

options=(--add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED "-Djava.library.path=$pack/natives"
    "-Dpellucid.gpu.goldens=$pack/models/src")
if [ -n "${PELLUCID_DRIVER:-}" ]; then
    options+=("-Dpellucid.cuda.driver=$PELLUCID_DRIVER")
fi
code=0
"$java" "${options[@]}" -cp "$pack/lib/*" pellucid.bench.gpu.GpuCheck --results "$results" \
    --log "${OUT:-$pack}/gpu-check.log" --sources "$(cat "$pack/SOURCES")" "$@" || code=$?
exit $code
