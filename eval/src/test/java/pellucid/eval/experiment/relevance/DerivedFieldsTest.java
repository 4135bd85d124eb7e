package pellucid.eval.experiment.relevance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DerivedFieldsTest {
    private static List<String> some(String... more) {
        List<String> titles = new ArrayList<>(List.of(more));
        IntStream.range(0, 12).forEach(i -> titles.add("Larkwood Bay Lantern Model" + (char) ('A' + i)));
        IntStream.range(0, 40).forEach(i -> titles.add("Delko " + (char) ('A' + i % 26) + i / 26 + "x Tap"));
        return titles;
    }

    private static Map<String, List<String>> of(String... titles) {
        return DerivedFields.of(some(titles));
    }

    @Test
    void takesForABrandWhatSeveralTitlesBeginWith() {
        Map<String, List<String>> fields = of(
                "Larkwood Bay 6 in. Lantern",
                "Delko Porter Tap",
                "Unheard Of 3 ft. Lantern",
                "larkwood bay lantern",
                "4 ft. Larkwood Bay Lantern");
        assertThat(fields.get(DerivedFields.BRAND).subList(0, 5)).containsExactly("Larkwood Bay", "Delko", "", "", "");
        assertThat(fields.get(DerivedFields.REST).subList(0, 5))
                .containsExactly(
                        "Lantern", "Porter Tap", "Unheard Of Lantern", "larkwood bay lantern", "Larkwood Bay Lantern");
    }

    @Test
    void leavesToTheRestWhatOnlyFewOfTheBrandsTitlesGoOnWith() {
        // Four of 44 titles go on so: more than the three that make a brand, but no tenth.
        Map<String, List<String>> fields =
                of("Delko Porter Tap", "Delko Porter Sink", "Delko Porter Bath", "Delko Porter Door");
        assertThat(fields.get(DerivedFields.BRAND).subList(0, 4)).containsOnly("Delko");
        Map<String, List<String>> more = of(
                "Delko Porter Tap", "Delko Porter Sink", "Delko Porter Bath", "Delko Porter Door", "Delko Porter Bin");
        assertThat(more.get(DerivedFields.BRAND).subList(0, 5)).containsOnly("Delko Porter");
    }

    @Test
    void takesForSizesNumbersAndTheirUnits() {
        Map<String, List<String>> fields = of(
                "Delko Post 6 in. x 6 in. x 54 in. White",
                "Delko 14-gal. Wet/Dry Vacuum",
                "Delko #8 x 1-1/2 in. Zinc Screw (100-Piece)",
                "Delko 3 piece in white TH083",
                "Delko 2 cu. ft., 120-Volt Kettle");
        assertThat(fields.get(DerivedFields.SIZES).subList(0, 5))
                .containsExactly(
                        "6 in. x 6 in. x 54 in.", "14-gal.", "#8 x 1-1/2 in. (100-Piece)", "3", "2 cu. ft., 120-Volt");
        assertThat(fields.get(DerivedFields.REST).subList(0, 5))
                .containsExactly("Post White", "Wet/Dry Vacuum", "Zinc Screw", "piece in white TH083", "Kettle");
    }

    @Test
    void losesNoWord() {
        List<String> titles = some("Delko Post 6 in. x 6 in. White", "x", "12", "Larkwood");
        Map<String, List<String>> fields = DerivedFields.of(titles);
        for (int i = 0; i < titles.size(); i++) {
            List<String> words = new ArrayList<>();
            for (List<String> field : fields.values()) {
                words.addAll(List.of(field.get(i).split(" ")));
            }
            words.removeIf(String::isEmpty);
            assertThat(words).containsExactlyInAnyOrder(titles.get(i).split(" "));
        }
    }
}
