package pellucid.eval.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pellucid.eval.retrieval.RetrievalSet;
import pellucid.tensor.InputException;

/**
 * The Cranfield collection (Cleverdon, 1967) as it is published: 1,400 abstracts on aerodynamics, 225 questions, and which
 * answer which.
 *
 * <pre>
 *   cran.all.1400     .I number, then .T title, .A authors, .B where it appeared, .W abstract, each on lines of its own
 *   cran.qry          .I number, then .W question
 *   cranqrel          number of a question, number of a document, code
 * </pre>
 *
 * <p>Two traps. The judgements count the questions from 1 in the order of the file, whose own numbers have gaps. And the
 * codes fall as the relevance rises: 1 is a complete answer, 4 of minimum interest, and each question has one document
 * with the code -1, which the description does not explain but lists among the relevant ones. Grades here are 4 for code 1
 * down to 1 for code 4, and 1 for code -1.
 */
public final class CranfieldFolder {
    private static final String DOCUMENTS = "cran.all.1400";
    private static final String QUESTIONS = "cran.qry";
    private static final String JUDGEMENTS = "cranqrel";
    private static final Pattern MARK = Pattern.compile("\\.([IABTW])(?:\\s+(\\d+))?\\s*");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final int BEST_CODE = 1;
    private static final int WORST_CODE = 4;
    private static final int UNEXPLAINED_CODE = -1;

    private CranfieldFolder() {}

    /** Whether a folder holds these files, and so is not one of {@link BeirFolder}'s. */
    public static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(QUESTIONS)) && Files.isRegularFile(folder.resolve(DOCUMENTS));
    }

    /**
     * Reads the folder. A document is its title and its abstract, which repeats the title; ids are the numbers.
     *
     * @throws InputException when a file cannot be read or is not in this format; the message names the file and the line
     */
    public static RetrievalSet read(Path folder) {
        Map<String, String> corpus = new LinkedHashMap<>();
        for (Entry entry : entries(folder.resolve(DOCUMENTS))) {
            if (corpus.put(entry.number, (entry.text('T') + " " + entry.text('W')).strip()) != null) {
                throw new InputException(folder.resolve(DOCUMENTS) + ": the number " + entry.number
                        + " stands for two documents; give each its own");
            }
        }
        Map<String, String> questions = new LinkedHashMap<>();
        for (Entry entry : entries(folder.resolve(QUESTIONS))) {
            questions.put(Integer.toString(questions.size() + 1), entry.text('W'));
        }
        return new RetrievalSet(corpus, questions, grades(folder.resolve(JUDGEMENTS)));
    }

    /** A document or a question, its parts by their letters. */
    private record Entry(String number, Map<Character, StringBuilder> parts) {
        /** The lines of a part in one. */
        String text(char letter) {
            StringBuilder part = parts.get(letter);
            return part == null ? "" : SPACES.matcher(part).replaceAll(" ").strip();
        }
    }

    private static List<Entry> entries(Path file) {
        List<Entry> entries = new ArrayList<>();
        StringBuilder part = null;
        int number = 0;
        for (String line : lines(file)) {
            number++;
            Matcher mark = MARK.matcher(line);
            if (!mark.matches()) {
                if (part == null) {
                    throw new InputException(
                            file + ": line " + number + " is '" + line
                                    + "', which belongs to no part; a line like \".I 1\" and one like \".W\" must come before it");
                }
                part.append(line).append(' ');
            } else if (mark.group(1).equals("I")) {
                entries.add(new Entry(mark.group(2), new LinkedHashMap<>()));
                part = null;
            } else if (entries.isEmpty()) {
                throw new InputException(
                        file + ": line " + number + " is '" + line + "'; a line like \".I 1\" must come before it");
            } else {
                part = entries.get(entries.size() - 1)
                        .parts
                        .computeIfAbsent(mark.group(1).charAt(0), letter -> new StringBuilder());
            }
        }
        return entries;
    }

    private static Map<String, Map<String, Double>> grades(Path file) {
        Map<String, Map<String, Double>> grades = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            String[] fields = SPACES.split(line.strip());
            int code = fields.length == 3 ? code(fields[2]) : 0;
            if (code == 0) {
                throw new InputException(file + ": line " + number + " is '" + line
                        + "'; it must be the number of a question, that of a document, and a code from 1 to 4 or -1");
            }
            double grade = code == UNEXPLAINED_CODE ? 1 : WORST_CODE + 1 - code;
            grades.computeIfAbsent(fields[0], question -> new LinkedHashMap<>()).put(fields[1], grade);
        }
        return grades;
    }

    /** 0 for what is none. */
    private static int code(String text) {
        try {
            int code = Integer.parseInt(text);
            return code == UNEXPLAINED_CODE || code >= BEST_CODE && code <= WORST_CODE ? code : 0;
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new InputException(
                    file + " cannot be read: " + failure.getMessage() + "; the folder must have " + DOCUMENTS + ", "
                            + QUESTIONS + " and " + JUDGEMENTS + " in it",
                    failure);
        }
    }
}
