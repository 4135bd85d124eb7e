package pellucid.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "",
                "null",
                "\"a text with \\u00e9 and \\\"quotes\\\"\"",
                "{\"a\": [1, -2147483648, 2147483648, 9223372036854775807, 123456789012345678901234567890], \"b\": null}",
                "{\"x\": 1e-12, \"y\": 0.1, \"z\": -3.5E+10, \"t\": true, \"f\": false}",
                "[{\"idx\": 0, \"path\": \"\"}, {\"idx\": 1, \"path\": \"1_Pooling\", \"deep\": {\"deeper\": [[[]]]}}]",
                "{\"twice\": 1, \"twice\": 2}",
                "  [1]  trailing"
            })
    void readsWhatTheMapperReads(String document) throws Exception {
        assertThat(JsonTree.read(document.getBytes(UTF_8)))
                .isEqualTo(new ObjectMapper().readTree(document.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1,", "{\"a\" 1}", "{\"a\": }", "nul", "[1}", "\"open", "]"})
    void refusesWhatTheMapperRefuses(String document) {
        assertThatThrownBy(() -> new ObjectMapper().readTree(document.getBytes(UTF_8)))
                .isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> JsonTree.read(document.getBytes(UTF_8))).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void refusesNestingThatWouldOverflowTheStack() {
        byte[] deep = "[".repeat(1_000_000).getBytes(UTF_8);
        assertThatThrownBy(() -> JsonTree.read(deep)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        var tree = JsonTree.object().put("name", "π").put("size", 384);
        tree.set("none", JsonTree.array());
        assertThat(JsonTree.read(JsonTree.write(tree))).isEqualTo(tree);
    }
}
