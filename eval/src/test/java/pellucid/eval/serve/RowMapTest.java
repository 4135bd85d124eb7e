package pellucid.eval.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pellucid.eval.data.Vectors;
import pellucid.eval.projection.Plane;
import pellucid.tensor.InputException;

class RowMapTest {
    /** Points in space; nobody searches among them. */
    private record Points(Vectors all) implements RowSearch {
        @Override
        public Found search(String query, int top) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Vectors vectors(int... rows) {
            return all.select(rows);
        }
    }

    /** Vectors that a function gives; nobody searches among them. */
    private record Vectored(Function<int[], Vectors> of) implements RowSearch {
        @Override
        public Found search(String query, int top) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Vectors vectors(int... rows) {
            return of.apply(rows);
        }
    }

    private static RowMap.Standing drawn(RowSearch search, int... rows) {
        RowMap map = new RowMap();
        assertThat(map.standing()).isEqualTo(new RowMap.Drawing(0, 1000));
        map.draw(search, rows);
        return map.standing();
    }

    @Test
    void drawsDirectionsNotLengths() {
        float[][] near = new float[12][];
        float[][] scaled = new float[12][];
        for (int i = 0; i < near.length; i++) {
            double angle = i < 6 ? 0.02 * i : 1.5 + 0.02 * i;
            near[i] = new float[] {(float) Math.cos(angle), (float) Math.sin(angle), 0.1f};
            scaled[i] = new float[] {near[i][0] * 4, near[i][1] * 4, near[i][2] * 4};
        }
        int[] all = IntStream.range(0, near.length).toArray();
        Plane plane =
                ((RowMap.Drawn) drawn(new Points(Vectors.of(near)), all)).map().plane();
        Plane other = ((RowMap.Drawn) drawn(new Points(Vectors.of(scaled)), all))
                .map()
                .plane();
        assertThat(distance(plane, 0, 5)).isLessThan(distance(plane, 0, 6));
        scaled[3] = new float[] {near[3][0] * 64, near[3][1] * 64, near[3][2] * 64};
        assertThat(other.x())
                .containsExactly(((RowMap.Drawn) drawn(new Points(Vectors.of(scaled)), all))
                        .map()
                        .plane()
                        .x());
    }

    private static double distance(Plane plane, int i, int j) {
        return Math.hypot(plane.x()[i] - plane.x()[j], plane.y()[i] - plane.y()[j]);
    }

    @Test
    void saysWhyThereIsNone() {
        Points same =
                new Points(Vectors.of(new float[] {1, 2}, new float[] {2, 4}, new float[] {1, 2}, new float[] {1, 2}));
        assertThat(drawn(same, 0, 1, 2)).isEqualTo(new RowMap.None("a map needs at least 4 rows, there are 3"));
        assertThat(drawn(same, 0, 1, 2, 3))
                .isEqualTo(new RowMap.None("t-SNE: all 4 points are the same; a map needs points that differ"));
        assertThat(drawn(new LetterSearch(List.of("a", "b", "c", "d"), 1), 0, 1, 2, 3))
                .isInstanceOf(RowMap.Drawn.class);
        Vectored none = new Vectored(rows -> {
            throw new InputException("there are no vectors");
        });
        assertThat(drawn(none, 0, 1, 2, 3)).isEqualTo(new RowMap.None("there are no vectors"));
    }

    @Test
    void endsWhenItIsCancelled() {
        RowMap map = new RowMap();
        map.cancel();
        map.draw(new LetterSearch(List.of("a", "b", "c", "d"), 1), new int[] {0, 1, 2, 3});
        assertThat(map.standing()).isEqualTo(new RowMap.None("the server has ended"));
    }

    @Test
    void beginsNothingAfterItIsCancelled() {
        RowMap late = new RowMap();
        Points points = new Points(Vectors.of(new float[] {1}, new float[] {2}, new float[] {3}, new float[] {4}));
        late.draw(
                new Vectored(rows -> {
                    late.cancel();
                    return points.vectors(rows); // all of one direction: t-SNE would complain
                }),
                new int[] {0, 1, 2, 3});
        assertThat(late.standing()).isEqualTo(new RowMap.None("the server has ended"));
        late.draw(
                new Vectored(rows -> {
                    throw new InputException("asked for vectors");
                }),
                new int[] {0, 1, 2, 3});
        assertThat(late.standing()).isEqualTo(new RowMap.None("the server has ended"));
    }

    @Test
    void endsWithAReasonWhateverFails() {
        assertThat(drawn(
                        new Vectored(rows -> {
                            throw new StackOverflowError();
                        }),
                        0,
                        1,
                        2,
                        3))
                .isEqualTo(new RowMap.None("the map cannot be drawn: java.lang.StackOverflowError"));
    }

    @Test
    void drawsASampleOfManyRows() {
        assertThat(RowMaps.sample(2000))
                .hasSize(2000)
                .isSorted()
                .startsWith(0, 1)
                .endsWith(1999);
        int[] sample = RowMaps.sample(10_000);
        assertThat(sample).hasSize(2000).isSorted().doesNotHaveDuplicates().isEqualTo(RowMaps.sample(10_000));
        assertThat(sample[0]).isNotNegative();
        assertThat(sample[1999]).isBetween(9000, 9999);
        assertThat(IntStream.of(sample).filter(row -> row < 5000).count()).isBetween(900L, 1100L);
    }

    @Test
    void cutsLongTextsBetweenWords() {
        assertThat(Answers.beginning("word ".repeat(56))).hasSize(280);
        assertThat(Answers.beginning("word ".repeat(57)))
                .isEqualTo("word ".repeat(56).strip());
        assertThat(Answers.beginning("x".repeat(300))).isEqualTo("x".repeat(280));
        assertThat(Answers.beginning("\uD83D\uDEA2".repeat(300))).isEqualTo("\uD83D\uDEA2".repeat(280));
    }
}
