package pellucid.eval.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pellucid.eval.data.ReverseDictionary;
import pellucid.eval.metric.BinaryClassificationEvaluator;
import pellucid.eval.metric.EmbeddingSimilarityEvaluator;
import pellucid.eval.metric.InformationRetrievalEvaluator;
import pellucid.eval.metric.RankingCutoffs;
import pellucid.eval.metric.TripletEvaluator;
import pellucid.eval.retrieval.RetrievalSet;
import pellucid.tensor.InputException;
import pellucid.training.Evaluator;
import pellucid.training.data.Example;
import pellucid.training.data.ExampleSet;
import pellucid.training.data.Leakage;

/**
 * What a training learns from, and what it is measured on.
 *
 * @param name of the data, as a model card has it
 * @param train what is learned from
 * @param evaluator the held-out measurement; null for none
 * @param leakage what the held-out texts and the training have in common; null where there is no evaluator
 * @param shown the metrics of the evaluator that a reader wants to see
 */
record TrainingData(String name, ExampleSet train, Evaluator evaluator, Leakage leakage, List<String> shown) {
    private static final int TESTED = 1000;
    private static final int DISTRACTORS = 9000;
    private static final List<String> RETRIEVAL = List.of("cosine_accuracy@1", "cosine_recall@10", "cosine_mrr@10");

    TrainingData {
        shown = List.copyOf(shown);
    }

    /** The demo that needs no file: find the word to a definition. */
    static TrainingData reverseDictionary(long seed) {
        ReverseDictionary task = ReverseDictionary.load(TESTED, DISTRACTORS, seed);
        Map<String, String> corpus = new LinkedHashMap<>();
        for (String words : task.candidates()) {
            corpus.put(id(corpus.size()), words);
        }
        Map<String, String> queries = new LinkedHashMap<>();
        Map<String, Map<String, Double>> grades = new HashMap<>();
        for (int i = 0; i < task.test().size(); i++) {
            queries.put(id(i), task.test().get(i).texts().get(0));
            grades.put(id(i), Map.of(id(task.answers()[i]), 1.0));
        }
        Evaluator evaluator = new InformationRetrievalEvaluator(
                "reverse-dictionary", new RetrievalSet(corpus, queries, grades), RankingCutoffs.DEFAULT);
        return new TrainingData(
                "WordNet 3.1, definition and words",
                task.train(),
                evaluator,
                Leakage.between(task.train(), task.test()),
                RETRIEVAL);
    }

    /** Examples of the user's, without a measurement. */
    static TrainingData of(String name, ExampleSet train) {
        return new TrainingData(name, train, null, null, List.of());
    }

    /** The same, measured on other examples of the user's. */
    TrainingData measuredOn(ExampleSet held) {
        Leakage leakage = Leakage.between(train, held);
        List<String> left = column(held, 0);
        if (held.columns().size() < 2) {
            throw new InputException(
                    held.source() + " has one column of texts; a model is measured on pairs or triplets"
                            + " (anchor, positive; anchor, positive, negative; sentence1, sentence2, score)");
        }
        List<String> right = column(held, 1);
        if (held.isLabelled()) {
            double[] labels =
                    held.examples().stream().mapToDouble(Example::label).toArray();
            if (held.examples().stream().allMatch(e -> e.label() == 0 || e.label() == 1)) {
                boolean[] together = new boolean[labels.length];
                for (int i = 0; i < labels.length; i++) {
                    together[i] = labels[i] == 1;
                }
                return with(
                        new BinaryClassificationEvaluator("held-out", left, right, together),
                        leakage,
                        "cosine_ap",
                        "cosine_accuracy",
                        "cosine_f1");
            }
            return with(
                    new EmbeddingSimilarityEvaluator("held-out", left, right, labels),
                    leakage,
                    "spearman_cosine",
                    "pearson_cosine");
        }
        if (held.columns().size() > 2) {
            return with(new TripletEvaluator("held-out", left, right, column(held, 2)), leakage, "cosine_accuracy");
        }
        return with(retrieval(left, right), leakage, RETRIEVAL.toArray(String[]::new));
    }

    private TrainingData with(Evaluator with, Leakage found, String... metrics) {
        return new TrainingData(name, train, with, found, List.of(metrics));
    }

    /** Which of all different right texts belongs to a left one? Those of equal left texts all do. */
    private static Evaluator retrieval(List<String> left, List<String> right) {
        Map<String, String> places = new LinkedHashMap<>();
        Map<String, String> corpus = new LinkedHashMap<>();
        Map<String, String> asked = new LinkedHashMap<>();
        Map<String, Map<String, Double>> grades = new HashMap<>();
        for (int i = 0; i < left.size(); i++) {
            String document = places.computeIfAbsent(right.get(i), text -> id(places.size()));
            corpus.put(document, right.get(i));
            String query = asked.computeIfAbsent(left.get(i), text -> id(asked.size()));
            grades.computeIfAbsent(query, id -> new HashMap<>()).put(document, 1.0);
        }
        Map<String, String> queries = new LinkedHashMap<>();
        asked.forEach((text, id) -> queries.put(id, text));
        return new InformationRetrievalEvaluator(
                "held-out", new RetrievalSet(corpus, queries, grades), RankingCutoffs.DEFAULT);
    }

    /** Ids whose order as texts is that of their numbers, so that equal scores stay in the order of the file. */
    private static String id(int number) {
        return String.format("%07d", number);
    }

    private static List<String> column(ExampleSet set, int column) {
        List<String> texts = new ArrayList<>();
        set.examples().forEach(example -> texts.add(example.texts().get(column)));
        return texts;
    }
}
