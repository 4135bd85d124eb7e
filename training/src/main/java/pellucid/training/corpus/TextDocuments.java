package pellucid.training.corpus;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;
import pellucid.tensor.InputException;
import pellucid.training.data.InputFile;

/**
 * A file of text without any marks.
 *
 * <p>Only {@code '\n'} ends a line ({@code '\r'} before it is dropped); blank lines and lines of blanks hold no document.
 */
public final class TextDocuments implements Documents {
    /** What a document is in a file of text. */
    public enum Unit {
        /** A line, up to 64 million characters. */
        LINE,
        /** Lines up to a blank line. What is longer than about a million characters is cut between two words. */
        PARAGRAPH
    }

    private static final int LONGEST_LINE = 1 << 26;
    private static final int LONGEST_PARAGRAPH = 1 << 20;

    private final CorpusFile file;
    private final Unit unit;
    private final int longest;

    public TextDocuments(CorpusFile file, Unit unit) {
        this(file, unit, unit == Unit.LINE ? LONGEST_LINE : LONGEST_PARAGRAPH);
    }

    TextDocuments(CorpusFile file, Unit unit, int longest) {
        this.file = Objects.requireNonNull(file, "file");
        this.unit = Objects.requireNonNull(unit, "unit");
        this.longest = longest;
    }

    @Override
    public Counts read(Consumer<Document> sink) {
        try (ReplacingReader reader = new ReplacingReader(file.open(), file.encoding())) {
            Lines lines = new Lines(reader, longest);
            long documents = unit == Unit.LINE ? lines(lines, sink) : paragraphs(lines, sink);
            return new Counts(documents, reader.malformed());
        } catch (IOException e) {
            throw InputFile.unreadable(file.name(), e);
        }
    }

    private long lines(Lines lines, Consumer<Document> sink) throws IOException {
        long documents = 0;
        long number = 0;
        for (String line = lines.next(); line != null; line = lines.next()) {
            number++;
            if (lines.cut()) {
                throw new InputException(file.name() + ": line " + number + " has more than " + longest
                        + " characters, too many for one document; read the file as plain text, which is cut anywhere");
            }
            if (!line.isBlank()) {
                documents++;
                sink.accept(new Document(line));
            }
        }
        return documents;
    }

    private long paragraphs(Lines lines, Consumer<Document> sink) throws IOException {
        long documents = 0;
        StringBuilder paragraph = new StringBuilder();
        boolean more = true;
        while (more) {
            String line = lines.next();
            more = line != null;
            boolean blank = !more || line.isBlank();
            boolean full = !blank && paragraph.length() + line.length() > longest;
            if (paragraph.length() > 0 && (blank || full)) {
                documents++;
                sink.accept(new Document(paragraph.toString()));
                paragraph.setLength(0);
            }
            if (!blank) {
                paragraph.append(line).append('\n');
            }
        }
        return documents;
    }
}
