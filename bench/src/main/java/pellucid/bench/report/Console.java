package pellucid.bench.report;

import java.util.ArrayList;
import java.util.List;

/** A table for a terminal of 80 columns. */
public final class Console {
    private static final int WIDTH = 80;

    private Console() {}

    /** The table as lines; words to the left, numbers to the right, notes wrapped. */
    public static String of(Table table) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(table.columns().stream().map(Column::heading).toList());
        cells.addAll(table.cells());
        int[] widths = new int[table.columns().size()];
        for (List<String> row : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder("\n").append(table.title()).append('\n');
        for (List<String> row : cells) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String space = " ".repeat(widths[i] - row.get(i).length());
                boolean left = table.columns().get(i).isText();
                line.append(i == 0 ? "" : "  ").append(left ? row.get(i) + space : space + row.get(i));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        table.notes().forEach(note -> wrap(note, text));
        return text.toString();
    }

    private static void wrap(String note, StringBuilder text) {
        StringBuilder line = new StringBuilder();
        for (String word : note.split(" ")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        text.append(line).append('\n');
    }
}
