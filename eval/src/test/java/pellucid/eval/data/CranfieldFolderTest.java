package pellucid.eval.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.retrieval.RetrievalSet;
import pellucid.tensor.InputException;

class CranfieldFolderTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeTheFiles() throws IOException {
        write("cran.all.1400", """
                .I 1
                .T
                lift of
                a wing
                .A
                nobody
                .B
                nowhere
                .W
                lift of a wing . it
                flies .
                .I 2
                .T
                heat
                .A
                .B
                .W
                """);
        write("cran.qry", """
                .I 001
                .W
                what lifts
                a wing .
                .I 004
                .W
                what is hot .
                """);
        write("cranqrel", "1 1 1 \n1 2 4\n2 2  -1\n");
    }

    @Test
    void numbersTheQuestionsInTheirOrderAndTurnsTheCodesRound() {
        assertThat(CranfieldFolder.isOne(folder)).isTrue();
        RetrievalSet set = CranfieldFolder.read(folder);
        assertThat(set.corpus())
                .containsExactly(Map.entry("1", "lift of a wing lift of a wing . it flies ."), Map.entry("2", "heat"));
        assertThat(set.queries())
                .containsExactly(Map.entry("1", "what lifts a wing ."), Map.entry("2", "what is hot ."));
        assertThat(set.relevant("1")).containsExactly(Map.entry("1", 4.0), Map.entry("2", 1.0));
        assertThat(set.relevant("2")).containsExactly(Map.entry("2", 1.0));
    }

    @Test
    void namesTheLineThatIsNotInTheFormat() throws IOException {
        write("cranqrel", "1 1 1\n1 2 7\n");
        refused("cranqrel: line 2 is '1 2 7'");
        write("cranqrel", "1 1\n");
        refused("cranqrel: line 1 is '1 1'");
        write("cran.qry", "what lifts\n.I 1\n");
        refused("cran.qry: line 1 is 'what lifts', which belongs to no part");
        write("cran.qry", ".W\n");
        refused("cran.qry: line 1 is '.W'");
        write("cran.all.1400", ".I 1\n.T\na\n.I 1\n.T\nb\n");
        refused("the number 1 stands for two documents");
        Files.delete(folder.resolve("cran.all.1400"));
        assertThat(CranfieldFolder.isOne(folder)).isFalse();
    }

    private void refused(String words) {
        assertThatThrownBy(() -> CranfieldFolder.read(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(words);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
