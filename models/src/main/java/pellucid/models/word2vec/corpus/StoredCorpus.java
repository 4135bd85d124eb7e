package pellucid.models.word2vec.corpus;

import pellucid.models.word2vec.WordVocabulary;

/** What {@link EncodedCorpus#encode} makes: the blocks in their store, and what was counted on the way. */
record StoredCorpus(
        WordVocabulary vocabulary, BlockStore store, long tokens, long unknown, long sentences, int longestSentence)
        implements EncodedCorpus {
    @Override
    public int blocks() {
        return store.blocks();
    }

    @Override
    public int blockTokens(int block) {
        return store.tokens(block);
    }

    @Override
    public int length(int block) {
        return store.length(block);
    }

    @Override
    public int[] read(int block, int[] reuse) {
        int length = store.length(block);
        int[] ids = reuse != null && reuse.length >= length ? reuse : new int[length];
        store.read(block, ids);
        return ids;
    }

    @Override
    public void close() {
        store.close();
    }
}
