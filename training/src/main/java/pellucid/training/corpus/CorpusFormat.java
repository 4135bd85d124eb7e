package pellucid.training.corpus;

import java.util.Locale;

/** The formats of corpora that can be told from a file's name, or named. */
public enum CorpusFormat {
    /** Plain text; a document ends at a blank line. */
    TEXT,
    /** One document a line. */
    LINES,
    /** A column of a table. */
    CSV,
    /** The film reviews of Maas et al. as a table. */
    IMDB,
    /** The archive of the 20 Newsgroups. */
    NEWSGROUPS;

    /** What a name speaks for: {@code .csv} and {@code .tsv}, {@code .tar.gz} and {@code .tgz}; all others are lines. */
    public static CorpusFormat ofName(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv") || name.endsWith(".tsv")) {
            return CSV;
        }
        return name.endsWith(".tar.gz") || name.endsWith(".tgz") ? NEWSGROUPS : LINES;
    }
}
