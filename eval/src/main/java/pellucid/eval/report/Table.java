package pellucid.eval.report;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import pellucid.tensor.ShapeException;

/**
 * A table of a report, all in text. A column whose cells are all numbers (with signs, units such as % or ×, intervals)
 * or empty is set to the right.
 *
 * @param caption what it shows, in a sentence
 * @param columns the headings
 * @param rows as many cells each as there are columns
 */
public record Table(String caption, List<String> columns, List<List<String>> rows) {
    private static final Pattern NUMERIC = Pattern.compile("[-+−±–—~<≤≥=×%.,:;()\\[\\]\\d\\seE]*");

    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new ShapeException("table '" + caption + "': the row " + row + " has " + row.size()
                        + " cells, there are " + columns.size() + " columns " + columns
                        + "; give one cell for each");
            }
        }
    }

    /** As HTML, in a box that scrolls where the page is too narrow. */
    String html() {
        boolean[] numeric = new boolean[columns.size()];
        for (int i = 0; i < numeric.length; i++) {
            int column = i;
            numeric[i] = rows.stream()
                    .allMatch(row -> NUMERIC.matcher(row.get(column)).matches());
        }
        StringBuilder html = new StringBuilder("<div class=\"wide\"><table>\n<caption>")
                .append(Html.text(caption))
                .append("</caption>\n<thead><tr>");
        IntStream.range(0, numeric.length)
                .forEach(i -> html.append(cell("th scope=\"col\"", numeric[i], columns.get(i))));
        html.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            html.append("<tr>");
            IntStream.range(0, numeric.length).forEach(i -> html.append(cell("td", numeric[i], row.get(i))));
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private static String cell(String tag, boolean numeric, String text) {
        return "<" + tag + (numeric ? " class=\"number\">" : ">") + Html.text(text) + "</" + tag.substring(0, 2) + ">";
    }
}
