package pellucid.training.word2vec;

import pellucid.autograd.Variable;
import pellucid.models.word2vec.train.HuffmanTree;
import pellucid.tensor.InputException;

/**
 * Hierarchical softmax (Morin and Bengio, "Hierarchical Probabilistic Neural Network Language Model", 2005): a word is
 * found by going left or right at each inner node of a binary tree, from the root down.
 *
 * <pre>
 *   P(w | h) = Π_j P(turn_j)     P(0) = σ(u[node_j]·h)     P(1) = 1 - P(0)
 *   L = -Σ log P(target | h)
 * </pre>
 *
 * <p>Wherever a node leads to the left with probability p it leads to the right with 1 - p, so the probabilities of all
 * words sum to 1 without ever being summed. The way of a word in Huffman's tree has about log₂(1 / frequency) nodes:
 * O(log V · width).
 *
 * @param tree over the words of the vocabulary
 */
public record HierarchicalSoftmax(HuffmanTree tree) implements WordLoss {
    public HierarchicalSoftmax {
        if (tree.innerNodes() == 0) {
            throw new InputException("hierarchical softmax over one word has nothing to decide; lower the minimum count"
                    + " or give more text");
        }
    }

    @Override
    public Variable of(Variable h, Variable output, Examples examples) {
        Questions questions = new Questions();
        for (int i = 0; i < examples.predictions(); i++) {
            int target = examples.targets()[i];
            for (int step = 0; step < tree.depth(target); step++) {
                questions.ask(examples.rows()[i], tree.node(target, step), tree.code(target, step) == 0);
            }
        }
        return questions.loss(h, output);
    }

    @Override
    public int outputs(int words) {
        return tree.innerNodes();
    }
}
