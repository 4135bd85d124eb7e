package pellucid.eval.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pellucid.eval.retrieval.RetrievalSet;
import pellucid.tensor.InputException;
import pellucid.training.data.CsvTable;
import pellucid.training.data.JsonObjects;
import pellucid.training.data.TableFormat;

/**
 * A retrieval data set in the layout of BEIR (Thakur et al., "BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of
 * Information Retrieval Models", 2021):
 *
 * <pre>
 *   corpus.jsonl      {"_id": "…", "title": "…", "text": "…"}   the title may be missing; a document is "title text"
 *   queries.jsonl     {"_id": "…", "text": "…"}
 *   qrels/test.tsv    query-id, corpus-id, score with tabs between, below a header
 * </pre>
 */
public final class BeirFolder {
    private static final String USUAL_SPLIT = "test";
    private static final String SUFFIX = ".tsv";

    private BeirFolder() {}

    /**
     * Reads a folder.
     *
     * @param split which file of {@code qrels} to read; null for {@code test}, or the only one there is
     * @throws InputException when a file is missing or cannot be read, an id occurs twice, a document is judged in two
     *     ways, or a field is missing; the message names the file and the line
     */
    public static RetrievalSet read(Path folder, String split) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(
                    folder + " is not a folder; give the one that has corpus.jsonl, queries.jsonl and qrels in it");
        }
        Path judgements = judgements(folder.resolve("qrels"), split);
        Map<String, String> corpus = texts(folder.resolve("corpus.jsonl"), true);
        Map<String, String> queries = texts(folder.resolve("queries.jsonl"), false);
        return new RetrievalSet(corpus, queries, grades(judgements));
    }

    private static Path judgements(Path qrels, String split) {
        if (!Files.isDirectory(qrels)) {
            throw new InputException(qrels + " is not a folder; it must have the judgements in it, such as test.tsv");
        }
        List<String> splits;
        try (Stream<Path> files = Files.list(qrels)) {
            splits = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String wanted = split != null ? split : splits.size() == 1 ? splits.get(0) : USUAL_SPLIT;
        if (!splits.contains(wanted)) {
            String found = splits.stream().map(name -> name + SUFFIX).collect(Collectors.joining(", "));
            throw new InputException(qrels + " has no " + wanted + SUFFIX + " (found: "
                    + (found.isEmpty() ? "none" : found) + "); name the split to use");
        }
        return qrels.resolve(wanted + SUFFIX);
    }

    private static Map<String, String> texts(Path file, boolean titles) {
        Map<String, String> texts = new LinkedHashMap<>();
        try (JsonObjects objects =
                new JsonObjects(file, "; every line must be an object like {\"_id\": \"…\", \"text\": \"…\"}")) {
            JsonNode object = objects.nextAfterBlankLines();
            while (object != null) {
                String id = objects.text(object, "_id");
                String text = objects.text(object, "text");
                if (titles && object.hasNonNull("title")) {
                    text = (objects.text(object, "title") + " " + text).strip();
                }
                if (texts.put(id, text) != null) {
                    throw new InputException(file + ": line " + objects.line() + " has the _id '" + id
                            + "' of an earlier line; give each its own");
                }
                object = objects.nextAfterBlankLines();
            }
        }
        if (texts.isEmpty()) {
            throw new InputException(file + " is empty; it must hold at least one text");
        }
        return texts;
    }

    private static Map<String, Map<String, Double>> grades(Path file) {
        CsvTable table = CsvTable.read(file, TableFormat.TSV);
        int query = table.indexOf("query-id");
        int document = table.indexOf("corpus-id");
        int score = table.indexOf("score");
        Map<String, Map<String, Double>> grades = new LinkedHashMap<>();
        for (CsvTable.Row row : table.rows()) {
            String about = row.values().get(query);
            String id = row.values().get(document);
            double grade = grade(file, row.line(), row.values().get(score));
            Double before =
                    grades.computeIfAbsent(about, key -> new LinkedHashMap<>()).put(id, grade);
            if (before != null && before != grade) {
                throw new InputException(file + ": line " + row.line() + " gives document '" + id + "' the score "
                        + grade + " for query '" + about + "', an earlier line gives it " + before
                        + "; keep one of them");
            }
        }
        return grades;
    }

    private static double grade(Path file, long line, String text) {
        try {
            double grade = Double.parseDouble(text);
            if (Double.isFinite(grade)) {
                return grade;
            }
        } catch (NumberFormatException notANumber) {
            // The sentence below says so.
        }
        throw new InputException(
                file + ": line " + line + " has the score '" + text + "'; it must be a number, 0 for not relevant");
    }
}
