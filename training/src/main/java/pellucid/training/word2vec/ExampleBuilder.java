package pellucid.training.word2vec;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import pellucid.models.word2vec.train.NegativeDistribution;
import pellucid.tensor.Segments;

/** Collects the examples of a mini-batch. */
final class ExampleBuilder {
    private final NegativeDistribution distribution; // null where no negatives are drawn
    private final int[] drawn; // against the target of the window under way
    private final IntArrayList inputs = new IntArrayList();
    private final IntArrayList lengths = new IntArrayList();
    private final IntArrayList rows = new IntArrayList();
    private final IntArrayList targets = new IntArrayList();
    private final IntArrayList negatives = new IntArrayList();
    private final Int2IntOpenHashMap rowOfWord = new Int2IntOpenHashMap();

    ExampleBuilder(NegativeDistribution distribution, int negativesEach) {
        this.distribution = distribution;
        this.drawn = new int[distribution == null ? 0 : negativesEach];
        rowOfWord.defaultReturnValue(-1);
    }

    int predictions() {
        return targets.size();
    }

    /** CBOW: the words of the sentence from {@code from} to {@code to}, but for the middle, predict the middle. */
    void bag(int[] sentence, int from, int middle, int to, DrawSequence draws) {
        if (to - from == 1) {
            return;
        }
        for (int i = from; i < to; i++) {
            if (i != middle) {
                inputs.add(sentence[i]);
            }
        }
        lengths.add(to - from - 1);
        draw(sentence[middle], draws);
        predict(lengths.size() - 1, sentence[middle]);
    }

    /** Skip-gram: each of these words but the middle predicts the middle by itself, against the same negatives. */
    void pairs(int[] sentence, int from, int middle, int to, DrawSequence draws) {
        draw(sentence[middle], draws);
        for (int i = from; i < to; i++) {
            if (i != middle) {
                predict(rowOf(sentence[i]), sentence[middle]);
            }
        }
    }

    private int rowOf(int word) {
        int row = rowOfWord.get(word);
        if (row < 0) {
            row = inputs.size();
            rowOfWord.put(word, row);
            inputs.add(word);
            lengths.add(1);
        }
        return row;
    }

    private void draw(int target, DrawSequence draws) {
        for (int k = 0; k < drawn.length; k++) {
            int negative = distribution.draw(draws.bits64());
            drawn[k] = negative == target ? -1 : negative;
        }
    }

    private void predict(int row, int target) {
        rows.add(row);
        targets.add(target);
        negatives.addElements(negatives.size(), drawn);
    }

    /** What was collected; begins anew. */
    Examples take() {
        Examples examples = new Examples(
                inputs.toIntArray(),
                Segments.ofLengths(lengths.toIntArray()),
                rows.toIntArray(),
                targets.toIntArray(),
                negatives.toIntArray());
        inputs.clear();
        lengths.clear();
        rows.clear();
        targets.clear();
        negatives.clear();
        rowOfWord.clear();
        return examples;
    }
}
