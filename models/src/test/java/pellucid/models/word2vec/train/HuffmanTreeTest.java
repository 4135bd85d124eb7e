package pellucid.models.word2vec.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;

class HuffmanTreeTest {
    /** 5 + 9 = 14, 12 + 13 = 25, 14 + 16 = 30, 25 + 30 = 55, 45 + 55 = 100. */
    @Test
    void joinsTheRarestFirst() {
        HuffmanTree tree = new HuffmanTree(45, 16, 13, 12, 9, 5);
        assertThat(IntStream.range(0, 6).map(tree::depth).toArray()).containsExactly(1, 3, 3, 3, 4, 4);
        assertThat(nodes(tree, 0)).containsExactly(4);
        assertThat(nodes(tree, 1)).containsExactly(4, 3, 2);
        assertThat(nodes(tree, 2)).containsExactly(4, 3, 1);
        assertThat(nodes(tree, 5)).containsExactly(4, 3, 2, 0);
        assertThat(tree.innerNodes()).isEqualTo(5);
    }

    @Test
    void noCodeBeginsAnother() {
        HuffmanTree tree = new HuffmanTree(counts(207));
        Set<String> codes = new HashSet<>();
        double kraft = 0;
        for (int word = 0; word < 207; word++) {
            int id = word;
            StringBuilder code = new StringBuilder();
            IntStream.range(0, tree.depth(word)).forEach(step -> code.append(tree.code(id, step)));
            codes.add(code.toString());
            kraft += Math.pow(2, -tree.depth(word));
        }
        assertThat(codes).hasSize(207);
        for (String code : codes) {
            for (int end = 1; end < code.length(); end++) {
                assertThat(codes).doesNotContain(code.substring(0, end));
            }
        }
        assertThat(kraft).isCloseTo(1, within(1e-12));
    }

    @Test
    void theMeanDepthIsWithinOneOfTheEntropy() {
        long[] counts = counts(1000);
        HuffmanTree tree = new HuffmanTree(counts);
        double total = Arrays.stream(counts).sum();
        double entropy = 0;
        double depth = 0;
        for (int word = 0; word < counts.length; word++) {
            double p = counts[word] / total;
            entropy -= p * Math.log(p) / Math.log(2);
            depth += p * tree.depth(word);
        }
        assertThat(depth).isBetween(entropy, entropy + 1);
    }

    @Test
    void oneWordNeedsNoDecision() {
        HuffmanTree tree = new HuffmanTree(7);
        assertThat(tree.depth(0)).isZero();
        assertThat(tree.innerNodes()).isZero();
    }

    @Test
    void refusesNoWordsAndCountsThatRise() {
        assertThatThrownBy(HuffmanTree::new).isInstanceOf(InputException.class).hasMessageContaining("empty");
        assertThatThrownBy(() -> new HuffmanTree(3, 4))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("word 1 has 4");
    }

    private static int[] nodes(HuffmanTree tree, int word) {
        return IntStream.range(0, tree.depth(word))
                .map(step -> tree.node(word, step))
                .toArray();
    }

    /** As words are distributed: count in proportion to 1 / rank (Zipf). */
    private static long[] counts(int words) {
        return IntStream.rangeClosed(1, words)
                .mapToLong(rank -> 100_000L / rank)
                .toArray();
    }
}
