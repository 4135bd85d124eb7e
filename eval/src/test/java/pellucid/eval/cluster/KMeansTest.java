package pellucid.eval.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pellucid.eval.GroupedPoints;
import pellucid.eval.data.Vectors;
import pellucid.eval.metric.ClusterAgreement;
import pellucid.eval.metric.Golden;
import pellucid.tensor.InputException;
import pellucid.tensor.backend.Workers;

class KMeansTest {
    private static final Vectors POINTS = GroupedPoints.of(300, 20, 6, 0.5, 42);
    private static final List<Integer> GROUPS =
            IntStream.range(0, 300).map(i -> i % 6).boxed().toList();

    @Test
    void findsWhatScikitLearnFinds() {
        for (JsonNode wanted :
                Golden.read("/pellucid/eval/cluster/scikit_learn.json").get("kmeans")) {
            Clustering found = new KMeans(wanted.get("clusters").asInt(), 1).fit(POINTS);
            double inertia = wanted.get("inertia").asDouble();
            assertThat(found.inertia()).isCloseTo(inertia, within(1e-6 * inertia));
            assertThat(ClusterAgreement.of(GROUPS, found.labels()).adjustedRandIndex())
                    .isCloseTo(wanted.get("ari").asDouble(), within(1e-9));
        }
    }

    @Test
    void everyCentreIsTheMeanOfItsPointsAndTheirNearest() {
        Clustering found = new KMeans(6, 1).fit(POINTS);
        double inertia = 0;
        for (int i = 0; i < POINTS.count(); i++) {
            double own = POINTS.squaredDistance(i, found.centres()[found.labels()[i]]);
            for (double[] centre : found.centres()) {
                assertThat(own).isLessThanOrEqualTo(POINTS.squaredDistance(i, centre));
            }
            inertia += own;
        }
        assertThat(found.inertia()).isCloseTo(inertia, within(1e-9));
        for (int c = 0; c < 6; c++) {
            double[] mean = new double[20];
            int cluster = c;
            long size = Arrays.stream(found.labels())
                    .filter(label -> label == cluster)
                    .count();
            for (int i = 0; i < POINTS.count(); i++) {
                if (found.labels()[i] == c) {
                    POINTS.addTo(mean, 0, i, 1.0 / size);
                }
            }
            assertThat(found.centres()[c]).containsExactly(mean, within(1e-12));
        }
    }

    @Test
    void theSeedDecidesAndTheThreadsDoNot() {
        KMeans once = new KMeans(9, 1, 300, 5);
        Clustering found = once.fit(POINTS);
        Clustering[] serial = new Clustering[2];
        try (Workers two = new Workers(2)) {
            two.run(2, i -> serial[i] = once.fit(POINTS));
        }
        for (Clustering again : serial) {
            assertThat(again.labels()).isEqualTo(found.labels());
            assertThat(again.centres()).isDeepEqualTo(found.centres());
        }
        assertThat(new KMeans(9, 1, 300, 6).fit(POINTS).labels()).isNotEqualTo(found.labels());
        assertThat(new KMeans(9, 10, 300, 5).fit(POINTS).inertia()).isLessThan(found.inertia());
    }

    @Test
    void moreClustersThanPlacesLeaveNoPointAstray() {
        Vectors points = Vectors.of(new float[] {1, 1}, new float[] {1, 1}, new float[] {2, 2}, new float[] {2, 2});
        Clustering found = new KMeans(3, 1).fit(points);
        assertThat(found.inertia()).isZero();
        for (double[] centre : found.centres()) {
            assertThat(centre[0]).isFinite();
        }
    }

    @Test
    void refusesFewerPointsThanClusters() {
        assertThatThrownBy(() -> new KMeans(301, 1).fit(POINTS))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there are 300 points for 301 clusters");
        assertThatThrownBy(() -> new KMeans(0, 1)).isInstanceOf(InputException.class);
    }
}
