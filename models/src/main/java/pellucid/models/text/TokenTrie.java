package pellucid.models.text;

import java.util.Arrays;

/**
 * A dictionary from strings of code points to numbers that finds the longest entry at a place without making
 * substrings.
 *
 * <p>All edges of the tree live in one open-addressing hash table: the key is (node, code point), the value the child.
 */
final class TokenTrie {
    static final int ROOT = 0;
    static final int ABSENT = -1;

    private static final int BITS_OF_A_CODE_POINT = 21;
    private static final long EMPTY = -1;

    private long[] edges;
    private int[] children;
    private int[] values = new int[1024];
    private int nodes = 1;

    /** Room for about so many entries; it grows when there are more. */
    TokenTrie(int expectedEntries) {
        allocate(Math.max(16, Integer.highestOneBit(Math.max(1, expectedEntries)) * 8));
        values[ROOT] = ABSENT;
    }

    /** Adds an entry; one that is there already gets the new value. */
    void put(String entry, int value) {
        int node = ROOT;
        int codePoint;
        for (int i = 0; i < entry.length(); i += Character.charCount(codePoint)) {
            codePoint = entry.codePointAt(i);
            int child = child(node, codePoint);
            node = child == ABSENT ? addChild(node, codePoint) : child;
        }
        values[node] = value;
    }

    /** The node behind the edge, or {@link #ABSENT}. */
    int child(int node, int codePoint) {
        long edge = edge(node, codePoint);
        for (int slot = slotOf(edge); ; slot = (slot + 1) & (edges.length - 1)) {
            if (edges[slot] == edge) {
                return children[slot];
            }
            if (edges[slot] == EMPTY) {
                return ABSENT;
            }
        }
    }

    /** The node that the string leads to, or {@link #ABSENT}. */
    int nodeOf(String prefix) {
        int node = ROOT;
        int codePoint;
        for (int i = 0; i < prefix.length() && node != ABSENT; i += Character.charCount(codePoint)) {
            codePoint = prefix.codePointAt(i);
            node = child(node, codePoint);
        }
        return node;
    }

    /** The value of the entry that ends in this node, or {@link #ABSENT}. */
    int value(int node) {
        return values[node];
    }

    private int addChild(int node, int codePoint) {
        if (2 * nodes >= edges.length) {
            grow();
        }
        if (nodes == values.length) {
            values = Arrays.copyOf(values, 2 * nodes);
        }
        values[nodes] = ABSENT;
        insert(edge(node, codePoint), nodes);
        return nodes++;
    }

    private void insert(long edge, int child) {
        int slot = slotOf(edge);
        while (edges[slot] != EMPTY) {
            slot = (slot + 1) & (edges.length - 1);
        }
        edges[slot] = edge;
        children[slot] = child;
    }

    private void grow() {
        long[] oldEdges = edges;
        int[] oldChildren = children;
        allocate(2 * oldEdges.length);
        for (int slot = 0; slot < oldEdges.length; slot++) {
            if (oldEdges[slot] != EMPTY) {
                insert(oldEdges[slot], oldChildren[slot]);
            }
        }
    }

    private void allocate(int capacity) {
        edges = new long[capacity];
        children = new int[capacity];
        Arrays.fill(edges, EMPTY);
    }

    private static long edge(int node, int codePoint) {
        return (long) node << BITS_OF_A_CODE_POINT | codePoint;
    }

    /** Fibonacci hashing (Knuth, TAOCP 6.4): the high bits of a product with 2^64 divided by the golden ratio. */
    private int slotOf(long edge) {
        return (int) (edge * 0x9E3779B97F4A7C15L >>> 32) & (edges.length - 1);
    }
}
