#!/usr/bin/env bash
# Packs the check of the CUDA backend into target/gpu-pack, for a machine with an NVIDIA driver and nothing else: a JRE of
# the few modules it needs, the jars, JCuda's natives, stored values to compare with. At most 55 MB.
#
#   gpu-pack.sh                  builds the jars with Maven, then packs
#   gpu-pack.sh --without-jre    for the machine it runs on, which has Java
#
# Options for Maven can be given in MAVEN_OPTIONS (-o: without the network).
# Linux on x86-64; needs a JDK of version 17 or newer, Maven and xz.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

most_bytes=$((55 * 1000 * 1000))
modules=java.base,java.logging,java.management,java.net.http,java.xml,jdk.incubator.vector,jdk.unsupported
projects=(tensor autograd cuda-kernels models training bench)
# Of all that the modules need at run time, what the check comes by.
libraries='^(ejml-core|ejml-fdense|fastutil-core|slf4j-api|slf4j-simple|jackson-core|jackson-databind|jackson-annotations|picocli|jcuda|jcublas)-[0-9][0-9.]*\.jar$'
natives='^(jcuda|jcublas)-natives-.*-linux-x86_64\.jar$'

fail() {
    echo "gpu-pack: $1" >&2
    exit 1
}

with_jre=yes
if [ "${1:-}" = --without-jre ]; then
    with_jre=
elif [ $# -gt 0 ]; then
    fail "there is no option '$1'; --without-jre is the only one"
fi
java_home=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v javac || true)")")")}
[ -x "$java_home/bin/javac" ] || fail "there is no JDK; install one of version 17 or newer, or point JAVA_HOME at it"

pack=cuda-kernels/target/gpu-pack
part=$pack.part
rm -rf "$part"
mkdir -p "$part/lib" "$part/natives"

# The jars, and the class path that Maven would run the last module with.
echo "gpu-pack: building the jars" >&2
if ! mvn -q -pl bench -am -DskipTests -Dspotless.check.skip=true package exec:exec -Dexec.skip=false \
    -Dexec.executable=echo -Dexec.args=%classpath -Dexec.classpathScope=runtime ${MAVEN_OPTIONS:-} >"$part/maven.log"; then
    cat "$part/maven.log" >&2
    fail "Maven could not build the jars"
fi
class_path=$(grep "/bench/target/classes:" "$part/maven.log")
rm "$part/maven.log"
for project in "${projects[@]}"; do
    cp "$project"/target/pellucid-"$project"-*.jar "$part/lib/"
done
IFS=: read -ra jars <<<"$class_path"
for jar in "${jars[@]}"; do
    name=$(basename "$jar")
    if [[ $name =~ $libraries ]]; then
        cp "$jar" "$part/lib/"
    elif [[ $name =~ $natives ]]; then
        # The compiler of PTX, 24 MB, is the one library in there that nothing here calls.
        (cd "$part/natives" && "$java_home/bin/jar" xf "$jar" lib && find lib -name 'lib*.so' ! -name '*PTXCompiler*' \
            -exec mv -t . {} + && rm -r lib)
    fi
done
found=$(find "$part/lib" -name '*.jar' ! -name 'pellucid-*' | wc -l)
[ "$found" -eq 11 ] || fail "11 libraries are wanted, $found are on Maven's class path: $(ls "$part/lib")"
find "$part/natives" -name 'libJCudaDriver*' | grep -q . || fail "JCuda's natives are not on Maven's class path; this must be Linux on x86-64"

stored=models/src/test/resources/pellucid/models/tiny
cp --parents -r models/src/main/resources/pellucid/models/tiny-bert "$part/"
cp --parents "$stored/texts.json" "$stored/embeddings_float32.safetensors" "$part/"
cp cuda-kernels/gpu-check.sh "$part/"
cuda-kernels/gpu-check.sh --sources >"$part/SOURCES"

if [ -n "$with_jre" ]; then
    echo "gpu-pack: making the JRE" >&2
    "$java_home/bin/jlink" --add-modules "$modules" --strip-java-debug-attributes --no-header-files --no-man-pages \
        --output "$part/jre"
    strip --strip-debug "$part/jre/lib/server/libjvm.so" 2>/dev/null || true
    tar -C "$part" -c jre | xz -T0 >"$part/jre.tar.xz"
    rm -r "$part/jre"
fi

bytes=$(du -sb "$part" | cut -f1)
[ "$bytes" -le "$most_bytes" ] || fail "the pack has $bytes bytes, at most $most_bytes are allowed: $(du -a "$part" | sort -nr | head -8 | tr '\n' ' ')"
rm -rf "$pack"
mv "$part" "$pack"
echo "gpu-pack: $pack has $((bytes / 1000)) kB"
