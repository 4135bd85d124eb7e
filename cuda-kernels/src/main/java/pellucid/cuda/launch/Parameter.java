package pellucid.cuda.launch;

import java.util.Map;

/**
 * One parameter of a kernel, as its source declares it.
 *
 * @param type the C type without {@code const} and {@code __restrict__}, as in {@link #KNOWN}
 */
record Parameter(String type, String name, boolean readOnly) {
    /** Which types a kernel's parameters may have, and how PTX declares each. */
    static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("float*", ".u64"),
            Map.entry("int*", ".u64"),
            Map.entry("double*", ".u64"),
            Map.entry("unsigned short*", ".u64"),
            Map.entry("int", ".u32"),
            Map.entry("unsigned", ".u32"),
            Map.entry("long long", ".u64"),
            Map.entry("unsigned long long", ".u64"),
            Map.entry("float", ".f32"),
            Map.entry("double", ".f64"),
            Map.entry("Walk", ".b8[" + Walk.BYTES + "]"));

    boolean isPointer() {
        return type.endsWith("*");
    }

    /** How PTX declares it. */
    String ptxType() {
        return KNOWN.get(type);
    }

    @Override
    public String toString() {
        return (readOnly ? "const " : "") + type + " " + name;
    }
}
