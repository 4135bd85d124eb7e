package pellucid.training;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import pellucid.tensor.InputException;
import pellucid.training.data.Batch;
import pellucid.training.data.BatchSampler;
import pellucid.training.data.Example;
import pellucid.training.data.ExampleSet;
import pellucid.training.loss.Columns;

/** Which examples each step looks at. */
final class Course {
    private final ExampleSet examples;
    private final BatchSampler sampler;
    private final int accumulation;
    private int epoch = -1;
    private List<int[]> batches;

    Course(ExampleSet examples, BatchSampler sampler, int accumulation) {
        this.examples = examples;
        this.sampler = sampler;
        this.accumulation = accumulation;
        if (examples.size() == 0) {
            throw new InputException(
                    examples.source() + " has no examples to train on; give at least one batch of them");
        }
    }

    /** The batches of an epoch, the numbers of the examples in each. */
    List<int[]> batches(int wanted) {
        if (wanted != epoch) {
            batches = sampler.batches(wanted);
            epoch = wanted;
            if (batches.isEmpty()) {
                throw new InputException(examples.source() + ": epoch " + (wanted + 1) + " has no batch, for its "
                        + examples.size() + " examples do not fill one; make the batches smaller");
            }
        }
        return batches;
    }

    int stepsIn(int epoch) {
        return (batches(epoch).size() + accumulation - 1) / accumulation;
    }

    /** How many epochs so many steps reach into. */
    int epochs(int steps) {
        int epochs = 0;
        for (long reached = 0; reached < steps; epochs++) {
            reached += stepsIn(epochs);
        }
        return epochs;
    }

    /** Steps in so many epochs. */
    int steps(int epochs) {
        long steps = 0;
        for (int e = 0; e < epochs; e++) {
            steps += stepsIn(e);
        }
        if (steps > Integer.MAX_VALUE) {
            throw new InputException(
                    epochs + " epochs are " + steps + " steps; train fewer epochs, or in larger batches");
        }
        return (int) steps;
    }

    /**
     * Checks before the first step what would otherwise fail in the middle: the batches of the first epoch, and of all
     * others the smallest.
     *
     * @param warning is told, once, if some batches are too short to learn from
     * @throws InputException if a batch does not fit, or all are too short
     */
    void check(Columns expected, int epochs, Consumer<String> warning) {
        int tooShort = 0;
        int longest = 0;
        for (int[] numbers : batches(0)) {
            Batch batch = examples.batch(numbers);
            expected.check(batch);
            tooShort += expected.isTooShort(batch) ? 1 : 0;
            longest = Math.max(longest, batch.size());
        }
        if (tooShort == batches(0).size()) {
            throw new InputException(expected.loss() + ": the batches have " + longest
                    + (longest == 1 ? " row, " : " rows, ") + expected.leastRows()
                    + " or more are wanted, for its negatives are the other rows; make the batches larger");
        }
        if (tooShort > 0) {
            warning.accept(examples.source() + ": " + tooShort + " of the "
                    + batches(0).size()
                    + " batches of epoch 1 " + (tooShort == 1 ? "is" : "are") + " so small that " + expected.loss()
                    + " learns nothing of " + (tooShort == 1 ? "it" : "them")
                    + ", for its negatives are the other rows; such a batch counts as a step all the same, as in"
                    + " sentence-transformers: leave it out with a sampler that drops the last one (said once)");
        }
        for (int e = 1; e < epochs; e++) {
            batches(e).stream()
                    .min(Comparator.comparingInt(batch -> batch.length))
                    .ifPresent(batch -> expected.check(examples.batch(batch)));
        }
    }

    /** A short text that changes with the examples and with the order of the first epoch. */
    String fingerprint() {
        MessageDigest digest = sha256();
        for (Example example : examples.examples()) {
            for (String text : example.texts()) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
                digest.update(bytes);
            }
            digest.update(ByteBuffer.allocate(8).putDouble(example.label()).flip());
        }
        for (int[] batch : batches(0)) {
            ByteBuffer numbers = ByteBuffer.allocate(4 * batch.length + 4).putInt(batch.length);
            for (int number : batch) {
                numbers.putInt(number);
            }
            digest.update(numbers.flip());
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }
}
