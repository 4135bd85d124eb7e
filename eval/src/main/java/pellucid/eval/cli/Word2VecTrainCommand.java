package pellucid.eval.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import pellucid.eval.data.WordNetLemmas;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.models.word2vec.corpus.EncodedCorpus;
import pellucid.models.word2vec.corpus.Phrases;
import pellucid.models.word2vec.corpus.VocabularyBuilder;
import pellucid.models.word2vec.format.VectorFormat;
import pellucid.models.word2vec.format.WordVectorWriter;
import pellucid.models.word2vec.train.EpochReport;
import pellucid.models.word2vec.train.Word2VecModel;
import pellucid.models.word2vec.train.Word2VecOptions;
import pellucid.tensor.InputException;
import pellucid.tensor.backend.Backends;
import pellucid.training.corpus.CorpusTokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code word2vec train}: from a file of text to a file of word vectors. */
@Command(
        name = "train",
        sortOptions = false,
        description = "Learn vectors of words from a text and write them as word2vec.c and gensim read them.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  word2vec train --corpus wiki.txt --output V.bin",
            "  word2vec train --corpus reviews.csv --column text --dim 300 --output V.bin",
            "  word2vec train --corpus 20news-bydate.tar.gz --fraction 0.1 --output V.bin",
            "  word2vec train --corpus wiki.txt --architecture cbow --objective hs --output V.bin"
        })
final class Word2VecTrainCommand implements Callable<Integer> {
    @ParentCommand
    private Word2VecCommand parent;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CorpusOption corpus;

    @Option(names = "--output", paramLabel = "V", required = true, description = "the file that gets the vectors")
    private Path output;

    @Option(names = "--text-format", description = "write them as text (default: binary)")
    private boolean text;

    @Mixin
    private WordTrainingOption training;

    @Mixin
    private PreparationOption preparation;

    @Option(
            names = "--phrases",
            paramLabel = "PASSES",
            defaultValue = "0",
            fallbackValue = "1",
            arity = "0..1",
            description = "join words that often stand together: once (new_york), or in several passes (default:"
                    + " ${DEFAULT-VALUE})")
    private int phrases;

    @Option(
            names = "--phrase-threshold",
            paramLabel = "X",
            defaultValue = "" + Phrases.DEFAULT_THRESHOLD,
            description = "the larger, the fewer phrases (default: ${DEFAULT-VALUE})")
    private double phraseThreshold;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        Word2VecOptions options = training.options(spec);
        Usage.requireAtLeast(spec, "--phrases", phrases, 0);
        Usage.requireDifferent(spec, "--output", output, "--corpus", corpus.corpus());
        json.requireOtherThan(spec, "--corpus", corpus.corpus());
        json.requireOtherThan(spec, "--output", output);
        requirePlace();
        Output out = parent.output();
        try (JsonOption.Report report = json.begin();
                WordTrainingNotices notices = new WordTrainingNotices(out)) {
            CorpusTokens tokens;
            EncodedCorpus encoded;
            try (Progress progress = out.progress("MB", 1_000_000)) {
                long size = size();
                Stage stage = new Stage(progress, size);
                tokens = new CorpusTokens(
                        corpus.documents(spec, training.seed(), stage),
                        preparation.preprocessing(spec, WordNetLemmas::new));
                encoded = encode(tokens, stage);
            }
            try (encoded) {
                describe(out, tokens, encoded, options);
                Word2VecModel model = WordTraining.train(options, encoded, Backends.get(), notices);
                WordVectorWriter.write(
                        model.vectors(), output, text ? VectorFormat.WORD2VEC_TEXT : VectorFormat.WORD2VEC_BINARY);
                tell(out, encoded, model);
                report.write(content(tokens, encoded, model));
            }
        }
        return ExitCode.OK;
    }

    /** Counts, then writes down ids; phrases are found before. */
    private EncodedCorpus encode(CorpusTokens plain, Stage stage) {
        CorpusTokens tokens = plain;
        for (int pass = 1; pass <= phrases; pass++) {
            stage.is("Finding phrases");
            tokens = tokens.withPhrases(Phrases.DEFAULT_MINIMUM_COUNT, phraseThreshold / pass);
        }
        stage.is("Counting words");
        WordVocabulary vocabulary =
                new VocabularyBuilder().addAll(tokens).build(training.minimumCount(), training.mostWords());
        stage.is("Encoding");
        return EncodedCorpus.encode(tokens, vocabulary);
    }

    /** Before the work, so that a place that cannot be written to is known. */
    private void requirePlace() {
        Path folder = output.toAbsolutePath().getParent();
        if (Files.isDirectory(output) || !Files.isDirectory(folder)) {
            throw new InputException("--output " + output + " is no place for a file: "
                    + (Files.isDirectory(output) ? "it is a folder" : "there is no folder " + folder)
                    + "; name a file in a folder that exists");
        }
    }

    private long size() {
        try {
            return Files.size(corpus.corpus());
        } catch (IOException unknown) {
            return -1;
        }
    }

    private void describe(Output out, CorpusTokens tokens, EncodedCorpus encoded, Word2VecOptions options) {
        out.notice(String.format(
                Locale.ROOT,
                "%s, read as %s: %,d documents, %,d words, of which %,d are among the %,d frequent ones",
                corpus.corpus().getFileName(),
                corpus.form().name().toLowerCase(Locale.ROOT),
                tokens.counts().documents(),
                encoded.tokens() + encoded.unknown(),
                encoded.tokens(),
                encoded.vocabulary().size()));
        if (tokens.counts().malformed() > 0) {
            out.notice(String.format(
                    Locale.ROOT,
                    "%,d malformed byte sequences were replaced; check --encoding if these are many",
                    tokens.counts().malformed()));
        }
        out.notice("Training: " + WordTrainingOption.words(options));
    }

    private void tell(Output out, EncodedCorpus encoded, Word2VecModel model) {
        List<EpochReport> epochs = model.epochs();
        double seconds = epochs.stream().mapToDouble(EpochReport::seconds).sum();
        long words = epochs.stream().mapToLong(EpochReport::words).sum();
        out.result(String.format(
                Locale.ROOT,
                "words     %,d of %d numbers, from %,d words of text",
                model.vectors().size(),
                model.vectors().width(),
                encoded.tokens()));
        out.result(String.format(
                Locale.ROOT,
                "trained   %d epochs in %.1f s, %,.0f words/s, %.0f%% of the words kept",
                epochs.size(),
                seconds,
                words / seconds,
                100.0 * epochs.stream().mapToLong(EpochReport::kept).sum() / words));
        out.result(String.format(
                Locale.ROOT,
                "loss      %.4f in the first epoch, %.4f in the last",
                epochs.get(0).meanLoss(),
                epochs.get(epochs.size() - 1).meanLoss()));
        out.result("vectors   " + output);
    }

    private ObjectNode content(CorpusTokens tokens, EncodedCorpus encoded, Word2VecModel model) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        Word2VecOptions options = model.options();
        root.put("corpus", corpus.corpus().toString())
                .put("form", corpus.form().name().toLowerCase(Locale.ROOT))
                .put("documents", tokens.counts().documents())
                .put("malformed", tokens.counts().malformed())
                .put("phrases", tokens.phrases())
                .put("words", encoded.tokens())
                .put("left_out", encoded.unknown())
                .put("vocabulary", model.vectors().size())
                .put("backend", model.vectors().backend().name())
                .put("output", output.toString());
        root.putObject("options")
                .put("architecture", options.architecture().name().toLowerCase(Locale.ROOT))
                .put("objective", options.objective().name().toLowerCase(Locale.ROOT))
                .put("dim", options.width())
                .put("window", options.window())
                .put("negative", options.negative())
                .put("subsample", options.subsampling().threshold())
                .put("learning_rate", options.firstLearningRate())
                .put("deterministic", options.deterministic())
                .put("seed", options.seed());
        for (EpochReport epoch : model.epochs()) {
            root.withArray("epochs")
                    .addObject()
                    .put("epoch", epoch.epoch())
                    .put("mean_loss", epoch.meanLoss())
                    .put("words", epoch.words())
                    .put("kept", epoch.kept())
                    .put("predictions", epoch.predictions())
                    .put("seconds", epoch.seconds())
                    .put("words_per_second", epoch.wordsPerSecond());
        }
        return root;
    }

    /** Shows how much of the file one stage of the reading has passed. */
    private static final class Stage implements LongConsumer {
        private final Progress progress;
        private final long size;
        private String name = "";

        Stage(Progress progress, long size) {
            this.progress = progress;
            this.size = size;
        }

        void is(String stage) {
            name = stage;
        }

        @Override
        public void accept(long bytes) {
            progress.advanced(name, bytes, size);
        }
    }
}
