package pellucid.eval.firststeps;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a program prints, line by line, and the matrices in it. */
record Printed(List<String> lines) {
    static Printed by(Runnable program) {
        PrintStream console = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(console);
        }
        return new Printed(bytes.toString(StandardCharsets.UTF_8).lines().toList());
    }

    /** The rows below the n-th line (from 0) that begins with this title. */
    double[][] matrix(String title, int n) {
        int found = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(title + " [") && found++ == n) {
                List<double[]> rows = new ArrayList<>();
                for (String line : lines.subList(i + 1, lines.size())) {
                    if (!line.matches("[ \\-.0-9]+")) {
                        break;
                    }
                    rows.add(Stream.of(line.trim().split(" +"))
                            .mapToDouble(Double::parseDouble)
                            .toArray());
                }
                return rows.toArray(double[][]::new);
            }
        }
        throw new AssertionError("no matrix '" + title + "' number " + n + " in " + lines);
    }
}
