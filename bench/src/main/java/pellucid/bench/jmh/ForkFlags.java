package pellucid.bench.jmh;

/** What a JVM that JMH starts must be told. */
final class ForkFlags {
    static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";
    static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    private ForkFlags() {}
}
