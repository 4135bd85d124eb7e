package pellucid.training.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pellucid.tensor.InputException;

/**
 * Batches in which every label that occurs does so at least twice, and at least two labels occur: what losses need that
 * look for triplets within a batch. The sampler {@code group_by_label} of sentence-transformers 6.
 *
 * <p>The labels take turns, in a new order every round, and give two examples each; a label that has run out is left
 * out, and the epoch ends when only one label is left. What that one still has is not used in this epoch, nor is the
 * odd example of a label, nor a label with a single example. A batch at the end is kept if it has at least four examples.
 *
 * <p>Two things are not as there: the odd example of a label is another one every epoch (there always the last), and a
 * label never follows itself into a batch that has nothing else (there a batch of four can be all of one label, when
 * the same label ends one round and begins the next).
 */
public final class GroupByLabel implements BatchSampler {
    private final List<int[]> groups;
    private final int batchSize;
    private final boolean dropLast;
    private final long seed;

    /**
     * @param batchSize even and at least 4
     * @param dropLast whether to leave out the last batch where it is smaller
     * @throws InputException when the batch size is not such a number, or fewer than two labels have two examples
     */
    public GroupByLabel(ExampleSet set, int batchSize, boolean dropLast, long seed) {
        Sampling.checkBatchSize(batchSize, 4);
        if (batchSize % 2 != 0) {
            throw new InputException("the batch size is " + batchSize
                    + "; where examples are grouped by label it must be even, because labels come in pairs");
        }
        if (!set.isLabelled()) {
            throw new InputException(set.source() + " has no labels to group by; add a column 'label' of numbers");
        }
        Map<Double, List<Integer>> byLabel = new TreeMap<>();
        for (int i = 0; i < set.size(); i++) {
            double label = set.get(i).label() + 0.0; // -0 is 0
            byLabel.computeIfAbsent(label, first -> new ArrayList<>()).add(i);
        }
        this.groups = byLabel.values().stream()
                .filter(group -> group.size() >= 2)
                .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
                .toList();
        if (groups.size() < 2) {
            throw new InputException(set.source() + " has " + byLabel.size() + " label(s), of which " + groups.size()
                    + " with two examples or more; grouping by label needs at least two such");
        }
        this.batchSize = batchSize;
        this.dropLast = dropLast;
        this.seed = seed;
    }

    @Override
    public List<int[]> batches(int epoch) {
        Draws draws = new Draws(seed, Draws.Purpose.BATCHES, epoch);
        List<Deque<Integer>> queues = new ArrayList<>();
        for (int[] group : groups) {
            int[] shuffled = group.clone();
            draws.shuffle(shuffled);
            Deque<Integer> queue = new ArrayDeque<>();
            Arrays.stream(shuffled, 0, group.length / 2 * 2).forEach(queue::add);
            queues.add(queue);
        }
        List<int[]> batches = new ArrayList<>();
        List<Integer> batch = new ArrayList<>();
        int[] labels = draws.permutation(queues.size());
        int last = -1; // the label that gave the last pair
        while (labels.length >= 2) {
            if (labels[0] == last && batch.size() == 2) {
                labels[0] = labels[1];
                labels[1] = last;
            }
            for (int label : labels) {
                batch.add(queues.get(label).remove());
                batch.add(queues.get(label).remove());
                if (batch.size() == batchSize) {
                    batches.add(array(batch));
                    batch.clear();
                }
                last = label;
            }
            labels = Arrays.stream(labels)
                    .filter(label -> !queues.get(label).isEmpty())
                    .toArray();
            draws.shuffle(labels);
        }
        if (!dropLast && batch.size() >= 4) {
            batches.add(array(batch));
        }
        return batches;
    }

    private static int[] array(Collection<Integer> batch) {
        return batch.stream().mapToInt(Integer::intValue).toArray();
    }
}
