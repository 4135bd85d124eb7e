package pellucid.models.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that a tokenizer's files say about it.
 *
 * @param vocabulary the pieces of the WordPiece model
 * @param unknownToken what a word becomes that the pieces cannot cover
 * @param continuingPrefix what pieces inside a word begin with
 * @param longestWord the most code points of a word
 * @param normalization the passes over the text, in order
 * @param preTokenizer how the text falls into words
 * @param addedTokens the tokens that are looked for before that
 * @param single what stands around one text
 * @param pair what stands around two texts
 * @param decoder how tokens become text again
 * @param names the special tokens by their role
 */
record TokenizerDefinition(
        Vocabulary vocabulary,
        String unknownToken,
        String continuingPrefix,
        int longestWord,
        List<NormalizationStep> normalization,
        PreTokenizer preTokenizer,
        List<AddedToken> addedTokens,
        SequenceTemplate single,
        SequenceTemplate pair,
        WordPieceDecoder decoder,
        SpecialTokenNames names) {

    static final String BERT_PREFIX = "##";
    static final int BERT_LONGEST_WORD = 100;

    /** The same, with lower-casing as the first pass over the text. */
    TokenizerDefinition withLowerCaseFirst() {
        List<NormalizationStep> steps = new ArrayList<>(normalization);
        steps.add(0, NormalizationStep.LOWER_CASE);
        return new TokenizerDefinition(
                vocabulary,
                unknownToken,
                continuingPrefix,
                longestWord,
                steps,
                preTokenizer,
                addedTokens,
                single,
                pair,
                decoder,
                names);
    }

    /** The same, with every special token that the vocabulary has being looked for in the text as written. */
    TokenizerDefinition withSpecialTokensAdded() {
        List<AddedToken> all = new ArrayList<>(addedTokens);
        for (String name : names.all()) {
            boolean known = all.stream().anyMatch(token -> token.content().equals(name));
            int id = vocabulary.idOf(name);
            if (!known && id != TokenTrie.ABSENT) {
                all.add(AddedToken.special(name, id));
            }
        }
        return new TokenizerDefinition(
                vocabulary,
                unknownToken,
                continuingPrefix,
                longestWord,
                normalization,
                preTokenizer,
                all,
                single,
                pair,
                decoder,
                names);
    }
}
