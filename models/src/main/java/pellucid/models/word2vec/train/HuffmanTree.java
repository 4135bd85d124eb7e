package pellucid.models.word2vec.train;

import java.util.Arrays;
import pellucid.tensor.InputException;

/**
 * The binary tree of hierarchical softmax (Morin and Bengio, 2005; Huffman's by Mikolov et al., 2013): a word's
 * probability is the product of left-or-right decisions on its way from the root. Huffman's tree (1952) joins the two
 * rarest subtrees again and again, so that frequent words have short ways.
 *
 * <p>V words make V - 1 inner nodes, numbered from 0; the root is V - 2.
 */
public final class HuffmanTree {
    private final int words;
    private final int[] starts;
    private final int[] nodes;
    private final byte[] codes;

    /**
     * The tree over words with these counts.
     *
     * @param counts how often each word occurs, the most frequent first, as in a vocabulary
     */
    public HuffmanTree(long... counts) {
        this.words = counts.length;
        if (words == 0) {
            throw new InputException("a Huffman tree needs at least one word; the vocabulary is empty");
        }
        for (int word = 1; word < words; word++) {
            if (counts[word] > counts[word - 1]) {
                throw new InputException("the counts for a Huffman tree must fall; word " + word + " has "
                        + counts[word] + ", the word before it " + counts[word - 1]);
            }
        }
        int[] parents = new int[2 * words - 1];
        byte[] sides = new byte[2 * words - 1];
        join(counts, parents, sides);
        this.starts = new int[words + 1];
        int[] depths = depths(parents);
        for (int word = 0; word < words; word++) {
            starts[word + 1] = starts[word] + depths[word];
        }
        this.nodes = new int[starts[words]];
        this.codes = new byte[starts[words]];
        for (int word = 0; word < words; word++) {
            int below = word;
            for (int step = depths[word] - 1; step >= 0; step--) {
                nodes[starts[word] + step] = parents[below] - words;
                codes[starts[word] + step] = sides[below];
                below = parents[below];
            }
        }
    }

    /** Two rows, the words from the rarest on and the joined trees in the order in which they are made, both rise. */
    private void join(long[] counts, int[] parents, byte[] sides) {
        long[] sums = Arrays.copyOf(counts, 2 * words - 1);
        int leaf = words - 1;
        int joined = words;
        for (int made = words; made < 2 * words - 1; made++) {
            for (byte side = 0; side < 2; side++) {
                boolean takeLeaf = leaf >= 0 && (joined >= made || sums[leaf] < sums[joined]);
                int taken = takeLeaf ? leaf-- : joined++;
                sums[made] += sums[taken];
                parents[taken] = made;
                sides[taken] = side;
            }
        }
    }

    private int[] depths(int[] parents) {
        int[] depths = new int[parents.length];
        for (int node = parents.length - 2; node >= 0; node--) {
            depths[node] = depths[parents[node]] + 1;
        }
        return depths;
    }

    /** How many words are its leaves. */
    public int words() {
        return words;
    }

    /** How many inner nodes it has: one less than words. */
    public int innerNodes() {
        return words - 1;
    }

    /** The number of decisions on the way to a word. */
    public int depth(int word) {
        return starts[word + 1] - starts[word];
    }

    /** The inner node at which decision {@code step} is taken; step 0 is at the root. */
    public int node(int word, int step) {
        return nodes[starts[word] + step];
    }

    /** Decision {@code step}: 0 for one side, 1 for the other. Word2Vec trains sigmoid(h · node) towards 1 - code. */
    public int code(int word, int step) {
        return codes[starts[word] + step];
    }
}
