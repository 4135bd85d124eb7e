package pellucid.eval.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import pellucid.tensor.Philox;

/** A page with one of everything that a report can hold; its numbers are made up. */
final class SampleReport {
    private SampleReport() {}

    static Report page() {
        return new Report(
                        "Does a shorter vector search as well?",
                        "A sample page: four claims, five kinds of charts and a table, with numbers that are made up.")
                .verdicts(claims())
                .heading("Training")
                .paragraph("The loss falls fast at first & slowly later; \"hard\" negatives keep it > 0.5 for longer."
                        + " Every 50 steps the model was evaluated on pairs it had not seen.")
                .figure(lines())
                .subheading("Search")
                .figure(bars())
                .table(table())
                .heading("Errors")
                .figure(heatMap())
                .figure(boxes())
                .figure(scatter())
                .provenance(Provenance.of(
                                new Machine(
                                        "17.0.1, VM", "/jdk", "Linux, amd64", "Some CPU", "", 2, 1L << 31, 1L << 33),
                                Instant.parse("2026-01-02T03:04:05.678Z"))
                        .fact("Program", "Pellucid 0.1.0")
                        .fact("Seeds", "42 for the order of the pairs, 7 for the resamples")
                        .time("training", Duration.ofSeconds(754))
                        .time("searching", Duration.ofMillis(1234)));
    }

    private static List<Claim> claims() {
        return List.of(
                new Claim("A quarter of the vector keeps 95% of NDCG@10.", Verdict.REPRODUCED, "0.402 of 0.415: 96.9%"),
                new Claim(
                        "Training takes ten minutes on a laptop.",
                        Verdict.CORRECTED,
                        "12 min 34 s on two cores; ten minutes hold for four."),
                new Claim("<b>More</b> dimensions are always better.", Verdict.REFUTED, "384 and 256: p = 0.41"),
                new Claim("It holds for other languages.", Verdict.NOT_TESTED, "The data set in French is missing."));
    }

    private static Figure lines() {
        double[] steps = IntStream.range(0, 30).mapToDouble(i -> 50 * i).toArray();
        return Charts.lines(
                "Training loss by step.",
                new Charts.Axes("Step", "Loss"),
                List.of(
                        new Charts.Points("plain negatives", steps, falling(steps, 1.6, 0.2, 1)),
                        new Charts.Points("hard negatives", steps, falling(steps, 1.2, 0.7, 2)),
                        new Charts.Points("Matryoshka", steps, falling(steps, 2.2, 0.4, 3))));
    }

    private static double[] falling(double[] steps, double height, double floor, long seed) {
        return IntStream.range(0, steps.length)
                .mapToDouble(i -> floor + height * Math.exp(-steps[i] / 300) + 0.08 * Philox.uniform(seed, i))
                .toArray();
    }

    private static Figure bars() {
        return Charts.bars(
                "NDCG@10 by the length of the vectors, with 95% bootstrap intervals.",
                new Charts.Axes("Dimensions", "NDCG@10"),
                List.of("48", "96", "192", "384"),
                List.of(
                        new Charts.Bars("cut off", new double[] {0.21, 0.29, 0.36, 0.415}, new double[] {
                            0.02, 0.02, 0.019, 0.018
                        }),
                        new Charts.Bars("Matryoshka", new double[] {0.33, 0.375, 0.402, 0.413}, new double[] {
                            0.021, 0.02, 0.018, 0.018
                        })));
    }

    private static Table table() {
        return new Table(
                "Search among 1,400 documents, 225 queries.",
                List.of("Model", "Dimensions", "NDCG@10", "MAP@100", "Notes"),
                List.of(
                        List.of("cut off", "48", "0.210 [0.19, 0.23]", "0.15", "as it comes"),
                        List.of("Matryoshka", "48", "0.330 [0.31, 0.35]", "0.26", "3 epochs, seed 42"),
                        List.of("full", "384", "0.415 [0.40, 0.43]", "0.33", "the yardstick")));
    }

    private static Figure heatMap() {
        return Charts.heatMap(
                "What was taken for what (share of the row).",
                new Charts.Axes("Taken for", "True class"),
                List.of("books", "shoes", "toys", "watches"),
                List.of("books", "shoes", "toys", "watches"),
                new double[][] {
                    {0.94, 0.01, 0.04, 0.01}, {0, 0.9, 0.06, 0.04}, {0.07, 0.05, 0.86, 0.02}, {0, 0.08, 0.02, 0.9}
                });
    }

    private static Figure boxes() {
        return Charts.boxes(
                "Cosine of pairs that belong together and of those that do not.",
                new Charts.Axes("Pairs", "Cosine"),
                List.of(
                        new Charts.Sample("together", around(0.72, 4)),
                        new Charts.Sample("apart", around(0.31, 5)),
                        new Charts.Sample("random", around(0.08, 6))));
    }

    private static double[] around(double centre, long seed) {
        return IntStream.range(0, 200)
                .mapToDouble(i -> centre + 0.3 * (Philox.uniform(seed, 2 * i) + Philox.uniform(seed, 2 * i + 1) - 1))
                .toArray();
    }

    private static Figure scatter() {
        double[] x = around(0.5, 8);
        double[] y = IntStream.range(0, x.length)
                .mapToDouble(i -> x[i] + 0.2 * (Philox.uniform(9, i) - 0.5))
                .toArray();
        return Charts.scatter(
                "The cosine of each pair against the score that people gave.",
                new Charts.Axes("Score", "Cosine"),
                List.of(new Charts.Points("pairs", x, y)));
    }
}
