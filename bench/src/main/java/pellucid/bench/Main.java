package pellucid.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import pellucid.bench.encode.EncodeBenchmark;
import pellucid.bench.finetune.FinetuneBenchmark;
import pellucid.bench.gemm.GemmContest;
import pellucid.bench.gemm.MatrixSize;
import pellucid.bench.jmh.JmhRun;
import pellucid.bench.machine.ChildJvm;
import pellucid.bench.machine.MachineReport;
import pellucid.bench.report.Console;
import pellucid.bench.report.Report;
import pellucid.bench.search.SearchBenchmark;
import pellucid.bench.versus.SideBySide;
import pellucid.bench.word2vec.Word2VecBenchmark;
import pellucid.models.weights.AtomicFile;
import pellucid.tensor.InputException;
import pellucid.tensor.PellucidException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program behind {@code mvn -q -Pbench -DskipTests verify}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measures the machine, the kernels, the encoder, its training and search, side by side with peers.")
public final class Main implements Callable<Integer> {
    private static final int USAGE = 2;

    @Parameters(
            arity = "0..*",
            paramLabel = "CHOICE",
            description = "machine, gemm, rows, encode, finetune, search, word2vec, jmh, or all but jmh (the default:"
                    + " all)")
    private List<Choice> choices = List.of(Choice.ALL);

    @Option(names = "--threads", split = ",", paramLabel = "N", description = "numbers of threads (default: 1 and all)")
    private List<Integer> threads = List.of(1, Runtime.getRuntime().availableProcessors());

    @Option(names = "--full", description = "more rounds, all texts, every number of threads: about half an hour")
    private boolean full;

    @Option(
            names = "--corpus",
            paramLabel = "FILE",
            description = "for word2vec: words parted by blanks, a sentence a line (default: the glosses of WordNet)")
    private Path corpus;

    @Option(names = "--peer", paramLabel = "PROGRAM", description = "for word2vec: the word2vec that you have built")
    private Path peer;

    @Option(names = "--json", paramLabel = "FILE", description = "write the tables as JSON")
    private Path json;

    @Option(names = "--markdown", paramLabel = "FILE", description = "write the tables as Markdown")
    private Path markdown;

    private Main() {}

    /** Ends the JVM with 0, 1 after a failure, or 2 after bad usage. */
    public static void main(String[] arguments) {
        Set<String> steering = steeringVariables();
        if (!steering.isEmpty()) {
            progress("starting anew without " + String.join(", ", steering) + ", so that OpenBLAS chooses for itself");
            System.exit(ChildJvm.replaceThisOne(steering, Main.class, arguments));
        }
        CommandLine line = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof PellucidException) {
                System.err.println("bench: " + failure.getMessage());
                return failure instanceof InputException ? USAGE : 1;
            }
            throw failure;
        });
        System.exit(line.execute(arguments));
    }

    /**
     * The environment's variables that steer OpenBLAS, which reads them when it is loaded. One that was set for another
     * program, such as the kernels of an older processor, would halve the peer's speed and decide the contest.
     */
    private static Set<String> steeringVariables() {
        Set<String> names = new TreeSet<>(System.getenv().keySet());
        names.removeIf(name -> !name.startsWith("OPENBLAS_"));
        return names;
    }

    @Override
    public Integer call() {
        List<Integer> counts = threadCounts();
        Set<Choice> wanted = EnumSet.copyOf(choices);
        if (wanted.remove(Choice.ALL)) {
            wanted.addAll(EnumSet.complementOf(EnumSet.of(Choice.JMH, Choice.ALL)));
        }
        Report report = new Report(table -> System.out.print(Console.of(table)));
        progress("measuring the machine's limits");
        MachineReport machine = MachineReport.measure(counts);
        report.add(machine.table());
        if (wanted.contains(Choice.GEMM)) {
            gemm(report, counts, machine);
        }
        if (wanted.contains(Choice.ROWS)) {
            progress("row operations under JMH");
            report.add(JmhRun.rows());
        }
        if (wanted.contains(Choice.JMH)) {
            for (int count : counts) {
                progress("matrix products under JMH, threads: " + count);
                report.add(JmhRun.matrixProducts(count));
            }
        }
        if (wanted.contains(Choice.ENCODE)) {
            encode(report, counts, machine);
        }
        if (wanted.contains(Choice.FINETUNE)) {
            finetune(report, counts);
        }
        if (wanted.contains(Choice.SEARCH)) {
            search(report, counts, machine);
        }
        if (wanted.contains(Choice.WORD2VEC)) {
            progress("training word vectors in turns");
            report.add(new Word2VecBenchmark(corpus, peer, full ? 7 : 3).run(counts));
        }
        write(json, report.toJson());
        write(markdown, report.toMarkdown());
        return 0;
    }

    private List<Integer> threadCounts() {
        for (int count : threads) {
            if (count < 1) {
                throw new InputException("--threads has " + count + "; at least one thread is needed");
            }
        }
        return List.copyOf(new TreeSet<>(threads));
    }

    private void gemm(Report report, List<Integer> counts, MachineReport machine) {
        List<MatrixSize> sizes = new ArrayList<>(MatrixSize.MINILM);
        sizes.addAll(MatrixSize.ODD);
        GemmContest contest =
                new GemmContest(full ? new SideBySide(0.5, 31, 0.05, 50) : new SideBySide(0.1, 11, 0.02, 30));
        for (int count : counts) {
            progress("matrix products side by side, threads: " + count);
            report.add(contest.run(sizes, count, machine.peak(count)));
        }
    }

    private void encode(Report report, List<Integer> counts, MachineReport machine) {
        EncodeBenchmark benchmark =
                full ? new EncodeBenchmark(15, 2000, 512, 300) : new EncodeBenchmark(11, 1000, 96, 100);
        for (int count : full ? counts : counts.subList(counts.size() - 1, counts.size())) {
            progress("texts to vectors side by side, threads: " + count);
            report.add(benchmark.run(count, machine.peak(count)));
        }
        progress("loading");
        report.add(benchmark.load());
    }

    private void finetune(Report report, List<Integer> counts) {
        FinetuneBenchmark benchmark = full ? new FinetuneBenchmark(40, 160) : new FinetuneBenchmark(24, 40);
        for (int count : full ? counts : counts.subList(counts.size() - 1, counts.size())) {
            progress("steps of fine-tuning, threads: " + count);
            report.add(benchmark.run(count));
        }
    }

    private void search(Report report, List<Integer> counts, MachineReport machine) {
        SearchBenchmark benchmark = new SearchBenchmark(1_000_000, full ? 30 : 10);
        for (int count : full ? counts : counts.subList(counts.size() - 1, counts.size())) {
            progress("search, threads: " + count);
            report.add(benchmark.run(
                    count, machine.peak(count), machine.bandwidths().get(count).copy()));
        }
    }

    private static void progress(String what) {
        System.err.println("bench: " + what);
    }

    private static void write(Path file, String text) {
        if (file == null) {
            return;
        }
        try (AtomicFile whole = AtomicFile.create(file)) {
            whole.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            whole.commit();
        }
    }
}
