package pellucid.models.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pellucid.tensor.InputException;

/**
 * Reads Hugging Face's tokenizer.json. The vocabulary streams past; the rest is small and read as a tree.
 *
 * <p>Its {@code truncation} and {@code padding} are left out on purpose: they are what someone once used, not what the
 * model can do.
 */
final class TokenizerJson {
    private final Path file;
    private final TokenizerConfig config;
    private final Vocabulary vocabulary;
    private final Map<String, Object> parts = new HashMap<>();
    private final Map<String, Object> model = new HashMap<>();

    private TokenizerJson(Path file, TokenizerConfig config) {
        this.file = file;
        this.config = config;
        this.vocabulary = new Vocabulary(file);
    }

    /** Reads the file; settings of the configuration win over those of the file. */
    static TokenizerDefinition read(Path file, TokenizerConfig config) {
        TokenizerJson reader = new TokenizerJson(file, config);
        try (JsonParser parser = JsonSettings.JSON.createParser(file.toFile())) {
            reader.readParts(parser);
        } catch (IOException e) {
            throw JsonSettings.unreadable(file, e);
        }
        return reader.definition();
    }

    private void readParts(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new InputException(file + ": not a tokenizer.json: it does not begin with an object; check the path");
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("model") && value == JsonToken.START_OBJECT) {
                readModel(parser);
            } else {
                parts.put(name, JsonSettings.value(parser));
            }
        }
    }

    private void readModel(JsonParser parser) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("vocab") && value == JsonToken.START_OBJECT) {
                readVocabulary(parser);
            } else if (value == JsonToken.START_ARRAY) {
                parser.skipChildren();
                model.put(name, List.of());
            } else {
                model.put(name, JsonSettings.value(parser));
            }
        }
    }

    private void readVocabulary(JsonParser parser) throws IOException {
        for (String token = parser.nextFieldName(); token != null; token = parser.nextFieldName()) {
            if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT) {
                throw new InputException(file + ": token '" + token + "' has the id " + parser.getText()
                        + ", wanted is a whole number; the file is damaged, fetch it again");
            }
            vocabulary.add(token, parser.getLongValue());
        }
    }

    private TokenizerDefinition definition() {
        JsonSettings root = new JsonSettings(file.toString(), parts);
        JsonSettings wordPiece = new JsonSettings(file + ": model", model);
        requireWordPiece(wordPiece);
        String unknown = wordPiece.text("unk_token", config.names().unknown());
        PostProcessorJson post = new PostProcessorJson(root.child("post_processor"));
        return new TokenizerDefinition(
                vocabulary,
                unknown,
                wordPiece.text("continuing_subword_prefix", TokenizerDefinition.BERT_PREFIX),
                wordPiece.integer("max_input_chars_per_word", TokenizerDefinition.BERT_LONGEST_WORD),
                normalization(root.child("normalizer")),
                preTokenizer(root.child("pre_tokenizer")),
                addedTokens(root),
                post.single(),
                post.pair(),
                decoder(root.child("decoder")),
                config.names());
    }

    /** Files from before 2021 do not name the type; then it shows in the fields. */
    private void requireWordPiece(JsonSettings wordPiece) {
        String implied = model.containsKey("continuing_subword_prefix") && !model.containsKey("merges")
                ? "WordPiece"
                : "unknown";
        String type = wordPiece.text("type", implied);
        if (!type.equals("WordPiece")) {
            throw new InputException(file + ": the tokenizer model is of type " + type
                    + ", Pellucid reads WordPiece only; use a model with a BERT tokenizer, such as all-MiniLM-L6-v2");
        }
        if (vocabulary.size() == 0) {
            throw new InputException(file + ": model: vocab has no tokens; fetch the file again");
        }
    }

    private List<NormalizationStep> normalization(JsonSettings normalizer) {
        if (normalizer.isAbsent()) {
            return List.of();
        }
        String type = normalizer.text("type", "");
        switch (type) {
            case "BertNormalizer":
                return NormalizationStep.bert(
                        normalizer.flag("clean_text", true),
                        override(config.spaceOutIdeographs(), normalizer.flag("handle_chinese_chars", true)),
                        override(config.stripAccents(), normalizer.flag("strip_accents", null)),
                        override(config.lowerCase(), normalizer.flag("lowercase", true)));
            case "Sequence":
                List<NormalizationStep> steps = new ArrayList<>();
                normalizer.children("normalizers").forEach(child -> steps.addAll(normalization(child)));
                return List.copyOf(steps);
            case "Lowercase":
                return List.of(NormalizationStep.LOWER_CASE);
            case "NFD":
                return List.of(NormalizationStep.DECOMPOSE);
            case "StripAccents":
                return List.of(NormalizationStep.STRIP_MARKS);
            default:
                throw unsupported(
                        normalizer, type, "BertNormalizer, Lowercase, NFD, StripAccents or a Sequence of them");
        }
    }

    private static Boolean override(Boolean configured, Boolean written) {
        return configured == null ? written : configured;
    }

    private PreTokenizer preTokenizer(JsonSettings preTokenizer) {
        if (preTokenizer.isAbsent()) {
            return PreTokenizer.NONE;
        }
        String type = preTokenizer.text("type", "");
        return switch (type) {
            case "BertPreTokenizer" -> PreTokenizer.BERT;
            case "Whitespace" -> PreTokenizer.WHITESPACE_AND_SYMBOLS;
            case "WhitespaceSplit" -> PreTokenizer.WHITESPACE_ONLY;
            default -> throw unsupported(preTokenizer, type, "BertPreTokenizer, Whitespace or WhitespaceSplit");
        };
    }

    private WordPieceDecoder decoder(JsonSettings decoder) {
        if (decoder.isAbsent()) {
            return new WordPieceDecoder("", false);
        }
        String type = decoder.text("type", "");
        if (!type.equals("WordPiece")) {
            throw unsupported(decoder, type, "WordPiece");
        }
        return new WordPieceDecoder(
                decoder.text("prefix", TokenizerDefinition.BERT_PREFIX), decoder.flag("cleanup", true));
    }

    /**
     * Special ones first, as they are matched. A token that the vocabulary lacks gets the next free id above it,
     * whatever id the file gives: that is what the library that wrote the file does with it.
     */
    private List<AddedToken> addedTokens(JsonSettings root) {
        List<AddedToken> special = new ArrayList<>();
        List<AddedToken> plain = new ArrayList<>();
        int next = vocabulary.size();
        for (JsonSettings token : root.children("added_tokens")) {
            String content = token.text("content", "");
            if (content.isEmpty()) {
                continue;
            }
            int id = vocabulary.idOf(content);
            boolean isNew = id == TokenTrie.ABSENT;
            if (isNew) {
                id = next;
            }
            next = Math.max(next, id + 1);
            boolean isSpecial = token.flag("special", false);
            (isSpecial ? special : plain)
                    .add(new AddedToken(
                            content,
                            id,
                            isSpecial,
                            token.flag("normalized", !isSpecial),
                            token.flag("single_word", false),
                            token.flag("lstrip", false),
                            token.flag("rstrip", false)));
        }
        special.addAll(plain);
        return List.copyOf(special);
    }

    private static InputException unsupported(JsonSettings part, String found, String wanted) {
        return new InputException(part.place() + " is of type '" + found + "', Pellucid reads " + wanted
                + "; use a model with a BERT tokenizer");
    }
}
