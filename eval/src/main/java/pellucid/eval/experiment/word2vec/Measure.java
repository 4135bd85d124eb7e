package pellucid.eval.experiment.word2vec;

/** What word vectors are measured by. Every measure is larger where vectors are better. */
enum Measure {
    /** Spearman's correlation of cosines with the judgement of people. */
    PAIRS("word pairs", "Pairs ρ", 0.02),
    /** Share of the questions "a is to b as c is to ?" whose answer is found first. */
    ANALOGIES("analogies", "Anal.", 0.01),
    /** Accuracy of the classifier on averaged vectors, 20 topics. */
    NEWSGROUPS("20 Newsgroups", "20NG", 0.01),
    /** The same, two sentiments. */
    IMDB("IMDb", "IMDb", 0.01),
    /** How often a synonym is nearer than a word that is as frequent as the synonym: ½ by chance. */
    SYNONYMS("synonyms", "Syn.", 0.01),
    /** The same, where the rarer of the two occurs fewer than {@link Synonyms#RARE} times. */
    RARE_SYNONYMS("rare synonyms", "Rare", 0.01);

    private final String words;
    private final String heading;
    private final double negligible;

    Measure(String words, String heading, double negligible) {
        this.words = words;
        this.heading = heading;
        this.negligible = negligible;
    }

    /** As it stands in a sentence. */
    String words() {
        return words;
    }

    /** As it stands over a column. */
    String heading() {
        return heading;
    }

    /** A smaller difference makes no difference to who uses the vectors. */
    double negligible() {
        return negligible;
    }
}
