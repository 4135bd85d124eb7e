package pellucid.eval.experiment.matryoshka;

/** What the study reports, on its split and with 30 epochs. */
final class Reported {
    static final String MODEL = "all-MiniLM-L6-v2";
    static final int DIMS = 384;
    static final int PAIRS = 9200;
    static final int EPOCHS = 30;
    static final double MPNET_RECALL = 0.5952;
    static final double MPNET_MRR = 0.3276;

    private static final double BASE_RECALL = 0.5758;
    private static final double TUNED_RECALL = 0.6631;
    private static final double NESTED_RECALL = 0.6596;

    private Reported() {}

    /**
     * A figure; NaN where the study's text has none. Where it gives the relative change alone, that is applied.
     *
     * @param length 0 for 384 numbers, 1 for 192, 2 for 96, 3 for 48
     */
    static double of(Arm arm, Measure measure, int length) {
        if (measure == Measure.MRR) {
            return length > 0
                    ? Double.NaN
                    : switch (arm) {
                        case BASE -> 0.3203;
                        case MNRL -> 0.3695;
                        case MATRYOSHKA -> 0.3590;
                        default -> Double.NaN;
                    };
        }
        double[] recall = switch (arm) {
            case BASE -> new double[] {BASE_RECALL, BASE_RECALL * (1 - 0.071), Double.NaN, 0.327};
            case MNRL -> new double[] {TUNED_RECALL, 0.654, Double.NaN, 0.587};
            case MATRYOSHKA -> new double[] {NESTED_RECALL, Double.NaN, Double.NaN, NESTED_RECALL * (1 - 0.04)};
            default -> new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        };
        return recall[length];
    }
}
