package pellucid.bench.word2vec;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import pellucid.bench.encode.Glosses;
import pellucid.bench.report.Column;
import pellucid.bench.report.Table;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.models.word2vec.corpus.EncodedCorpus;
import pellucid.models.word2vec.corpus.VocabularyBuilder;
import pellucid.models.word2vec.train.Architecture;
import pellucid.models.word2vec.train.EpochReport;
import pellucid.models.word2vec.train.Objective;
import pellucid.models.word2vec.train.Word2VecListener;
import pellucid.models.word2vec.train.Word2VecOptions;
import pellucid.models.word2vec.train.Word2VecTrainer;
import pellucid.tensor.Backend;
import pellucid.tensor.InputException;
import pellucid.tensor.backend.Workers;
import pellucid.tensor.backend.simd.SimdBackend;

/**
 * Trains one epoch of every kind in turns: vectors of 100 numbers, windows of 5, 5 negatives, threshold 1e-3.
 *
 * @param text words parted by blanks, a sentence a line; null for the glosses of WordNet
 * @param program word2vec, built by the user; null for none
 * @param rounds how many times each trains
 */
public record Word2VecBenchmark(Path text, Path program, int rounds) {
    private static final int MINIMUM_COUNT = 5;

    /** One of those who train. */
    private enum Entrant {
        HOGWILD("hogwild"),
        DETERMINISTIC("deterministic"),
        PEER("word2vec.c");

        private final String shown;

        Entrant(String shown) {
            this.shown = shown;
        }
    }

    /** Every kind with so many threads. */
    public Table run(List<Integer> threads) {
        Word2VecPeer peer = program == null ? null : new Word2VecPeer(program);
        if (text != null) {
            return run(threads, text, peer);
        }
        try {
            Path glosses = Files.createTempFile("pellucid-glosses", ".txt");
            try {
                Files.write(glosses, Glosses.read().texts(117_000));
                return run(threads, glosses, peer);
            } finally {
                Files.delete(glosses);
            }
        } catch (IOException e) {
            throw new InputException("the glosses could not be written to a temporary file: " + e.getMessage(), e);
        }
    }

    private Table run(List<Integer> threads, Path file, Word2VecPeer peer) {
        WordVocabulary vocabulary =
                new VocabularyBuilder().addAll(sink -> read(file, sink)).build(MINIMUM_COUNT);
        try (EncodedCorpus corpus = EncodedCorpus.encode(sink -> read(file, sink), vocabulary)) {
            Table table = new Table(
                    "Word2Vec, one epoch of " + corpus.tokens() + " words, " + vocabulary.size() + " different",
                    Column.text("model"),
                    Column.number("threads", 0),
                    Column.text("trainer"),
                    Column.number("words/s", 0),
                    Column.number("median", 0),
                    Column.number("first", 0),
                    Column.number("x best", 2),
                    Column.number("x med", 2));
            for (int count : threads) {
                for (Objective objective : List.of(Objective.NEGATIVE_SAMPLING, Objective.HIERARCHICAL_SOFTMAX)) {
                    for (Architecture architecture : Architecture.values()) {
                        Word2VecOptions options = Word2VecOptions.DEFAULTS
                                .withArchitecture(architecture)
                                .withObjective(objective)
                                .withEpochs(1)
                                .withThreads(count);
                        rows(table, corpus, file, peer, options);
                    }
                }
            }
            return table.note(
                    "Size 100, window 5, 5 negatives, threshold 1e-3; words before subsampling; the training alone."
                            + " Best, median and first of " + rounds
                            + " interleaved rounds: what comes first is not compiled yet. x:"
                            + " times word2vec.c, by the best rounds and by the median of the rounds' ratios; its words/s are its own"
                            + " count per second of processor time, ours go by the clock.");
        }
    }

    private void rows(Table table, EncodedCorpus corpus, Path file, Word2VecPeer peer, Word2VecOptions options) {
        List<Entrant> entrants = Arrays.stream(Entrant.values())
                .filter(entrant -> entrant != Entrant.PEER || peer != null)
                .toList();
        double[][] speeds = new double[entrants.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < entrants.size(); turn++) {
                int i = (round + turn) % entrants.size();
                speeds[i][round] = entrants.get(i) == Entrant.PEER
                        ? peer.wordsPerSecond(file, MINIMUM_COUNT, options)
                        : train(corpus, options.withDeterministic(entrants.get(i) == Entrant.DETERMINISTIC));
            }
        }
        List<WordsPerSecond> measured = new ArrayList<>();
        for (double[] speed : speeds) {
            measured.add(new WordsPerSecond(speed));
        }
        WordsPerSecond other = peer == null ? null : measured.get(measured.size() - 1);
        for (int i = 0; i < entrants.size(); i++) {
            WordsPerSecond own = measured.get(i);
            table.row(
                    i == 0 ? model(options) : "",
                    (double) options.threads(),
                    entrants.get(i).shown,
                    own.best(),
                    own.median(),
                    own.rounds()[0],
                    other == null ? null : own.best() / other.best(),
                    other == null ? null : own.timesMedian(other));
        }
    }

    private static String model(Word2VecOptions options) {
        String architecture =
                options.architecture().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return architecture + (options.objective() == Objective.HIERARCHICAL_SOFTMAX ? ", tree" : ", negatives");
    }

    private static double train(EncodedCorpus corpus, Word2VecOptions options) {
        try (Backend backend = new SimdBackend(new Workers(options.threads()))) {
            List<EpochReport> epochs = new Word2VecTrainer(options, corpus, backend, Word2VecListener.SILENT)
                    .train()
                    .epochs();
            return epochs.get(0).wordsPerSecond();
        }
    }

    /** Reads sentences of words parted by white space, bytes beyond ASCII as they are. */
    private static void read(Path file, Consumer<List<String>> sentences) {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    sentences.accept(Arrays.asList(line.strip().split("\\s+")));
                }
            }
        } catch (IOException e) {
            throw new InputException("--corpus " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
