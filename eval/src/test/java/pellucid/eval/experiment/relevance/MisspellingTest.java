package pellucid.eval.experiment.relevance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.eval.experiment.relevance.Misspelling.Spelling;

class MisspellingTest {
    private final Spelling spelling =
            new Spelling(List.of("Wet/Dry Vacuum", "Post Sleeve 6 in.", "Slotted Screw", "Ridge Faucet", "plate"));

    private String meant(String query, String product) {
        return spelling.of(query, product).map(Misspelling::meant).orElse("");
    }

    @Test
    void takesTheNearestWordOfTheProduct() {
        assertThat(meant("vacume", "14-gal. Wet/Dry Vacuum")).isEqualTo("vacuum");
        assertThat(meant("Vaccum for dw745", "Handheld Vacuum")).isEqualTo("vacuum for dw745");
        assertThat(meant("post sleeveee", "Post Sleeve")).isEqualTo("post sleeve");
        assertThat(meant("acme sloted", "Slotted Slots")).isEqualTo("acme slotted");
        assertThat(meant("fuacet", "Ridge Faucet")).isEqualTo("faucet");
    }

    @Test
    void leavesWordsThatATitleHas() {
        assertThat(meant("vacuums", "Vacuum")).isEmpty();
        assertThat(meant("plate", "plant")).isEmpty();
        assertThat(meant("plates", "plants")).isEmpty();
    }

    @Test
    void leavesWhatIsTooFarOrTooShort() {
        assertThat(meant("vcm", "Vacuum")).isEmpty();
        assertThat(meant("fawsett", "Ridge Faucet")).isEmpty();
        assertThat(meant("bacuum", "Vacuum")).isEmpty(); // another first letter
        assertThat(meant("ridje", "Ridge")).isEqualTo("ridge");
        assertThat(meant("rijje", "Ridge")).isEmpty(); // two steps, five letters
        assertThat(meant("vacume", "Ridge Faucet")).isEmpty();
    }

    @Test
    void countsSteps() {
        assertThat(Misspelling.steps("vacume", "vacuum")).isEqualTo(2);
        assertThat(Misspelling.steps("sleeveee", "sleeve")).isEqualTo(2);
        assertThat(Misspelling.steps("fuacet", "faucet")).isEqualTo(1);
        assertThat(Misspelling.steps("", "abc")).isEqualTo(3);
        assertThat(Misspelling.steps("same", "same")).isZero();
    }
}
