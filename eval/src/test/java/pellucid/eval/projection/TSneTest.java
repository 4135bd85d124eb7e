package pellucid.eval.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.eval.GroupedPoints;
import pellucid.eval.data.Vectors;
import pellucid.eval.metric.Golden;
import pellucid.tensor.InputException;
import pellucid.tensor.backend.Workers;

class TSneTest {
    private static final Vectors POINTS = GroupedPoints.of(300, 20, 6, 0.5, 42);

    @Test
    void theDivergenceIsScikitLearns() {
        for (JsonNode wanted :
                Golden.read("/pellucid/eval/projection/scikit_learn.json").get("tsne")) {
            TSneOptions options =
                    TSneOptions.DEFAULTS.withPerplexity(wanted.get("perplexity").asDouble());
            TSneMap map = new TSne(options).map(POINTS);
            double kl = wanted.get("kl").asDouble();
            assertThat(map.divergence()).isBetween(0.95 * kl, 1.05 * kl);
            assertThat(map.divergence()).isCloseTo(divergence(POINTS, options, map.plane()), within(1e-4));
        }
    }

    /** KL(P || Q) as it is defined, in float64; only the entropy of each row of P is taken on trust. */
    private static double divergence(Vectors points, TSneOptions options, Plane map) {
        float[][] p = Affinities.of(points, options.perplexity()).p();
        int n = points.count();
        double[][] w = new double[n][n];
        double z = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double squared = Math.pow(map.x()[i] - map.x()[j], 2) + Math.pow(map.y()[i] - map.y()[j], 2);
                w[i][j] = i == j ? 0 : 1 / (1 + squared);
                z += w[i][j];
            }
        }
        double divergence = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                divergence += p[i][j] > 0 ? p[i][j] * Math.log(p[i][j] / (w[i][j] / z)) : 0;
            }
        }
        return divergence;
    }

    @Test
    void affinitiesHaveThePerplexityAskedFor() {
        // Far from each other and from all else, two pairs of points choose each other; p(j|i) is then 1 in each row.
        Vectors pairs = Vectors.of(new float[] {0, 0}, new float[] {0, 1}, new float[] {900, 0}, new float[] {900, 1});
        float[][] p = Affinities.of(pairs, 1).p();
        assertThat(p[0][1]).isCloseTo(0.25f, within(1e-6f));
        assertThat(p[0][2]).isCloseTo(0, within(1e-6f));
        // All at the same distance, everyone is as likely as any other, whatever beta is.
        Vectors corners = Vectors.of(new float[] {1, 0, 0}, new float[] {0, 1, 0}, new float[] {0, 0, 1});
        for (float[] row : Affinities.of(corners, 2).p()) {
            assertThat(row[0] + row[1] + row[2]).isCloseTo(1 / 3f, within(1e-6f));
            assertThat(row).contains(0f);
        }
    }

    @Test
    void theGradientIsThatOfTheDivergence() {
        Vectors points = GroupedPoints.of(20, 5, 3, 0.5, 3);
        TSneOptions options = TSneOptions.DEFAULTS.withPerplexity(4);
        Forces forces = new Forces(Affinities.of(points, 4));
        float[] x = column(points, 0);
        float[] y = column(points, 1);
        float[] gradientX = new float[20];
        float[] gradientY = new float[20];
        forces.gradient(x, y, 1, gradientX, gradientY);
        double step = 1e-3;
        for (int i = 0; i < 20; i++) {
            double[] up = doubles(y);
            double[] down = doubles(y);
            up[i] += step;
            down[i] -= step;
            double slope = divergence(points, options, new Plane(doubles(x), up))
                    - divergence(points, options, new Plane(doubles(x), down));
            assertThat((double) gradientY[i]).isCloseTo(slope / (2 * step), within(1e-5));
        }
    }

    private static float[] column(Vectors points, int k) {
        float[] column = new float[points.count()];
        for (int i = 0; i < column.length; i++) {
            column[i] = points.row(i)[k];
        }
        return column;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    @Test
    void groupsStayTogether() {
        Vectors points = GroupedPoints.of(120, 10, 3, 0.15, 9);
        Plane map =
                new TSne(TSneOptions.DEFAULTS.withPerplexity(15)).map(points).plane();
        for (int i = 0; i < points.count(); i++) {
            int nearest = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < points.count(); j++) {
                double distance = Math.hypot(map.x()[i] - map.x()[j], map.y()[i] - map.y()[j]);
                if (j != i && distance < least) {
                    least = distance;
                    nearest = j;
                }
            }
            assertThat(nearest % 3).isEqualTo(i % 3);
        }
    }

    @Test
    void theSamePointsGiveTheSameBitsOnAnyNumberOfThreads() {
        TSne tsne = new TSne(TSneOptions.DEFAULTS.withIterations(300));
        TSneMap shared = tsne.map(POINTS);
        TSneMap[] serial = new TSneMap[2];
        // Work inside of work runs on the thread that asks.
        try (Workers two = new Workers(2)) {
            two.run(2, i -> serial[i] = tsne.map(POINTS));
        }
        for (TSneMap map : serial) {
            assertThat(map.plane().x()).isEqualTo(shared.plane().x());
            assertThat(map.plane().y()).isEqualTo(shared.plane().y());
            assertThat(map.divergence()).isEqualTo(shared.divergence());
        }
    }

    @Test
    void theWatcherSeesTheDivergenceFall() {
        List<Integer> iterations = new ArrayList<>();
        List<Double> divergences = new ArrayList<>();
        TSneMap map = new TSne(TSneOptions.DEFAULTS.withIterations(400)).map(POINTS, (iteration, of, divergence) -> {
            assertThat(of).isEqualTo(400);
            iterations.add(iteration);
            divergences.add(divergence);
        });
        assertThat(iterations).containsExactly(50, 100, 150, 200, 250, 300, 350, 400);
        assertThat(divergences.get(7)).isLessThan(divergences.get(4)).isLessThan(divergences.get(0));
        assertThat(map.iterations()).isEqualTo(400);
    }

    @Test
    void refusesWhatHasNoMap() {
        TSne tsne = new TSne(TSneOptions.DEFAULTS);
        assertThatThrownBy(() -> tsne.map(GroupedPoints.of(30, 4, 2, 0.5, 1)))
                .isInstanceOf(InputException.class)
                .hasMessage("t-SNE: the perplexity is 30.0, but there are only 30 points; it must be below their"
                        + " number");
        assertThatThrownBy(() -> tsne.map(new Vectors(new float[80], 40, 2)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("all 40 points are the same");
        assertThatThrownBy(() -> tsne.map(GroupedPoints.of(40, 1, 2, 0.5, 1)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("1 number each");
        assertThatThrownBy(() -> TSneOptions.DEFAULTS.withPerplexity(Double.NaN))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the perplexity is NaN; it must be at least 1");
        assertThatThrownBy(() -> TSneOptions.DEFAULTS.withIterations(100))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at least 250");
    }
}
