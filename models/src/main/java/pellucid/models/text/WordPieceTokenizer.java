package pellucid.models.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pellucid.tensor.InputException;

/**
 * BERT's tokenizer: text to ids and back, id for id what Hugging Face's fast tokenizer gives.
 *
 * <p>Immutable, and safe to use from many threads at once. No text is refused: what the vocabulary does not know becomes
 * the unknown token.
 */
public final class WordPieceTokenizer {
    /** What the id accessors answer for a token that the vocabulary does not have. */
    public static final int ABSENT = TokenTrie.ABSENT;

    private static final TokenSequence NO_TOKENS = new TokenSequence(0, 0);

    private final TokenizerDefinition definition;
    private final WordPiece wordPiece;
    private final AddedTokens asWritten;
    private final AddedTokens normalized;
    private final Map<String, AddedToken> addedByContent = new HashMap<>();
    private final Map<Integer, AddedToken> addedById = new HashMap<>();

    private WordPieceTokenizer(TokenizerDefinition definition) {
        this.definition = definition;
        Vocabulary vocabulary = definition.vocabulary();
        this.wordPiece = new WordPiece(
                vocabulary.trie(),
                vocabulary.requireId(definition.unknownToken(), "unknown"),
                vocabulary.trie().nodeOf(definition.continuingPrefix()),
                definition.longestWord());
        List<AddedToken> literal = new ArrayList<>();
        List<String> literalPatterns = new ArrayList<>();
        List<AddedToken> folded = new ArrayList<>();
        List<String> foldedPatterns = new ArrayList<>();
        for (AddedToken token : definition.addedTokens()) {
            if (token.normalized()) {
                folded.add(token);
                foldedPatterns.add(normalize(token.content()));
            } else {
                literal.add(token);
                literalPatterns.add(token.content());
            }
            addedByContent.put(token.content(), token);
            addedById.put(token.id(), token);
        }
        this.asWritten = new AddedTokens(literal, literalPatterns);
        this.normalized = new AddedTokens(folded, foldedPatterns);
    }

    /**
     * Reads the tokenizer of a model folder: tokenizer.json if there is one, else vocab.txt, and what
     * tokenizer_config.json says of casing and special tokens. The five special tokens are recognised in the text.
     *
     * @throws InputException if the folder has neither file, or a file cannot be used
     */
    public static WordPieceTokenizer fromFolder(Path folder) {
        Path json = folder.resolve("tokenizer.json");
        Path vocab = folder.resolve("vocab.txt");
        TokenizerConfig config = TokenizerConfig.read(folder.resolve("tokenizer_config.json"));
        if (Files.exists(json)) {
            return new WordPieceTokenizer(TokenizerJson.read(json, config).withSpecialTokensAdded());
        }
        if (Files.exists(vocab)) {
            return new WordPieceTokenizer(VocabularyText.read(vocab, config).withSpecialTokensAdded());
        }
        throw new InputException(
                folder + ": has neither tokenizer.json nor vocab.txt; name the folder of a BERT model");
    }

    /**
     * Reads a tokenizer.json alone and takes it at its word, except that its truncation and padding are not used.
     *
     * @throws InputException if the file cannot be read, or is no WordPiece tokenizer
     */
    public static WordPieceTokenizer fromTokenizerJson(Path file) {
        return new WordPieceTokenizer(TokenizerJson.read(file, TokenizerConfig.EMPTY));
    }

    /**
     * Reads BERT's vocab.txt, one token a line.
     *
     * @param lowerCase whether the model is uncased; accents are stripped then, too
     * @throws InputException if the file cannot be read, or lacks [CLS], [SEP] or [UNK]
     */
    public static WordPieceTokenizer fromVocab(Path vocabTxt, boolean lowerCase) {
        TokenizerConfig config = new TokenizerConfig(lowerCase, null, null, SpecialTokenNames.BERT);
        return new WordPieceTokenizer(VocabularyText.read(vocabTxt, config).withSpecialTokensAdded());
    }

    /**
     * This tokenizer with the text lower-cased before anything else; special tokens are still recognised as written, and
     * accents stay where the tokenizer itself keeps them.
     */
    public WordPieceTokenizer lowerCasingFirst() {
        return new WordPieceTokenizer(definition.withLowerCaseFirst());
    }

    /**
     * The ids of a text between [CLS] and [SEP].
     *
     * @param maxLength the most tokens to return, special tokens included; the end of the text is cut off
     * @throws InputException if the special tokens alone are more than that
     */
    public Encoding encode(String text, int maxLength) {
        SequenceTemplate template = definition.single();
        int room = room(template, maxLength);
        TokenSequence tokens = tokenize(text, maxLength);
        return template.apply(tokens, Math.min(tokens.size(), room), NO_TOKENS, 0);
    }

    /**
     * The ids of two texts in one sequence, [CLS] first [SEP] second [SEP], with type ids 0 and 1.
     *
     * @param maxLength the most tokens to return, special tokens included; the longer text is cut first,
     *     and of two that are each longer than this both keep half
     * @throws InputException if the special tokens alone are more than that
     */
    public Encoding encodePair(String first, String second, int maxLength) {
        SequenceTemplate template = definition.pair();
        int room = room(template, maxLength);
        TokenSequence a = tokenize(first, maxLength);
        TokenSequence b = tokenize(second, maxLength);
        int keepFirst = a.sizeAtLimit();
        int keepSecond = b.sizeAtLimit();
        if ((long) keepFirst + keepSecond > room) {
            int less = Math.min(Math.min(keepFirst, keepSecond), room / 2);
            keepFirst = keepFirst <= keepSecond ? less : room - less;
            keepSecond = room - keepFirst;
        }
        return template.apply(a, keepFirst, b, keepSecond);
    }

    /** The tokens with these ids as the vocabulary writes them. */
    public List<String> tokens(int[] ids) {
        List<String> tokens = new ArrayList<>(ids.length);
        for (int id : ids) {
            tokens.add(tokenOf(id));
        }
        return tokens;
    }

    /** The text that the ids stand for, without special tokens; casing, accents and exact spacing do not come back. */
    public String decode(int[] ids) {
        List<String> shown = new ArrayList<>(ids.length);
        for (int id : ids) {
            AddedToken added = addedById.get(id);
            if (added == null || !added.special()) {
                shown.add(tokenOf(id));
            }
        }
        return definition.decoder().decode(shown);
    }

    /** The id of a token, or {@link #ABSENT}. */
    public int idOf(String token) {
        AddedToken added = addedByContent.get(token);
        return added == null ? definition.vocabulary().idOf(token) : added.id();
    }

    /**
     * The token with this id.
     *
     * @throws InputException if no token has it
     */
    public String tokenOf(int id) {
        AddedToken added = addedById.get(id);
        String token = added == null ? definition.vocabulary().tokenOf(id) : added.content();
        if (token == null) {
            throw new InputException("token id " + id + " is not in the vocabulary, whose ids run from 0 to "
                    + (vocabularySize() - 1) + "; was the text encoded with another tokenizer?");
        }
        return token;
    }

    /** One more than the highest id: the number of rows that an embedding table needs. */
    public int vocabularySize() {
        int highest = definition.vocabulary().highestId();
        for (AddedToken token : definition.addedTokens()) {
            highest = Math.max(highest, token.id());
        }
        return highest + 1;
    }

    /** The id before a text, [CLS]; {@link #ABSENT} if the tokenizer has none. */
    public int clsId() {
        int opening = definition.single().openingId();
        return opening == ABSENT ? idOf(definition.names().cls()) : opening;
    }

    /** The id after a text, [SEP]; {@link #ABSENT} if the tokenizer has none. */
    public int sepId() {
        int closing = definition.single().closingId();
        return closing == ABSENT ? idOf(definition.names().sep()) : closing;
    }

    /** The id that fills up short texts of a batch, [PAD]; {@link #ABSENT} if the vocabulary has none. */
    public int padId() {
        return idOf(definition.names().pad());
    }

    /** The id of what the vocabulary cannot spell, [UNK]. */
    public int unkId() {
        return wordPiece.unknownId();
    }

    /** The id of a hidden token, [MASK]; {@link #ABSENT} if the vocabulary has none. */
    public int maskId() {
        return idOf(definition.names().mask());
    }

    private static int room(SequenceTemplate template, int maxLength) {
        int room = maxLength - template.specialCount();
        if (room < 0) {
            throw new InputException("the maximum length is " + maxLength + ", the special tokens alone take "
                    + template.specialCount() + "; ask for at least that many");
        }
        return room;
    }

    private TokenSequence tokenize(String text, int limit) {
        TokenSequence tokens = new TokenSequence(16 + text.length() / 4, limit);
        asWritten.split(AlignedText.of(text), (raw, from, to, id) -> {
            if (id != AddedTokens.PLAIN) {
                tokens.add(id, raw.start(from), raw.end(to - 1));
            } else {
                tokenizeSegment(normalize(raw.slice(from, to)), tokens);
            }
        });
        return tokens;
    }

    private void tokenizeSegment(AlignedText segment, TokenSequence tokens) {
        normalized.split(segment, (text, from, to, id) -> {
            if (id != AddedTokens.PLAIN) {
                tokens.add(id, text.start(from), text.end(to - 1));
            } else {
                tokenizeWords(text, from, to, tokens);
            }
        });
    }

    private void tokenizeWords(AlignedText text, int from, int to, TokenSequence tokens) {
        for (int position = from; position < to; ) {
            int end = definition.preTokenizer().endOfWord(text, position, to);
            if (end == position) {
                position++;
            } else {
                wordPiece.tokenize(text, position, end, tokens);
                tokens.endWord();
                position = end;
            }
        }
    }

    private AlignedText normalize(AlignedText text) {
        return NormalizationStep.applyAll(definition.normalization(), text);
    }

    private String normalize(String text) {
        AlignedText normal = normalize(AlignedText.of(text));
        StringBuilder written = new StringBuilder();
        for (int i = 0; i < normal.length(); i++) {
            written.appendCodePoint(normal.codePoint(i));
        }
        return written.toString();
    }
}
