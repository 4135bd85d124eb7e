package pellucid.eval.metric;

/** What a document of a given grade of relevance is worth in NDCG. */
public enum Gain {
    /** 1 for every relevant document, as in sentence-transformers. */
    BINARY {
        @Override
        double of(double grade) {
            return grade > 0 ? 1 : 0;
        }
    },
    /** The grade r itself (Järvelin and Kekäläinen, 2002), as in trec_eval. */
    LINEAR {
        @Override
        double of(double grade) {
            return grade;
        }
    },
    /** 2^r - 1 (Burges et al., 2005), which makes the highest grades count for most. */
    EXPONENTIAL {
        @Override
        double of(double grade) {
            return Math.pow(2, grade) - 1;
        }
    };

    /** @param grade 0 for a document that is not relevant */
    abstract double of(double grade);
}
