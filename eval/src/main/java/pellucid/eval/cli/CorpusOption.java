package pellucid.eval.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongConsumer;
import pellucid.training.corpus.CorpusFile;
import pellucid.training.corpus.CorpusFormat;
import pellucid.training.corpus.CsvDocuments;
import pellucid.training.corpus.Documents;
import pellucid.training.corpus.MessagePart;
import pellucid.training.corpus.Newsgroups;
import pellucid.training.corpus.TextDocuments;
import pellucid.training.corpus.TextDocuments.Unit;
import pellucid.training.data.CsvRows;
import pellucid.training.data.InputFile;
import pellucid.training.data.TableFormat;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that say what text is learned from, and how its file is to be read. */
final class CorpusOption {
    private static final Set<String> IMDB_COLUMNS = Set.of("review", "sentiment");

    @Option(names = "--corpus", paramLabel = "F", required = true, description = "the file of text to learn from")
    private Path corpus;

    @Option(
            names = "--form",
            paramLabel = "FORM",
            description = "text (documents end at blank lines), lines (one a line), csv (a column), imdb or newsgroups"
                    + " (as published) (default: by the file's name and head)")
    private CorpusFormat form;

    @Option(names = "--column", paramLabel = "NAME", description = "the column of a table that holds the text")
    private String column;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            defaultValue = "UTF-8",
            description = "of the file's text; malformed bytes are replaced and counted (default: ${DEFAULT-VALUE})")
    private String encoding;

    @Option(
            names = "--strip",
            paramLabel = "PART,...",
            split = ",",
            description = "leave out parts of newsgroup messages: header, footer, quotes (default: header)")
    private List<MessagePart> strip;

    @Option(
            names = "--fraction",
            paramLabel = "P",
            defaultValue = "1",
            description = "learn from this share of the documents, drawn by the seed (default: ${DEFAULT-VALUE})")
    private double fraction;

    Path corpus() {
        return corpus;
    }

    /** What the file is read as. */
    CorpusFormat form() {
        if (form != null) {
            return form;
        }
        CorpusFormat guess = CorpusFormat.ofName(corpus.getFileName().toString());
        return guess == CorpusFormat.CSV
                        && column == null
                        && Set.copyOf(columns()).containsAll(IMDB_COLUMNS)
                ? CorpusFormat.IMDB
                : guess;
    }

    /** @param watcher is told how many bytes have been read */
    Documents documents(CommandSpec spec, long seed, LongConsumer watcher) {
        CorpusFile file = new CorpusFile(corpus, charset(spec), watcher);
        CorpusFormat known = form();
        if (column != null && known != CorpusFormat.CSV) {
            throw Usage.wrong(
                    spec,
                    "--column " + column + " belongs to a table, and " + corpus + " is read as "
                            + known.name().toLowerCase(Locale.ROOT) + "; leave it out, or say --form csv");
        }
        if (strip != null && known != CorpusFormat.NEWSGROUPS) {
            throw Usage.wrong(
                    spec,
                    "--strip leaves out parts of newsgroup messages, and " + corpus + " is read as "
                            + known.name().toLowerCase(Locale.ROOT) + "; leave it out");
        }
        if (!(fraction > 0 && fraction <= 1)) {
            throw Usage.wrong(spec, "--fraction is " + fraction + "; it must be above 0 and at most 1, such as 0.1");
        }
        return read(spec, file, known).fraction(fraction, seed);
    }

    private Documents read(CommandSpec spec, CorpusFile file, CorpusFormat known) {
        return switch (known) {
            case TEXT -> new TextDocuments(file, Unit.PARAGRAPH);
            case LINES -> new TextDocuments(file, Unit.LINE);
            case CSV -> new CsvDocuments(file, tableFormat(), textColumn(spec), null);
            case IMDB -> CsvDocuments.imdb(file);
            case NEWSGROUPS -> new Newsgroups(file, left());
        };
    }

    private Set<MessagePart> left() {
        return strip == null ? EnumSet.of(MessagePart.HEADER) : EnumSet.copyOf(strip);
    }

    private String textColumn(CommandSpec spec) {
        List<String> columns = columns();
        if (column != null) {
            return column;
        }
        if (columns.size() == 1) {
            return columns.get(0);
        }
        throw Usage.wrong(
                spec,
                corpus + " has the columns " + String.join(", ", columns)
                        + "; name the one that holds the text with --column");
    }

    private List<String> columns() {
        Charset charset = Charset.isSupported(encoding) ? Charset.forName(encoding) : Charset.defaultCharset();
        try (Reader reader = new InputStreamReader(InputFile.open(corpus), charset);
                CsvRows rows = CsvRows.of(reader, corpus.toString(), tableFormat())) {
            return rows.columns();
        } catch (IOException e) {
            throw InputFile.unreadable(corpus.toString(), e);
        }
    }

    private TableFormat tableFormat() {
        return corpus.toString().toLowerCase(Locale.ROOT).endsWith(".tsv") ? TableFormat.TSV : TableFormat.CSV;
    }

    private Charset charset(CommandSpec spec) {
        try {
            return Charset.forName(encoding);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw Usage.wrong(spec, "--encoding " + encoding + " is none that Java knows; try UTF-8 or ISO-8859-1");
        }
    }
}
