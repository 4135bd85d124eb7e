package pellucid.models.word2vec.train;

import java.util.Arrays;

/** Examples that go to the backend in one call: for each the words of a window, and the targets with their labels. */
final class ExampleBatch {
    private final int capacity;
    private final int[] inputCounts;
    private final int[] targetCounts;
    private int[] inputs;
    private int[] targets;
    private float[] labels;
    private int examples;
    private int inputTotal;
    private int targetTotal;
    /** Tokens read for it, before subsampling, and those kept. */
    private int words;

    private int kept;

    ExampleBatch(int capacity) {
        this.capacity = capacity;
        this.inputCounts = new int[capacity];
        this.targetCounts = new int[capacity];
        this.inputs = new int[8 * capacity];
        this.targets = new int[8 * capacity];
        this.labels = new float[8 * capacity];
    }

    void clear() {
        examples = 0;
        inputTotal = 0;
        targetTotal = 0;
        words = 0;
        kept = 0;
    }

    void read(int tokens, int keptTokens) {
        words += tokens;
        kept += keptTokens;
    }

    /** Begins an example whose inputs are the words of a sentence from {@code from} to {@code to}, without the middle one. */
    void example(int[] sentence, int from, int to, int middle) {
        if (inputTotal + to - from > inputs.length) {
            inputs = Arrays.copyOf(inputs, 2 * (inputTotal + to - from));
        }
        int before = inputTotal;
        for (int i = from; i < to; i++) {
            if (i != middle) {
                inputs[inputTotal++] = sentence[i];
            }
        }
        inputCounts[examples] = inputTotal - before;
        targetCounts[examples] = 0;
        examples++;
    }

    /** One more target of the example begun last. */
    void target(int id, float label) {
        if (targetTotal == targets.length) {
            targets = Arrays.copyOf(targets, 2 * targetTotal);
            labels = Arrays.copyOf(labels, 2 * targetTotal);
        }
        targets[targetTotal] = id;
        labels[targetTotal] = label;
        targetTotal++;
        targetCounts[examples - 1]++;
    }

    boolean isFull() {
        return examples == capacity;
    }

    int examples() {
        return examples;
    }

    int words() {
        return words;
    }

    int kept() {
        return kept;
    }

    int[] inputCounts() {
        return Arrays.copyOf(inputCounts, examples);
    }

    int[] targetCounts() {
        return Arrays.copyOf(targetCounts, examples);
    }

    int inputTotal() {
        return inputTotal;
    }

    int targetTotal() {
        return targetTotal;
    }

    /** The inputs of all examples; the first {@link #inputTotal()} count. */
    int[] inputs() {
        return inputs;
    }

    /** The targets of all examples; the first {@link #targetTotal()} count. */
    int[] targets() {
        return targets;
    }

    float[] labels() {
        return labels;
    }
}
