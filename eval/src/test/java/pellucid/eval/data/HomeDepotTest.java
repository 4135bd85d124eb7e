package pellucid.eval.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.tensor.InputException;

class HomeDepotTest {
    private static final String HEADER = "\"id\",\"product_uid\",\"product_title\",\"search_term\",\"relevance\"\n";

    @TempDir
    private Path folder;

    @Test
    void readsTheFilesAsPublished() throws IOException {
        write("train.csv", StandardCharsets.ISO_8859_1, HEADER + """
                2,100,"Caf\u00e9 table, oak","oak table",2.67
                3,101,"Brass ""L"" bracket","l bracket",1
                """);
        write("product_descriptions.csv", StandardCharsets.UTF_8, """
                product_uid,product_description
                100,A table for two cups
                999,Of no judged product
                """);
        write("attributes.csv", StandardCharsets.UTF_8, """
                product_uid,name,value
                101,Material,Brass
                101,MFG Brand Name,Hinge & Sons
                999,Material,Oak
                """);
        HomeDepot data = HomeDepot.read(folder, null);
        assertThat(data.encoding()).isEqualTo(StandardCharsets.ISO_8859_1);
        assertThat(data.judged())
                .containsExactly(
                        new HomeDepot.Judged("2", "100", "Caf\u00e9 table, oak", "oak table", 2.67),
                        new HomeDepot.Judged("3", "101", "Brass \"L\" bracket", "l bracket", 1));
        assertThat(data.descriptions()).containsOnlyKeys("100").containsValue("A table for two cups");
        assertThat(data.brands()).containsOnlyKeys("101").containsValue("Hinge & Sons");
        assertThat(data.attributes()).containsOnlyKeys("101").containsValue("Brass Hinge & Sons");
    }

    @Test
    void readsTheJudgementsAloneInUtf8() throws IOException {
        write("other.csv", StandardCharsets.UTF_8, HEADER + "2,100,Caf\u00e9 table,table,3\n");
        HomeDepot data = HomeDepot.read(folder.resolve("other.csv"), null);
        assertThat(data.encoding()).isEqualTo(StandardCharsets.UTF_8);
        assertThat(data.judged().get(0).title()).isEqualTo("Caf\u00e9 table");
        assertThat(data.descriptions()).isEmpty();
    }

    @Test
    void countsRowsThatAreRepeatedOrIncomplete() throws IOException {
        write("train.csv", StandardCharsets.UTF_8, HEADER + """
                2,100,Oak table,table,3
                2,100,Oak table,table,3
                3,100,Oak table,,2
                """);
        HomeDepot data = HomeDepot.read(folder, null);
        assertThat(data.judged()).hasSize(1);
        assertThat(data.repeated()).isEqualTo(1);
        assertThat(data.incomplete()).isEqualTo(1);
    }

    @Test
    void refusesAnIdOfTwoRows() throws IOException {
        write("train.csv", StandardCharsets.UTF_8, HEADER + "2,100,Oak table,table,3\n2,100,Oak table,desk,3\n");
        refused("line 3 has the id 2 of another row, with the query 'table'");
    }

    @Test
    void refusesARelevanceOffTheScale() throws IOException {
        write("train.csv", StandardCharsets.UTF_8, HEADER + "2,100,Oak table,table,good\n");
        refused("line 2 has the relevance 'good'; it must be a number from 1 to 3");
        write("train.csv", StandardCharsets.UTF_8, HEADER + "2,100,Oak table,table,3.5\n");
        refused("line 2 has the relevance '3.5'; it must be a number from 1 to 3");
    }

    @Test
    void namesAMissingColumnAndThoseThereAre() throws IOException {
        write(
                "train.csv",
                StandardCharsets.UTF_8,
                "id,product_uid,title,search_term,relevance\n2,100,Oak table,table,3\n");
        refused("has no column 'product_title'; its columns are: id, product_uid, title, search_term, relevance");
    }

    @Test
    void refusesAWrongEncodingAndAnAbsentFile() throws IOException {
        refused("train.csv is no file; give Home Depot's train.csv");
        write("train.csv", StandardCharsets.ISO_8859_1, HEADER + "2,100,Caf\u00e9 table,table,3\n");
        assertThatThrownBy(() -> HomeDepot.read(folder, StandardCharsets.UTF_8))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void refusesAFileWithoutRows() throws IOException {
        write("train.csv", StandardCharsets.UTF_8, HEADER);
        refused("has no judged product");
    }

    private void refused(String words) {
        assertThatThrownBy(() -> HomeDepot.read(folder, null))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(words);
    }

    private void write(String name, Charset encoding, String text) throws IOException {
        Files.writeString(folder.resolve(name), text, encoding);
    }
}
