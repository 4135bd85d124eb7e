package pellucid.eval.experiment.word2vec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pellucid.training.corpus.Document;

/**
 * Documents whose class is known, in two parts.
 *
 * @param classes all labels, sorted
 * @param learn what the classifier learns from
 * @param ask what it is asked
 */
record LabelledDocuments(List<String> classes, List<Document> learn, List<Document> ask) {
    private static final String TRAIN = "train";

    /**
     * Draws some documents, in the split of their publisher, or where there is none half and half.
     *
     * @param most documents of each part, 0 for all
     * @param shuffle the control: labels are dealt out anew in each part
     */
    static LabelledDocuments of(List<Document> documents, int most, long seed, boolean shuffle) {
        List<Document> drawn = new ArrayList<>(documents);
        Random random = new Random(seed);
        Collections.shuffle(drawn, random);
        boolean split = documents.stream().allMatch(document -> document.split() != null);
        Map<Boolean, List<Document>> parts = IntStream.range(0, drawn.size())
                .boxed()
                .collect(Collectors.partitioningBy(
                        i -> split ? drawn.get(i).split().equals(TRAIN) : i % 2 == 0,
                        Collectors.mapping(drawn::get, Collectors.toList())));
        List<String> classes =
                documents.stream().map(Document::label).distinct().sorted().toList();
        return new LabelledDocuments(
                classes, part(parts.get(true), most, random, shuffle), part(parts.get(false), most, random, shuffle));
    }

    private static List<Document> part(List<Document> drawn, int most, Random random, boolean shuffle) {
        List<Document> part = most == 0 ? drawn : drawn.subList(0, Math.min(most, drawn.size()));
        if (!shuffle) {
            return List.copyOf(part);
        }
        List<String> labels = new ArrayList<>(part.stream().map(Document::label).toList());
        Collections.shuffle(labels, random);
        return IntStream.range(0, part.size())
                .mapToObj(i -> new Document(
                        part.get(i).text(), labels.get(i), part.get(i).split()))
                .toList();
    }

    /** The classes of some documents as numbers. */
    int[] labels(List<Document> documents) {
        return documents.stream()
                .mapToInt(document -> classes.indexOf(document.label()))
                .toArray();
    }

    /** The accuracy of always naming the label that is the most frequent among those asked. */
    double baseline() {
        return ask.stream().collect(Collectors.groupingBy(Document::label, Collectors.counting())).values().stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0)
                / (double) ask.size();
    }
}
