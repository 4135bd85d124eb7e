package pellucid.tensor.backend;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import pellucid.tensor.DType;
import pellucid.tensor.Shape;

/**
 * One operation that a {@link TracingBackend} saw.
 *
 * @param operation the method's name: {@code matmul}
 * @param operands the tensors in the order of the arguments, those that were null left out
 * @param choices what selects among the operation's forms: {@code ADD}, {@code GELU}
 * @param scalars the other arguments, as people read them
 * @param nanoseconds how long it took, its steps included
 * @param depth 0 for what was called, 1 for its steps, and so on
 */
public record TraceEvent(
        String operation,
        List<Operand> operands,
        List<String> choices,
        List<String> scalars,
        long nanoseconds,
        int depth) {
    private static final int NAME_WIDTH = 24;
    private static final int OPERANDS_WIDTH = 45;
    /** Operations whose last tensor is not what they write. */
    private static final Set<String> WITHOUT_RESULT = Set.of(
            "adamW", "adamWSparse", "sgd", "word2vec", "word2vecMean", "word2vecEach", "squaredNorm", "clipGlobalNorm");

    /** A tensor's shape and type. */
    public record Operand(Shape shape, DType dtype) {
        @Override
        public String toString() {
            return shape + (dtype == DType.FLOAT32 ? "" : " " + dtype.name().toLowerCase(Locale.ROOT));
        }
    }

    /** One line of at most 80 columns: {@code matmul  [2, 3] x [3, 4] -> [2, 4]   12 µs}; steps are indented. */
    public String toLine() {
        StringBuilder line = new StringBuilder("  ".repeat(depth)).append(operation);
        choices.forEach(choice -> line.append(' ').append(choice.toLowerCase(Locale.ROOT)));
        line.append(' ');
        while (line.length() < NAME_WIDTH) {
            line.append(' ');
        }
        int room = Math.max(NAME_WIDTH + OPERANDS_WIDTH - line.length(), 20);
        line.append(operandsWithin(room));
        while (line.length() < NAME_WIDTH + OPERANDS_WIDTH) {
            line.append(' ');
        }
        return line.append(String.format(Locale.ROOT, " %9s", duration())).toString();
    }

    private String operandsWithin(int room) {
        boolean hasResult = !operands.isEmpty() && !WITHOUT_RESULT.contains(operation);
        List<String> inputs = operands.subList(0, operands.size() - (hasResult ? 1 : 0)).stream()
                .map(Operand::toString)
                .toList();
        String result = hasResult ? "-> " + operands.get(operands.size() - 1) : "";
        String arguments = scalars.isEmpty() ? "" : " (" + String.join(", ", scalars) + ")";
        String shapes = joined(inputs, result);
        if (shapes.length() + arguments.length() <= room) {
            return shapes + arguments;
        }
        for (int shown = inputs.size() - 1; shown > 0 && shapes.length() > room; shown--) {
            shapes = joined(inputs.subList(0, shown), "x … " + result);
        }
        return shapes.length() <= room ? shapes : shapes.substring(0, room - 1) + "…";
    }

    private static String joined(List<String> inputs, String result) {
        String left = String.join(" x ", inputs);
        return left.isEmpty() || result.isEmpty() ? left + result : left + " " + result;
    }

    private String duration() {
        if (nanoseconds < 1_000_000) {
            return nanoseconds / 1000 + " µs";
        }
        return nanoseconds < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f ms", nanoseconds * 1e-6)
                : String.format(Locale.ROOT, "%.2f s", nanoseconds * 1e-9);
    }
}
