package pellucid.eval.experiment.matryoshka;

/** What is measured of a search. */
enum Measure {
    RECALL("recall@10"),
    MRR("MRR@10");

    private final String label;

    Measure(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
