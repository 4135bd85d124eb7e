package pellucid.models.word2vec.train;

import pellucid.models.word2vec.WordVocabulary;

/** The yes-or-no questions that are asked about a word. */
interface Targets {
    /** Adds the questions about {@code word} to the example begun last. */
    void add(int word, RandomStream random, ExampleBatch batch);

    /** How many vectors the output table has. */
    int rows();

    /**
     * How many targets a word has in the mean.
     *
     * @param shares each word's share of the tokens
     */
    double meanCount(double[] shares);

    /** How many times a window has the busiest output vector among its targets, in the mean. */
    double busiest(double[] shares);

    static Targets of(Word2VecOptions options, WordVocabulary vocabulary) {
        long[] counts = new long[vocabulary.size()];
        for (int id = 0; id < counts.length; id++) {
            counts[id] = vocabulary.count(id);
        }
        return options.objective() == Objective.NEGATIVE_SAMPLING
                ? new Negatives(new NegativeDistribution(options.negativeExponent(), counts), options.negative())
                : new Path(new HuffmanTree(counts));
    }

    /** "Is it this word?", for the word itself and some drawn ones; a drawn word that is the word itself is passed over. */
    record Negatives(NegativeDistribution distribution, int count) implements Targets {
        @Override
        public void add(int word, RandomStream random, ExampleBatch batch) {
            batch.target(word, 1);
            for (int i = 0; i < count; i++) {
                int drawn = distribution.draw(random.next());
                if (drawn != word) {
                    batch.target(drawn, 0);
                }
            }
        }

        @Override
        public int rows() {
            return distribution.size();
        }

        @Override
        public double meanCount(double[] shares) {
            return 1 + count;
        }

        @Override
        public double busiest(double[] shares) {
            double most = 0;
            for (int word = 0; word < shares.length; word++) {
                most = Math.max(most, shares[word] + count * distribution.probability(word));
            }
            return most;
        }
    }

    /** "This side?", at each node on the way to the word. */
    record Path(HuffmanTree tree) implements Targets {
        @Override
        public void add(int word, RandomStream random, ExampleBatch batch) {
            for (int step = 0; step < tree.depth(word); step++) {
                batch.target(tree.node(word, step), 1 - tree.code(word, step));
            }
        }

        @Override
        public int rows() {
            return tree.innerNodes();
        }

        @Override
        public double meanCount(double[] shares) {
            double sum = 0;
            for (int word = 0; word < shares.length; word++) {
                sum += shares[word] * tree.depth(word);
            }
            return sum;
        }

        /** The root is on every word's way. */
        @Override
        public double busiest(double[] shares) {
            return 1;
        }
    }
}
