package pellucid.bench.report;

import java.util.List;

/** A table as GitHub's Markdown. */
public final class Markdown {
    private Markdown() {}

    /** The table under a heading of the second level. */
    public static String of(Table table) {
        StringBuilder text = new StringBuilder("## ").append(table.title()).append("\n\n");
        line(text, table.columns().stream().map(Column::heading).toList());
        line(
                text,
                table.columns().stream()
                        .map(column -> column.isText() ? "---" : "---:")
                        .toList());
        table.cells().forEach(row -> line(text, row));
        for (String note : table.notes()) {
            text.append('\n').append(note).append('\n');
        }
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append("| ")
                .append(String.join(
                        " | ",
                        cells.stream().map(cell -> cell.replace("|", "\\|")).toList()))
                .append(" |\n");
    }
}
