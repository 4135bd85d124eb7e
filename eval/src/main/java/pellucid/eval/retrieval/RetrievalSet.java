package pellucid.eval.retrieval;

import java.util.LinkedHashMap;
import java.util.Map;
import pellucid.tensor.InputException;

/**
 * Documents, queries, and which documents are relevant for which query: what a search is measured on.
 *
 * @param corpus the text of each document by its id
 * @param queries the text of each query by its id
 * @param grades for a query's id, the grade of each judged document by its id; above 0 is relevant. A relevant document
 *     that is not in the corpus counts as one that was not found.
 */
public record RetrievalSet(
        Map<String, String> corpus, Map<String, String> queries, Map<String, Map<String, Double>> grades) {
    public RetrievalSet {
        corpus = new LinkedHashMap<>(corpus);
        queries = new LinkedHashMap<>(queries);
        grades = new LinkedHashMap<>(grades);
        if (corpus.isEmpty() || queries.isEmpty()) {
            throw new InputException("there are " + corpus.size() + " documents and " + queries.size()
                    + " queries; a search is measured on at least one of each");
        }
    }

    /** The relevant documents of a query and their grades; none if it was not judged. */
    public Map<String, Double> relevant(String query) {
        Map<String, Double> relevant = new LinkedHashMap<>();
        grades.getOrDefault(query, Map.of()).forEach((document, grade) -> {
            if (grade > 0) {
                relevant.put(document, grade);
            }
        });
        return relevant;
    }
}
