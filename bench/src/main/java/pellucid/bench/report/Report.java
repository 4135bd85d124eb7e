package pellucid.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The tables of one run, in the order in which they were measured. */
public final class Report {
    private final List<Table> tables = new ArrayList<>();
    private final Consumer<Table> onNew;

    /**
     * An empty report.
     *
     * @param onNew is given each table as soon as it is there, so that a long run shows what it has so far
     */
    public Report(Consumer<Table> onNew) {
        this.onNew = onNew;
    }

    public void add(Table table) {
        tables.add(table);
        onNew.accept(table);
    }

    /** The whole report as a Markdown page. */
    public String toMarkdown() {
        StringBuilder page = new StringBuilder("# Benchmarks\n");
        for (Table table : tables) {
            page.append('\n').append(Markdown.of(table));
        }
        return page.toString();
    }

    /** The whole report as JSON: {@code {"tables": [{"title", "rows": [{heading: value}], "notes"}]}}. */
    public String toJson() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Table table : tables) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (List<Object> row : table.rows()) {
                Map<String, Object> named = new LinkedHashMap<>();
                for (int i = 0; i < row.size(); i++) {
                    named.put(table.columns().get(i).heading(), row.get(i));
                }
                rows.add(named);
            }
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("title", table.title());
            entry.put("rows", rows);
            entry.put("notes", table.notes());
            all.add(entry);
        }
        try {
            return new ObjectMapper()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .writeValueAsString(Map.of("tables", all))
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report of strings and numbers is always JSON", e);
        }
    }
}
