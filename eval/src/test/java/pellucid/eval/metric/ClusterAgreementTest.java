package pellucid.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

class ClusterAgreementTest {
    @Test
    void equalsScikitLearn() {
        JsonNode golden = Golden.read("clustering.json").get("agreement");
        List<String> truth = Golden.texts(golden.get("truth"));
        List<String> clusters = Golden.texts(golden.get("clusters"));
        ClusterAgreement agreement = ClusterAgreement.of(truth, clusters);
        assertThat(agreement.adjustedRandIndex()).isCloseTo(golden.get("ari").asDouble(), within(1e-12));
        assertThat(agreement.normalizedMutualInformation())
                .isCloseTo(golden.get("nmi").asDouble(), within(1e-12));
        ClusterAgreement turned = ClusterAgreement.of(clusters, truth);
        assertThat(turned.adjustedRandIndex()).isCloseTo(agreement.adjustedRandIndex(), within(1e-12));
        assertThat(turned.normalizedMutualInformation())
                .isCloseTo(agreement.normalizedMutualInformation(), within(1e-12));
    }

    @Test
    void namesDoNotMatter() {
        ClusterAgreement same = ClusterAgreement.of(List.of("a", "b", "a", "c"), new int[] {2, 0, 2, 1});
        assertThat(same.adjustedRandIndex()).isEqualTo(1);
        assertThat(same.normalizedMutualInformation()).isCloseTo(1, within(1e-15));
    }

    @Test
    void oneClusterForAllTellsNothing() {
        ClusterAgreement one = ClusterAgreement.of(List.of("a", "b", "a", "b"), new int[4]);
        assertThat(one.adjustedRandIndex()).isZero();
        assertThat(one.normalizedMutualInformation()).isZero();
        ClusterAgreement both = ClusterAgreement.of(Collections.nCopies(3, "a"), new int[3]);
        assertThat(both.adjustedRandIndex()).isEqualTo(1);
        assertThat(both.normalizedMutualInformation()).isEqualTo(1);
        assertThat(ClusterAgreement.of(List.of("a", "a", "b", "b"), new int[] {0, 1, 0, 1})
                        .adjustedRandIndex())
                .isCloseTo(-0.5, within(1e-15));
    }

    @Test
    void refusesListsThatDoNotMatch() {
        assertThatThrownBy(() -> ClusterAgreement.of(List.of("a"), new int[2]))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("1 classes and 2 clusters");
        assertThatThrownBy(() -> ClusterAgreement.of(List.of(), new int[0])).isInstanceOf(InputException.class);
    }
}
