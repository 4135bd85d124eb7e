package pellucid.eval.experiment.word2vec;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import pellucid.eval.data.Vectors;
import pellucid.eval.projection.Pca;
import pellucid.eval.projection.Plane;
import pellucid.eval.projection.TSne;
import pellucid.eval.projection.TSneOptions;
import pellucid.eval.report.Machine;
import pellucid.eval.report.Provenance;
import pellucid.eval.report.Report;
import pellucid.eval.report.Table;
import pellucid.eval.report.WordFigures;
import pellucid.eval.report.WordMap;
import pellucid.eval.words.WordThemes;
import pellucid.models.word2vec.WordVectors;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.models.word2vec.query.Neighbour;
import pellucid.models.word2vec.query.WordQueries;
import pellucid.models.word2vec.query.WordQuestion;
import pellucid.models.word2vec.train.Subsampling;
import pellucid.models.word2vec.train.Subsampling.Formula;

/** The page that shows the results. */
final class WordVectorReport {
    private static final double THRESHOLD = 1e-5;
    private static final double EXPONENT = 0.75;
    private static final int NEIGHBOURS = 8;
    private static final int ASKED = 12;
    private static final int LEAST_MAPPED = 10;
    private static final double PERPLEXITY = 15;

    private final WordVectorResults results;
    private final WordTables tables;
    private final GridFigures figures;

    private WordVectorReport(WordVectorResults results) {
        this.results = results;
        this.tables = new WordTables(results);
        this.figures = new GridFigures(results);
    }

    /** @param facts more about where the numbers come from, such as the version and the backend */
    static Report of(WordVectorResults results, Map<String, String> facts, Duration taken) {
        return new WordVectorReport(results).page(facts, taken);
    }

    private Report page(Map<String, String> facts, Duration taken) {
        Report report = new Report(
                "Word2Vec: every variant, one factor at a time",
                String.format(
                        Locale.ROOT,
                        "Skip-gram and CBOW in %d settings on the same text, asked the same questions, and what becomes of"
                                + " what is said of them.",
                        results.cells().size()));
        if (results.options().shuffle()) {
            report.paragraph(
                    "This is the control: labels, judgements, answers and synonyms were dealt out anew. What is"
                            + " right here is right by chance.");
        }
        report.heading("The claims").verdicts(Verdicts.of(results)).paragraph(rules());
        text(report);
        grid(report);
        rare(report);
        sampling(report);
        objectives(report);
        uses(report);
        space(report);
        Provenance provenance = Provenance.of(Machine.here(), Instant.now());
        facts.forEach(provenance::fact);
        provenance
                .fact("Seed", Long.toString(results.options().seed()))
                .fact("Threads", Integer.toString(results.options().threads()))
                .time("all of it", taken);
        return report.provenance(provenance);
    }

    private String rules() {
        String spreads = Stream.of(Measure.values())
                .filter(measure -> results.has(measure) && !Double.isNaN(results.spread(measure)))
                .map(measure -> String.format(Locale.ROOT, "%s %.4f", measure.words(), results.spread(measure)))
                .collect(Collectors.joining(", "));
        return "A verdict follows from the numbers by fixed rules, which look at nothing else. Settings are"
                + " compared item by item, on questions and documents that both could be asked; to the error from the"
                + " items comes that from the seeds (standard deviation over seeds: " + spreads + "). ± is "
                + Difference.WIDTH
                + " standard errors, 99%. \"Better\" is reproduced if some measure gains and none loses"
                + " by more than ±, corrected if some gain and others lose, refuted if some lose and none gains, or if all"
                + " rule out a gain that matters (0.01; word pairs 0.02). Where the numbers allow both, the claim counts"
                + " as not tested. Claims that begin with \"Asked\" are questions of the text; it does not answer them.";
    }

    private void text(Report report) {
        WordVectorOptions options = results.options();
        CellResult centre = results.of(Cell.CENTRE);
        report.heading("The text")
                .table(tables.sources())
                .paragraph(String.format(
                        Locale.ROOT,
                        "The centre learns from %.3g%% of the documents, without their labels: %,d words of text, %,d"
                                + " different ones that occur at least %d times. It is skip-gram with negative sampling"
                                + " (5 words), %d numbers, windows up to 5, subsampling at 1e-3, %d epochs. The other cells"
                                + " change one thing each.",
                        100 * options.fraction(),
                        centre.first().epochs().get(0).words(),
                        centre.first().words(),
                        options.minimumCount(),
                        options.width(),
                        options.epochs()));
        report.paragraph(
                "In the tables, kw/s is thousands of words of text read in a second, over all epochs and threads. Pairs ρ is"
                        + " Spearman's correlation of cosines with people's judgement of word pairs. Anal. (analogies) is"
                        + " the share of questions whose answer comes first among 30,000 words. 20NG and IMDb are accuracies of a"
                        + " network with one hidden layer on the mean vector of a document's words; headers of messages are left"
                        + " out. Syn. (synonyms) is how often a synonym of WordNet is nearer than a word of the same frequency, 0.5 by"
                        + " chance; Rare are those whose rarer word occurs under " + Synonyms.RARE + " times.");
    }

    private void grid(Report report) {
        report.heading("The grid");
        for (Factor factor : Factor.values()) {
            if (factor != Factor.CENTRE) {
                report.subheading(factor.heading()).table(tables.cells(factor));
            }
            if (factor == Factor.ARCHITECTURE) {
                report.table(tables.seeds());
            }
            if (factor == Factor.AMOUNT && results.of(factor).size() > 1) {
                report.figure(figures.amounts());
            }
        }
        report.figure(figures.losses());
        if (results.has(Measure.ANALOGIES)) {
            report.subheading("Analogies apart").table(tables.analogies());
        }
    }

    private void rare(Report report) {
        report.heading("Rare words")
                .paragraph(
                        "Whether vectors of rare words know their meaning is asked of pairs of synonyms, by how often the"
                                + " rarer of the two occurs in the centre's text. The words that a synonym is compared with are as"
                                + " frequent as it, so that frequency alone answers nothing.");
        if (tables.rareBins().length == 0) {
            report.paragraph("This text has too few synonyms to ask.");
        } else {
            report.figure(figures.rare()).table(tables.rare());
        }
    }

    private void sampling(Report report) {
        WordVocabulary vocabulary = results.vectors().vocabulary();
        double[] counts = IntStream.range(0, vocabulary.size())
                .mapToDouble(vocabulary::count)
                .toArray();
        Map<String, DoubleUnaryOperator> keep = new LinkedHashMap<>();
        keep.put("word2vec.c", Subsampling.at(THRESHOLD)::keep);
        keep.put("the paper", new Subsampling(Formula.PAPER, THRESHOLD)::keep);
        keep.put("as printed", new Subsampling(Formula.SEED, THRESHOLD)::keep);
        report.heading("What is drawn")
                .figure(WordFigures.samplingDistributions(
                        "How often words occur in the centre's text, and how often they are drawn as negatives, by rank.",
                        counts,
                        EXPONENT))
                .figure(WordFigures.subsampling(
                        "What share of a word's occurrences is kept at t = 1e-5, by the three formulas.", keep))
                .table(tables.kept());
    }

    private void objectives(Report report) {
        report.heading("From O(V) to O(K)")
                .paragraph(String.format(
                        Locale.ROOT,
                        "The full softmax is affordable on a small corpus alone: the first %,d words of the text, at most"
                                + " 5,000 different ones, three epochs.",
                        results.options().smallTokens()))
                .table(tables.objectives())
                .figure(figures.costs())
                .figure(figures.byNegatives());
    }

    private void uses(Report report) {
        report.heading("Documents as averaged vectors");
        if (results.applications().isEmpty()) {
            report.paragraph("No labelled documents were given: --imdb and --newsgroups name their files.");
        } else {
            report.table(tables.applications());
            results.applications().forEach((measure, application) -> {
                report.subheading(measure.words());
                report.table(WordTables.report(measure.words(), application.report()));
                report.figure(GridFigures.confusion(measure.words(), application.mean()));
            });
        }
        report.heading("Pretrained vectors");
        if (results.pretrained() == null) {
            report.paragraph("None were given: --pretrained names a file in word2vec's format, for example Google's.");
        } else {
            report.table(WordTables.pretrained(results));
        }
    }

    private void space(Report report) {
        WordVectors vectors = results.vectors();
        WordThemes themes = WordThemes.of(vectors.vocabulary());
        report.heading("The space of the centre");
        if (themes.words().isEmpty()) {
            report.paragraph("The text has none of the common words that are looked at here.");
            return;
        }
        report.table(neighbours(vectors, themes.words()));
        if (themes.words().size() <= LEAST_MAPPED) {
            report.paragraph("The text has too few common words for a map.");
            return;
        }
        Vectors points = Vectors.of(themes.words().stream().map(vectors::vector).toArray(float[][]::new));
        Plane pca = Pca.plane(points);
        report.figure(WordMap.of(
                "Common words by theme on the two principal components of their vectors.",
                themes.words(),
                pca.x(),
                pca.y(),
                themes.themes()));
        double perplexity = Math.min(PERPLEXITY, (points.count() - 1) / 3.0);
        Plane tsne = new TSne(TSneOptions.DEFAULTS.withPerplexity(perplexity))
                .map(points)
                .plane();
        report.figure(WordMap.of(
                "The same words by t-SNE, which keeps neighbours together and gives up distances.",
                themes.words(),
                tsne.x(),
                tsne.y(),
                themes.themes()));
    }

    private static Table neighbours(WordVectors vectors, List<String> words) {
        WordQueries queries = new WordQueries(vectors);
        List<List<String>> rows = new ArrayList<>();
        for (String word : words.subList(0, Math.min(ASKED, words.size()))) {
            rows.add(List.of(
                    word,
                    queries.rank(WordQuestion.like(word)).best(NEIGHBOURS).stream()
                            .map(Neighbour::word)
                            .collect(Collectors.joining(", "))));
        }
        return new Table("The words nearest to some words, nearest first", List.of("Word", "Nearest"), rows);
    }
}
