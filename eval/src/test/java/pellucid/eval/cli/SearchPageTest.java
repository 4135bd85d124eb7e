package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.Browser;

/** The page of {@code search --serve} as a person uses it, in a browser. Its pictures are in {@code target/search-page}. */
class SearchPageTest {
    private static final int ENTER = 13;
    private static final int RIGHT = 39;
    private static final Path PICTURES = Path.of("target", "search-page");

    @TempDir
    private Path folder;

    private Path tiny;
    private Path other;
    private Browser browser;

    @BeforeEach
    void open() throws Exception {
        Path chromium = Browser.installed().orElse(null);
        assumeTrue(
                chromium != null,
                "Chromium is not installed, so that the page is not tried in a browser; on Debian, install the package"
                        + " chromium");
        Files.createDirectories(PICTURES);
        browser = Browser.start(chromium, Files.createTempDirectory(PICTURES, "profile"));
        browser.resize(1400, 1000, false);
        tiny = Commands.tinyBert(folder);
        other = Commands.otherTinyBert(folder);
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void comparesTwoModelsAndShowsTheMap() throws Exception {
        try (ServedSearch served = ServedSearch.start("search", "--serve", "--model", tiny, "--tuned", other)) {
            browser.open(served.address());
            browser.await("document.querySelector('#source').textContent !== ''");
            assertThat(browser.texts("#source")).containsExactly("432 rows of films.csv, method dense");
            assertThat(browser.texts("h2")).containsExactly("base", "tuned", "Map of the rows");

            browser.click("#query");
            browser.press("Enter", ENTER);
            assertThat(browser.texts("#status")).containsExactly("Type what you are looking for, in your own words.");
            browser.type("a ship in the ice");
            browser.press("Enter", ENTER);
            browser.await("document.querySelectorAll('ol li').length === 20");
            assertThat(browser.texts("#status")).containsExactly("10 results (base), 10 results (tuned).");
            assertThat(browser.texts("#list-base .rank"))
                    .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
            List<String> base = browser.texts("#list-base .title");
            List<String> tuned = browser.texts("#list-tuned .title");
            List<String> moved = browser.texts("#list-tuned .moved");
            assertThat(base).doesNotHaveDuplicates().isNotEqualTo(tuned);
            for (int i = 0; i < tuned.size(); i++) {
                int from = base.indexOf(tuned.get(i));
                assertThat(moved.get(i)).isEqualTo(from < 0 ? "new" : movement(from - i));
            }
            assertThat(browser.texts("#list-tuned .score")).hasSize(10).allMatch(score -> score.matches("0\\.\\d{4}"));
            assertThat(browser.texts(".time")).hasSize(2).allMatch(time -> time.matches("[0-9.]+ ms"));
            assertThat(browser.evaluate("location.search").asText()).isEqualTo("?q=a%20ship%20in%20the%20ice");

            browser.await("document.querySelectorAll('#plane .dot').length === 432");
            assertThat(browser.texts("#legend li"))
                    .hasSize(13)
                    .startsWith("genres:", "Drama")
                    .endsWith("other");
            browser.await("document.querySelectorAll('#plane .hit').length === 10");
            browser.evaluate("Promise.all(document.getAnimations().map((a) => a.finished)).then(() => true)");
            browser.pointAt("#plane .hit:last-child");
            browser.await("!document.querySelector('#tip').hidden");
            String pointed = browser.texts("#tip strong").get(0);
            assertThat(base).contains(pointed);
            assertThat(browser.texts("#tip small").get(0)).endsWith("rank " + (1 + base.indexOf(pointed)));
            assertThat(browser.texts("#list-base li.same .title")).containsExactly(pointed);
            browser.screenshot(PICTURES.resolve("wide.png"));

            browser.click("#switch button:last-child");
            browser.await("document.querySelectorAll('#plane .hit').length === 10");
            browser.evaluate("Promise.all(document.getAnimations().map((a) => a.finished)).then(() => true)");
            browser.pointAt("#plane .hit:last-child");
            browser.await("!document.querySelector('#tip').hidden");
            assertThat(tuned).containsAll(browser.texts("#tip strong"));
            browser.resize(400, 900, true);
            browser.screenshot(PICTURES.resolve("narrow-dark.png"));
            assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                    .isLessThanOrEqualTo(400);

            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.requests())
                    .allMatch(request -> request.startsWith(served.address().toString()));
        }
    }

    private static String movement(int ranks) {
        return ranks == 0 ? "=" : ranks > 0 ? "▲ " + ranks : "▼ " + -ranks;
    }

    @Test
    void searchesForAPointByClickAndByKey() throws Exception {
        try (ServedSearch served = ServedSearch.start("search", "--serve", "--model", tiny)) {
            browser.open(served.address());
            browser.await("document.querySelectorAll('#plane .dot').length === 432");
            browser.evaluate("Promise.all(document.getAnimations().map((a) => a.finished)).then(() => true)");
            assertThat(browser.texts(".hint p").get(0)).contains("--tuned");
            browser.click("#plane .dot");
            browser.await("document.querySelectorAll('ol li').length === 10");
            String title =
                    browser.evaluate("document.querySelector('#query').value").asText();
            assertThat(browser.texts("#tip strong").get(0)).startsWith(title);
            assertThat(browser.texts("#map-spoken").get(0)).startsWith(title);

            browser.evaluate("document.querySelector('#plane svg').focus()");
            browser.press("ArrowRight", RIGHT);
            browser.await("!document.querySelector('#tip').hidden");
            String next = browser.texts("#tip strong").get(0);
            browser.press("Enter", ENTER);
            browser.await("document.querySelector('#query').value !== " + "'" + title.replace("'", "\\'") + "'");
            assertThat(next)
                    .startsWith(browser.evaluate("document.querySelector('#query').value")
                            .asText());

            browser.evaluate("history.back()");
            browser.await("document.querySelector('#query').value === '" + title.replace("'", "\\'") + "'");
            browser.await("document.querySelectorAll('ol li').length === 10");

            browser.evaluate("document.querySelector('#query').value = 'half a thou'");
            browser.evaluate("new Promise((done) => {"
                    + " addEventListener('popstate', () => setTimeout(done, 0), {once: true});"
                    + " document.querySelector('#jump a').click(); }).then(() => true)");
            assertThat(browser.evaluate("document.querySelector('#query').value")
                            .asText())
                    .isEqualTo("half a thou");

            browser.evaluate("document.querySelector('#query').value = ' '");
            browser.evaluate("document.querySelector('#form').requestSubmit()");
            assertThat(browser.texts("ol li")).isEmpty();
            assertThat(browser.texts("#plane .hit")).isEmpty();
            assertThat(browser.evaluate("document.title + location.search").asText())
                    .isEqualTo("Pellucid search");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void showsMarkupAsText() throws Exception {
        String markup = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>";
        Path data = Files.writeString(
                folder.resolve("markup.csv"),
                "title,text,kind\n"
                        + ("\"" + markup.replace("\"", "\"\"") + "\",<b>bold</b>,<i>k</i>\nplain,&amp;,j\n").repeat(3));
        try (ServedSearch served = ServedSearch.start("search", "--serve", "--data", data, "--model", tiny)) {
            browser.open(URI.create(served.address() + "?q=%3Cb%3Ebold"));
            browser.await("document.querySelectorAll('ol li').length === 6");
            assertThat(browser.texts(".title")).contains(markup, "plain");
            assertThat(browser.texts(".text")).contains("<b>bold</b>", "&amp;");
            browser.await("document.querySelectorAll('#plane .dot').length === 6");
            assertThat(browser.texts("#legend li")).containsExactly("kind:", "<i>k</i>", "j");
            browser.evaluate("Promise.all(document.getAnimations().map((a) => a.finished)).then(() => true)");
            browser.pointAt("#plane .dot");
            browser.await("!document.querySelector('#tip').hidden");
            assertThat(browser.evaluate("document.querySelectorAll('img, b, i, main script').length")
                            .asInt())
                    .isZero();
            assertThat(browser.evaluate("document.title").asText()).isEqualTo("<b>bold – Pellucid search");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void saysWhenTheServerHasGone() throws Exception {
        ServedSearch served = ServedSearch.start("search", "--serve", "--method", "bm25");
        browser.open(served.address());
        browser.await("document.querySelector('#map-state').textContent.startsWith('No map: a search by words')");
        browser.click("#query");
        browser.type("zebra");
        browser.press("Enter", ENTER);
        browser.await("document.querySelector('.empty').textContent === 'No row shares a word with the query.'");
        assertThat(served.end()).isZero();
        browser.type(" again");
        browser.press("Enter", ENTER);
        browser.await("document.querySelector('#status.wrong') !== null");
        assertThat(browser.texts("#status")).containsExactly("The server does not answer; see whether it still runs.");
    }
}
