package pellucid.bench.word2vec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pellucid.models.word2vec.train.Architecture;
import pellucid.models.word2vec.train.Objective;
import pellucid.models.word2vec.train.Word2VecOptions;
import pellucid.tensor.InputException;

/** The word2vec program of Mikolov et al., as the user has built it. */
record Word2VecPeer(Path program) {
    private static final Pattern SPEED = Pattern.compile("Words/thread/sec: *([0-9.]+)k");

    Word2VecPeer {
        if (!Files.isExecutable(program)) {
            throw new InputException(
                    "--peer " + program + " is no program that can be run; name the word2vec that you have built");
        }
    }

    /**
     * Trains on a text; the words per second of all threads, as the program itself counts them: per second of processor
     * time, the reading of the vocabulary left out. On a busy machine that is more than what a clock on the wall shows.
     */
    double wordsPerSecond(Path text, int minimumCount, Word2VecOptions options) {
        try {
            Path vectors = Files.createTempFile("pellucid-bench", ".bin");
            try {
                return lastSpeed(run(command(text, vectors, minimumCount, options))) * options.threads();
            } finally {
                Files.delete(vectors);
            }
        } catch (IOException e) {
            throw new InputException("--peer " + program + " could not be run: " + e.getMessage(), e);
        }
    }

    private List<String> command(Path text, Path vectors, int minimumCount, Word2VecOptions options) {
        boolean tree = options.objective() == Objective.HIERARCHICAL_SOFTMAX;
        return List.of(
                program.toString(),
                "-train",
                text.toString(),
                "-output",
                vectors.toString(),
                "-binary",
                "1",
                "-size",
                "" + options.width(),
                "-window",
                "" + options.window(),
                "-sample",
                "" + options.subsampling().threshold(),
                "-hs",
                tree ? "1" : "0",
                "-negative",
                tree ? "0" : "" + options.negative(),
                "-threads",
                "" + options.threads(),
                "-iter",
                "" + options.epochs(),
                "-min-count",
                "" + minimumCount,
                "-cbow",
                options.architecture() == Architecture.CBOW ? "1" : "0");
    }

    private String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new InputException("--peer " + program + " ended with code " + code + ": " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a measurement was interrupted", e);
        }
        return output;
    }

    /** Words per second and thread, from the last line of progress. */
    static double lastSpeed(String output) {
        Matcher found = SPEED.matcher(output);
        double speed = Double.NaN;
        while (found.find()) {
            speed = 1000 * Double.parseDouble(found.group(1));
        }
        if (Double.isNaN(speed)) {
            throw new InputException(
                    "the peer printed no 'Words/thread/sec'; is it word2vec 0.1c, and has the text some"
                            + " ten thousand words?");
        }
        return speed;
    }
}
