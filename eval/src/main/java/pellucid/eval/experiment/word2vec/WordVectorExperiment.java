package pellucid.eval.experiment.word2vec;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import pellucid.eval.data.Synset;
import pellucid.eval.data.WordNetLemmas;
import pellucid.eval.documents.DocumentClassification;
import pellucid.eval.documents.DocumentClassification.Weighting;
import pellucid.eval.experiment.ExperimentProgress;
import pellucid.eval.experiment.ProcessorTime;
import pellucid.models.text.words.Lemmas;
import pellucid.models.word2vec.WordVectors;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.models.word2vec.format.WordVectorReader;
import pellucid.models.word2vec.train.Architecture;
import pellucid.models.word2vec.train.Subsampling;
import pellucid.models.word2vec.train.Word2VecListener;
import pellucid.models.word2vec.train.Word2VecModel;
import pellucid.models.word2vec.train.Word2VecOptions;
import pellucid.models.word2vec.train.Word2VecTrainer;
import pellucid.tensor.Backend;
import pellucid.training.corpus.CorpusTokens;

/** Trains every cell of the grid on the same texts and asks each the same. */
final class WordVectorExperiment {
    /** Pairs of synonyms of a bin. */
    private static final int SYNONYMS = 2000;

    private final WordVectorData files;
    private final WordVectorOptions options;
    private final Backend backend;
    private final ExperimentProgress progress;
    private final Word2VecOptions centre;
    private final Lemmas lemmas = new WordNetLemmas();
    private final Map<Measure, Application> applications = new EnumMap<>(Measure.class);
    private final List<Integer> queen = new ArrayList<>();
    private WordVectors vectors;

    WordVectorExperiment(
            WordVectorData files, WordVectorOptions options, Backend backend, ExperimentProgress progress) {
        this.files = files;
        this.options = options;
        this.backend = backend;
        this.progress = progress;
        this.centre = Word2VecOptions.DEFAULTS
                .withArchitecture(Architecture.SKIP_GRAM)
                .withWidth(options.width())
                .withEpochs(options.epochs())
                .withThreads(options.threads())
                .withSeed(options.seed());
    }

    WordVectorResults run() {
        progress.at("reading", 0, 1, "");
        List<Synset> synsets = TextData.synsets();
        TextData data = TextData.read(files, synsets, options);
        List<Source> sources = new ArrayList<>(data.sources());
        Questions questions = WordFiles.read(files, sources);
        if (files.pretrained() != null) {
            WordVectorReader.read(files.pretrained(), 1, backend); // before the work, so that a wrong file is known
        }
        questions = options.shuffle() ? questions.shuffled(options.seed()) : questions;
        Map<Cell, CellResult> cells = new EnumMap<>(Cell.class);
        List<ObjectiveResult> objectives;
        double smallSpread;
        Costs costs;
        Judge judge;
        Pretrained pretrained;
        try (PreparedText plain = PreparedText.of(data, Preparation.PLAIN, 1, lemmas, options)) {
            Synonyms synonyms =
                    Synonyms.of(synsets, plain.corpus().vocabulary(), SYNONYMS, options.seed(), options.shuffle());
            judge = new Judge(questions, synonyms, options.seed());
            warmUp(plain);
            for (Cell cell : cells(data)) {
                if (cell.preparation() == Preparation.PLAIN && cell.amount() == 1) {
                    cells.put(cell, result(cell, plain, judge, data));
                }
            }
            CorpusTokens text = new CorpusTokens(
                    data.documents(options.fraction(), options.seed()), Preparation.PLAIN.preprocessing(lemmas));
            Objectives small = new Objectives(text, options.smallTokens(), centre, backend, progress);
            objectives = small.results(judge);
            smallSpread = small.spread(judge);
            costs = small.costs();
            pretrained = pretrained(judge, plain, data, sources);
        }
        for (Cell cell : cells(data)) {
            if (!cells.containsKey(cell)) {
                progress.at(task(cell, "prepare"), 0, 1, "");
                try (PreparedText text = PreparedText.of(data, cell.preparation(), cell.amount(), lemmas, options)) {
                    cells.put(cell, result(cell, text, judge, data));
                }
            }
        }
        return new WordVectorResults(
                options,
                sources,
                cells,
                judge.synonyms(),
                objectives,
                smallSpread,
                costs,
                applications,
                queen,
                pretrained,
                vectors);
    }

    /** Java compiles what runs often: an epoch that nobody looks at, so that no cell pays for it. */
    private void warmUp(PreparedText text) {
        progress.at("warming up", 0, 1, "");
        for (Architecture architecture : Architecture.values()) {
            Word2VecOptions once = centre.withArchitecture(architecture).withEpochs(1);
            new Word2VecTrainer(once, text.corpus(), backend, Word2VecListener.SILENT).train();
        }
    }

    /** Those for which there is enough text. */
    private List<Cell> cells(TextData data) {
        return List.of(Cell.values()).stream()
                .filter(cell -> cell.amount() * options.fraction() <= data.share())
                .toList();
    }

    private CellResult result(Cell cell, PreparedText text, Judge judge, TextData data) {
        Word2VecOptions own = cell.options(centre);
        List<Measure> documents = List.copyOf(data.labelled().keySet());
        List<Run> runs = new ArrayList<>();
        for (int run = 0; run < cell.seeds(); run++) {
            String what = cell.seeds() == 1 ? "train" : "train " + (run + 1) + "/" + cell.seeds();
            double begun = ProcessorTime.seconds();
            Word2VecModel model = new Word2VecTrainer(
                            own.withSeed(own.seed() + run), text.corpus(), backend, watched(cell, what))
                    .train();
            double processorSeconds = ProcessorTime.seconds() - begun;
            progress.at(task(cell, "ask"), 1, 1, words(model));
            Map<Measure, Scores> scores = judge.scores(model.vectors(), text, documents, run);
            Scores analogies = scores.get(Measure.ANALOGIES);
            runs.add(new Run(
                    model.epochs(),
                    processorSeconds,
                    model.vectors().size(),
                    scores,
                    analogies == null ? Double.NaN : judge.share(analogies, false),
                    analogies == null ? Double.NaN : judge.share(analogies, true)));
            if (cell == Cell.CENTRE) {
                look(model.vectors(), text, judge, data, run);
            }
        }
        return new CellResult(
                cell, runs, expectedKept(own.subsampling(), text.corpus().vocabulary()));
    }

    /** What is kept of the centre beside its scores. */
    private void look(WordVectors trained, PreparedText text, Judge judge, TextData data, int run) {
        int rank = Judge.queen(trained);
        if (rank > 0) {
            queen.add(rank);
        }
        if (run > 0) {
            return;
        }
        vectors = trained;
        data.labelled().forEach((measure, documents) -> {
            DocumentClassification mean = judge.classification(trained, text.documents(measure), Weighting.MEAN, run);
            DocumentClassification weighted =
                    judge.classification(trained, text.documents(measure), Weighting.TF_IDF, run);
            applications.put(
                    measure,
                    new Application(
                            documents.learn().size(),
                            documents.ask().size(),
                            documents.baseline(),
                            mean.matrix(),
                            weighted.matrix(),
                            Judge.right(mean),
                            Judge.right(weighted)));
        });
    }

    /** Σ f · keep(f), f among the words of the vocabulary. */
    private static double expectedKept(Subsampling subsampling, WordVocabulary vocabulary) {
        return IntStream.range(0, vocabulary.size())
                .mapToDouble(id -> (double) vocabulary.count(id) / vocabulary.total())
                .map(frequency -> frequency * subsampling.keep(frequency))
                .sum();
    }

    private Pretrained pretrained(Judge judge, PreparedText plain, TextData data, List<Source> sources) {
        if (files.pretrained() == null) {
            return null;
        }
        progress.at("pretrained vectors", 0, 1, "");
        WordVectors others = WordVectorReader.read(files.pretrained(), options.pretrainedWords(), backend)
                .vectors();
        String name = files.pretrained().getFileName().toString();
        sources.add(new Source(name, "vectors to compare with", others.size(), others.width() + " numbers each"));
        Map<Measure, Scores> scores = judge.wordScores(others, word -> word);
        data.labelled()
                .forEach((measure, documents) -> scores.put(
                        measure,
                        Judge.right(judge.classification(
                                others,
                                PreparedText.words(documents, plain::tokens, others.vocabulary()),
                                Weighting.MEAN,
                                0))));
        Scores analogies = scores.get(Measure.ANALOGIES);
        return new Pretrained(
                name,
                others.size(),
                others.width(),
                scores,
                analogies == null ? Double.NaN : judge.share(analogies, false),
                analogies == null ? Double.NaN : judge.share(analogies, true),
                Judge.queen(others));
    }

    /** {@code 3/31 CBOW: train}. */
    private static String task(Cell cell, String what) {
        return cell.ordinal() + 1 + "/" + Cell.values().length + " " + cell.label() + ": " + what;
    }

    private static String words(Word2VecModel model) {
        double seconds =
                model.epochs().stream().mapToDouble(epoch -> epoch.seconds()).sum();
        long words = model.epochs().stream().mapToLong(epoch -> epoch.words()).sum();
        return String.format(Locale.ROOT, "%.0fk words/s", words / seconds / 1000);
    }

    private Word2VecListener watched(Cell cell, String what) {
        return new Word2VecListener() {
            @Override
            public void progress(Progress report) {
                progress.at(
                        task(cell, what),
                        report.words(),
                        report.ofWords(),
                        String.format(Locale.ROOT, "%.0fk/s", report.wordsPerSecond() / 1000));
            }
        };
    }
}
