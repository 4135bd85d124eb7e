package pellucid.eval.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.retrieval.RetrievalSet;
import pellucid.tensor.InputException;

class BeirFolderTest {
    private static final String HEADER = "query-id\tcorpus-id\tscore\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("qrels"));
        Files.writeString(
                folder.resolve("corpus.jsonl"),
                "{\"_id\": \"d1\", \"title\": \"Sea\", \"text\": \"Waves.\", \"metadata\": {}}\n"
                        + "{\"_id\": \"d2\", \"title\": \"\", \"text\": \"Hills.\"}\n\n"
                        + "{\"_id\": \"d3\", \"text\": \"Trees.\"}\n");
        Files.writeString(
                folder.resolve("queries.jsonl"),
                "{\"_id\": \"q1\", \"text\": \"water\"}\n{\"_id\": \"q2\", \"text\": \"wood\"}\n");
        Files.writeString(folder.resolve("qrels/test.tsv"), HEADER + "q1\td1\t2\nq1\td2\t0\nq2\td3\t1\nq2\td9\t-1\n");
    }

    @Test
    void readsTextsAndGrades() {
        RetrievalSet set = BeirFolder.read(folder, null);
        assertThat(set.corpus())
                .containsEntry("d1", "Sea Waves.")
                .containsEntry("d2", "Hills.")
                .containsEntry("d3", "Trees.");
        assertThat(set.queries().keySet()).containsExactly("q1", "q2");
        assertThat(set.relevant("q1")).containsOnlyKeys("d1").containsEntry("d1", 2.0);
        assertThat(set.relevant("q2")).containsOnlyKeys("d3");
        assertThat(set.relevant("q3")).isEmpty();
    }

    @Test
    void choosesTheSplit() throws IOException {
        Files.writeString(folder.resolve("qrels/dev.tsv"), HEADER + "q1\td3\t1\n");
        assertThat(BeirFolder.read(folder, null).relevant("q1")).containsOnlyKeys("d1");
        assertThat(BeirFolder.read(folder, "dev").relevant("q1")).containsOnlyKeys("d3");
        assertRefused("train", "has no train.tsv (found: dev.tsv, test.tsv)");
        Files.delete(folder.resolve("qrels/test.tsv"));
        assertThat(BeirFolder.read(folder, null).relevant("q1")).containsOnlyKeys("d3");
    }

    @Test
    void namesWhatIsWrong() throws IOException {
        Files.writeString(folder.resolve("qrels/a.tsv"), "query-id\tdoc\tscore\nq1\td1\t1\n");
        assertRefused("a", "has no column 'corpus-id'; its columns are: query-id, doc, score");
        Files.writeString(folder.resolve("qrels/b.tsv"), HEADER + "q1\td1\tyes\n");
        assertRefused("b", "line 2 has the score 'yes'");
        Files.writeString(folder.resolve("qrels/c.tsv"), HEADER + "q1\td1\tNaN\n");
        assertRefused("c", "line 2 has the score 'NaN'");
        Files.writeString(folder.resolve("qrels/d.tsv"), HEADER + "q1\td1\t1\nq2\td1\t2\nq1\td1\t1\nq1\td1\t0\n");
        assertRefused(
                "d", "line 5 gives document 'd1' the score 0.0 for query 'q1', an earlier line gives it 1.0; keep one");
        Files.writeString(folder.resolve("queries.jsonl"), "{\"_id\": \"q\", \"query\": \"x\"}\n");
        assertRefused("test", "queries.jsonl: line 1 has no field 'text' (found: _id, query)");
        Files.writeString(folder.resolve("queries.jsonl"), "\n");
        assertRefused("test", "queries.jsonl is empty");
        Files.writeString(
                folder.resolve("corpus.jsonl"),
                "{\"_id\": \"d\", \"text\": \"x\"}\n{\"_id\": \"d\", \"text\": \"y\"}\n");
        assertRefused("test", "corpus.jsonl: line 2 has the _id 'd' of an earlier line");
        Files.delete(folder.resolve("corpus.jsonl"));
        assertRefused("test", "corpus.jsonl does not exist");
        assertThatThrownBy(() -> BeirFolder.read(folder.resolve("none"), null))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not a folder");
    }

    private void assertRefused(String split, String sentence) {
        assertThatThrownBy(() -> BeirFolder.read(folder, split))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(sentence);
    }
}
