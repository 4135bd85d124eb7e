package pellucid.eval.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;

/** The files of the page, which lie beside the classes. */
final class PageFiles {
    /**
     * A file.
     *
     * @param type what the browser is told that it is
     */
    record PageFile(String type, byte[] content) {}

    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private static final Map<String, String> TYPES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "style.css", "text/css; charset=utf-8",
            "app.js", SCRIPT,
            "dom.js", SCRIPT,
            "map.js", SCRIPT,
            "plane.js", SCRIPT,
            "icon.svg", "image/svg+xml");

    private PageFiles() {}

    /** All files by their path on the server; the page itself is {@code /}. */
    static Map<String, PageFile> load() {
        return TYPES.keySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        name -> name.equals("index.html") ? "/" : "/" + name,
                        name -> new PageFile(TYPES.get(name), content(name))));
    }

    private static byte[] content(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + name + "; build the module again");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
