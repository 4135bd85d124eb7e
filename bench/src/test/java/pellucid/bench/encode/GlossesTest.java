package pellucid.bench.encode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GlossesTest {
    @Test
    void allGlossesOfWordNetAreReadInOneFixedOrder() {
        Glosses glosses = Glosses.read();
        assertThat(glosses.texts(117_791)).hasSize(117_791).noneMatch(String::isBlank);
        assertThat(glosses.texts(5)).isEqualTo(Glosses.read().texts(5)).doesNotHaveDuplicates();
    }

    @Test
    void aPassageIsTwelveGlosses() {
        Glosses glosses = Glosses.read();
        assertThat(glosses.passages(2).get(1))
                .isEqualTo(String.join(" ", glosses.texts(24).subList(12, 24)));
    }
}
