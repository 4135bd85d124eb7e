package pellucid.eval.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.tensor.InputException;

class ScoredPairsTest {
    @TempDir
    private Path folder;

    @Test
    void readsTheBenchmarkAsItIsPublished() throws IOException {
        ScoredPairs pairs = read(
                "sts.csv",
                "news\tf\t2012\t0001\t5.000\tHe said \"no, thanks.\tHe declined.\n"
                        + "news\tf\t2012\t0002\t0.25\tA, b\tC\textra\tmore\r\n"
                        + "news\tf\t2012\t0003\t1\tx\ty\r\n");
        assertThat(pairs.left()).containsExactly("He said \"no, thanks.", "A, b", "x");
        assertThat(pairs.right()).containsExactly("He declined.", "C", "y");
        assertThat(pairs.scores()).containsExactly(5, 0.25, 1);
        assertThat(pairs.size()).isEqualTo(3);
        assertThat(pairs.positives()).isNaN();
    }

    @Test
    void readsColumnsByName() throws IOException {
        String csv = "id,score,sentence2,sentence1\n1,0,b,a\n2,1,d,c\n3,0,f,e\n";
        ScoredPairs pairs = read("pairs.csv", csv);
        assertThat(pairs.left()).containsExactly("a", "c", "e");
        assertThat(pairs.right()).containsExactly("b", "d", "f");
        assertThat(pairs.scores()).containsExactly(0, 1, 0);
        assertThat(pairs.positives()).isCloseTo(1 / 3.0, within(1e-12));
        ScoredPairs lines = read(
                "pairs.jsonl",
                "{\"sentence1\": \"a\", \"sentence2\": \"b\", \"score\": 0.5}\n"
                        + "{\"sentence1\": \"c\", \"sentence2\": \"d\", \"score\": 2}\n");
        assertThat(lines.scores()).containsExactly(0.5, 2);
    }

    @Test
    void namesWhatIsWrong() {
        assertRefused("", "is empty; it must hold a pair");
        assertRefused("sentence1,text2,score\na,b,1\n", "lacks its companion 'sentence2'");
        assertRefused("sentence1,sentence2\na,b\nc,d\n", "holds no scored pairs");
        assertRefused("sentence1,sentence2,score\na,b,1\n", "has 1 pair; a correlation needs at least 2");
        assertRefused("sentence1,sentence2,score\na,b,3\nc,d,3\n", "all 2 scores are 3.0");
        assertRefused("g\tf\ty\ti\t1\ta\tb\ng\tf\ty\ti\tmuch\ta\tb\n", "line 2 has the score 'much'");
        assertRefused("g\tf\ty\ti\t1\ta\tb\ng\tf\ty\ti\t2\ta\n", "line 2 has 6 field(s)");
        assertThatThrownBy(() -> ScoredPairs.read(folder.resolve("none.csv")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("does not exist");
    }

    private void assertRefused(String content, String sentence) {
        assertThatThrownBy(() -> read("wrong.csv", content))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("wrong.csv")
                .hasMessageContaining(sentence);
    }

    private ScoredPairs read(String name, String content) throws IOException {
        return ScoredPairs.read(Files.writeString(folder.resolve(name), content));
    }
}
