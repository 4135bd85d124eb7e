package pellucid.models.word2vec.corpus;

import java.util.Arrays;
import java.util.List;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.tensor.InputException;

/** Fills blocks with ids, while a corpus is read, and hands each full one to the store. */
final class CorpusEncoder {
    private final WordVocabulary vocabulary;
    private final BlockStore store;
    private int[] block = new int[EncodedCorpus.BLOCK_TOKENS * 5 / 4];
    private int length;
    private int blockTokens;
    private int sentenceTokens;
    private int longestSentence;
    private long tokens;
    private long unknown;
    private long sentences;

    private CorpusEncoder(WordVocabulary vocabulary, BlockStore store) {
        this.vocabulary = vocabulary;
        this.store = store;
    }

    static EncodedCorpus encode(TokenSource source, WordVocabulary vocabulary, Spill spill) {
        BlockStore store = new BlockStore(spill);
        boolean whole = false;
        try {
            CorpusEncoder encoder = new CorpusEncoder(vocabulary, store);
            source.read(encoder::add);
            EncodedCorpus corpus = encoder.finish();
            whole = true;
            return corpus;
        } finally {
            if (!whole) {
                store.close();
            }
        }
    }

    private void add(List<String> sentence) {
        for (int i = 0; i < sentence.size(); i++) {
            int id = vocabulary.id(sentence.get(i));
            if (id < 0) {
                unknown++;
                continue;
            }
            if (sentenceTokens == EncodedCorpus.LONGEST_SENTENCE) {
                endSentence();
            }
            append(id);
            sentenceTokens++;
        }
        if (sentenceTokens > 0) {
            endSentence();
        }
    }

    private void endSentence() {
        append(EncodedCorpus.END_OF_SENTENCE);
        sentences++;
        blockTokens += sentenceTokens;
        longestSentence = Math.max(longestSentence, sentenceTokens);
        sentenceTokens = 0;
        if (blockTokens >= EncodedCorpus.BLOCK_TOKENS) {
            endBlock();
        }
    }

    private void append(int value) {
        if (length == block.length) {
            block = Arrays.copyOf(block, length + length / 2);
        }
        block[length++] = value;
    }

    private void endBlock() {
        store.add(block, length, blockTokens);
        tokens += blockTokens;
        length = 0;
        blockTokens = 0;
    }

    private EncodedCorpus finish() {
        if (blockTokens > 0) {
            endBlock();
        }
        if (tokens == 0) {
            throw new InputException(
                    "none of the corpus's " + unknown + " word(s) is among the " + vocabulary.size()
                            + " of the vocabulary; give the corpus that the vocabulary was made from, prepared in the same way");
        }
        store.complete();
        return new StoredCorpus(vocabulary, store, tokens, unknown, sentences, longestSentence);
    }
}
