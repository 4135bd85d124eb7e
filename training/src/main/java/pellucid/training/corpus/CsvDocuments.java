package pellucid.training.corpus;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import pellucid.training.data.CsvRows;
import pellucid.training.data.InputFile;
import pellucid.training.data.TableFormat;

/** The rows of a table, one document each. */
public final class CsvDocuments implements Documents {
    private static final Pattern LINE_BREAK = Pattern.compile("<br\\s*/?>", Pattern.CASE_INSENSITIVE);

    private final CorpusFile file;
    private final TableFormat format;
    private final String text;
    private final String label;
    private final String split;
    private final boolean imdb;

    /**
     * @param format of the table; its encoding gives way to the file's
     * @param text the column that holds the text
     * @param label the column that holds the class, or null
     */
    public CsvDocuments(CorpusFile file, TableFormat format, String text, String label) {
        this(file, format, Objects.requireNonNull(text, "text"), label, null, false);
    }

    private CsvDocuments(CorpusFile file, TableFormat format, String text, String label, String split, boolean imdb) {
        this.file = Objects.requireNonNull(file, "file");
        this.format = Objects.requireNonNull(format, "format");
        this.text = text;
        this.label = label;
        this.split = split;
        this.imdb = imdb;
    }

    /**
     * The 50,000 film reviews of Maas et al. ("Learning Word Vectors for Sentiment Analysis", 2011) as a table, in either
     * of the forms that are about: {@code review,sentiment}, or these and other columns, among them perhaps {@code split}.
     * The reviews' HTML line breaks become line breaks.
     */
    public static CsvDocuments imdb(CorpusFile file) {
        return new CsvDocuments(file, TableFormat.CSV, "review", "sentiment", "split", true);
    }

    @Override
    public Counts read(Consumer<Document> sink) {
        ReplacingReader reader = new ReplacingReader(file.open(), file.encoding());
        long documents = 0;
        try (reader;
                CsvRows rows = CsvRows.of(reader, file.name(), format)) {
            int textColumn = rows.indexOf(text);
            int labelColumn = label == null ? -1 : rows.indexOf(label);
            int splitColumn = split == null ? -1 : rows.columns().indexOf(split);
            while (rows.hasNext()) {
                List<String> values = rows.next().values();
                String value = values.get(textColumn);
                documents++;
                sink.accept(new Document(
                        imdb && value.contains("<") ? LINE_BREAK.matcher(value).replaceAll("\n") : value,
                        labelColumn < 0 ? null : values.get(labelColumn),
                        splitColumn < 0 ? null : values.get(splitColumn)));
            }
        } catch (IOException e) {
            throw InputFile.unreadable(file.name(), e);
        }
        return new Counts(documents, reader.malformed());
    }
}
