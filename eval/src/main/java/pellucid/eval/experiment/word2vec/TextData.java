package pellucid.eval.experiment.word2vec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import pellucid.eval.data.Synset;
import pellucid.eval.data.WordNet;
import pellucid.tensor.InputException;
import pellucid.training.corpus.CorpusFile;
import pellucid.training.corpus.CsvDocuments;
import pellucid.training.corpus.Document;
import pellucid.training.corpus.Documents;
import pellucid.training.corpus.MessagePart;
import pellucid.training.corpus.Newsgroups;
import pellucid.training.corpus.TextDocuments;

/** The texts of the experiment: what is learned from, without labels, and what is classified, with them. */
final class TextData {
    /** Characters of text that are kept in memory; a larger corpus is read again each time. */
    private static final long MOST_KEPT = 200_000_000;

    private static final int LEAST_LABELLED = 20;

    private final Documents documents;
    private final double share; // of all documents, that these are
    private final Map<Measure, LabelledDocuments> labelled = new EnumMap<>(Measure.class);
    private final List<Source> sources = new ArrayList<>();

    private TextData(WordVectorData data, List<Synset> synsets, WordVectorOptions options) {
        List<Documents> all = new ArrayList<>();
        if (data.imdb() != null) {
            all.add(read(data.imdb(), Measure.IMDB, CsvDocuments.imdb(CorpusFile.of(data.imdb())), options));
        }
        if (data.newsgroups() != null) {
            Documents messages = new Newsgroups(CorpusFile.of(data.newsgroups()), EnumSet.of(MessagePart.HEADER));
            all.add(read(data.newsgroups(), Measure.NEWSGROUPS, messages, options));
        }
        if (data.corpus() != null) {
            all.add(read(
                    data.corpus(),
                    null,
                    new TextDocuments(CorpusFile.of(data.corpus()), TextDocuments.Unit.LINE),
                    options));
        }
        if (all.isEmpty()) {
            sources.add(new Source("WordNet 3.1", "text: the glosses", synsets.size(), "comes with Pellucid"));
            all.add(sink -> {
                synsets.forEach(synset -> sink.accept(new Document(synset.gloss())));
                return new Documents.Counts(synsets.size(), 0);
            });
        }
        Documents joined = sink -> {
            long count = 0;
            long malformed = 0;
            for (Documents part : all) {
                Documents.Counts counts = part.read(sink);
                count += counts.documents();
                malformed += counts.malformed();
            }
            return new Documents.Counts(count, malformed);
        };
        this.share = Math.min(1, Cell.DOUBLE.amount() * options.fraction());
        this.documents = kept(joined.fraction(share, options.seed()));
    }

    /** @param synsets whose glosses are learned from where there is no other text */
    static TextData read(WordVectorData data, List<Synset> synsets, WordVectorOptions options) {
        return new TextData(data, synsets, options);
    }

    /** WordNet's synsets, which are asked for synonyms. */
    static List<Synset> synsets() {
        return WordNet.synsets();
    }

    /** Looks through a file once; takes what is labelled where there is a measure for it. */
    private Documents read(Path file, Measure measure, Documents documents, WordVectorOptions options) {
        List<Document> known = new ArrayList<>();
        Documents.Counts counts = documents.read(document -> {
            if (measure != null && document.label() != null) {
                known.add(document);
            }
        });
        String note = counts.malformed() == 0 ? "" : counts.malformed() + " malformed byte sequences were replaced";
        sources.add(new Source(
                file.getFileName().toString(),
                measure == null ? "text" : "text, and documents to classify",
                counts.documents(),
                note));
        if (measure != null) {
            LabelledDocuments own = LabelledDocuments.of(known, options.documents(), options.seed(), options.shuffle());
            if (own.learn().size() < LEAST_LABELLED
                    || own.ask().size() < LEAST_LABELLED
                    || own.classes().size() < 2) {
                throw new InputException(file + " has " + own.learn().size() + " labelled documents to learn from and "
                        + own.ask().size() + " to be asked, in " + own.classes().size() + " classes; at least "
                        + LEAST_LABELLED + " of each and 2 classes are wanted");
            }
            labelled.put(measure, own);
        }
        return documents;
    }

    /** The same documents from memory, if they have room there. */
    private static Documents kept(Documents documents) {
        List<Document> all = new ArrayList<>();
        long[] size = new long[1];
        Documents.Counts counts = documents.read(document -> {
            size[0] += document.text().length();
            if (size[0] <= MOST_KEPT) {
                all.add(document);
            }
        });
        if (size[0] > MOST_KEPT) {
            return documents;
        }
        return sink -> {
            all.forEach(sink);
            return counts;
        };
    }

    /**
     * The documents that are learned from.
     *
     * @param fraction of all documents there are
     */
    Documents documents(double fraction, long seed) {
        return documents.fraction(Math.min(1, fraction / share), seed);
    }

    /** The largest share of all documents that can be learned from. */
    double share() {
        return share;
    }

    Map<Measure, LabelledDocuments> labelled() {
        return labelled;
    }

    List<Source> sources() {
        return sources;
    }
}
