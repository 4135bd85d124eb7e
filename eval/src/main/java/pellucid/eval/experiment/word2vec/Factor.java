package pellucid.eval.experiment.word2vec;

/** What one part of the grid varies, everything else being as in the centre. */
enum Factor {
    CENTRE("The centre"),
    ARCHITECTURE("Architecture"),
    WIDTH("Width of the vectors"),
    WINDOW("Window"),
    NEGATIVES("Negative sampling: how many words, drawn from what"),
    SUBSAMPLING("Subsampling: threshold and formula"),
    OPTIMISATIONS("With and without the optimisations"),
    PREPROCESSING("Preprocessing"),
    AMOUNT("Amount of text");

    private final String heading;

    Factor(String heading) {
        this.heading = heading;
    }

    String heading() {
        return heading;
    }
}
