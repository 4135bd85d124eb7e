package pellucid.models.word2vec.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BestScoresTest {
    @Property
    void keepsWhatSortingWouldPutFirst(
            @ForAll @Size(max = 60) List<@IntRange(max = 20) Integer> scores,
            @ForAll @IntRange(min = 1, max = 30) int top) {
        BestScores best = new BestScores(top);
        for (int id = 0; id < scores.size(); id++) {
            // The score 20 stands for one that is no number.
            float score = scores.get(id) == 20 ? Float.NaN : scores.get(id);
            if (best.accepts(score)) {
                best.add(score, id);
            }
        }
        int[] wanted = IntStream.range(0, scores.size())
                .filter(id -> scores.get(id) != 20)
                .boxed()
                .sorted(Comparator.comparing((Integer id) -> -scores.get(id)).thenComparing(id -> id))
                .limit(top)
                .mapToInt(id -> id)
                .toArray();
        assertThat(best.take()).isEqualTo(wanted);
    }
}
