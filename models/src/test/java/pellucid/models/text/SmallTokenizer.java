package pellucid.models.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A vocabulary that fits on a page, as the files a tokenizer is read from. */
final class SmallTokenizer {
    static final List<String> TOKENS = List.of(
            "[PAD]",
            "[UNK]",
            "[CLS]",
            "[SEP]",
            "[MASK]",
            "un",
            "##aff",
            "##able",
            "unaff",
            "the",
            "cat",
            ".",
            "istanbul",
            "e",
            "##t",
            "É",
            "東",
            "i",
            "'",
            "s",
            "##s");

    static final String BERT_NORMALIZER = """
            {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null,
             "lowercase": true}""";

    private static final String BERT_PROCESSING = """
            {"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]}""";

    private SmallTokenizer() {}

    static Path vocab(Path folder) {
        return write(folder.resolve("vocab.txt"), String.join("\n", TOKENS) + "\n");
    }

    /** A tokenizer.json with the parts that a test does not care about filled in. */
    static Path json(Path folder, String normalizer, String addedTokens) {
        return json(folder, normalizer, addedTokens, BERT_PROCESSING, model("WordPiece"));
    }

    static Path json(Path folder, String normalizer, String addedTokens, String postProcessor, String model) {
        return write(folder.resolve("tokenizer.json"), """
                {"version": "1.0",
                 "truncation": {"max_length": 4}, "padding": {"strategy": {"Fixed": 4}},
                 "added_tokens": %s,
                 "normalizer": %s,
                 "pre_tokenizer": {"type": "BertPreTokenizer"},
                 "post_processor": %s,
                 "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
                 "model": %s}
                """.formatted(addedTokens, normalizer, postProcessor, model));
    }

    static String model(String type) {
        StringBuilder vocab = new StringBuilder();
        for (int id = 0; id < TOKENS.size(); id++) {
            vocab.append(id == 0 ? "" : ", ")
                    .append('"')
                    .append(TOKENS.get(id))
                    .append("\": ")
                    .append(id);
        }
        return """
                {"type": "%s", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 12,
                 "vocab": {%s}}""".formatted(type, vocab);
    }

    static String addedToken(String content, String flags) {
        return """
                {"id": 99, "content": "%s", "special": false, "normalized": false, "single_word": false, "lstrip": false,
                 "rstrip": false%s}""".formatted(content, flags.isEmpty() ? "" : ", " + flags);
    }

    static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
