package pellucid.models.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What tokenizer_config.json adds to the tokenizer itself. A setting that it leaves out is null.
 *
 * @param lowerCase {@code do_lower_case}
 * @param stripAccents {@code strip_accents}
 * @param spaceOutIdeographs {@code tokenize_chinese_chars}
 * @param names the special tokens; BERT's where the file names none
 */
record TokenizerConfig(Boolean lowerCase, Boolean stripAccents, Boolean spaceOutIdeographs, SpecialTokenNames names) {
    static final TokenizerConfig EMPTY = new TokenizerConfig(null, null, null, SpecialTokenNames.BERT);

    /** Reads the file if it is there. */
    static TokenizerConfig read(Path file) {
        if (!Files.exists(file)) {
            return EMPTY;
        }
        JsonSettings settings = JsonSettings.read(file);
        return new TokenizerConfig(
                settings.flag("do_lower_case", null),
                settings.flag("strip_accents", null),
                settings.flag("tokenize_chinese_chars", null),
                new SpecialTokenNames(
                        name(settings, "pad_token", SpecialTokenNames.BERT.pad()),
                        name(settings, "unk_token", SpecialTokenNames.BERT.unknown()),
                        name(settings, "cls_token", SpecialTokenNames.BERT.cls()),
                        name(settings, "sep_token", SpecialTokenNames.BERT.sep()),
                        name(settings, "mask_token", SpecialTokenNames.BERT.mask())));
    }

    /** A special token is written as a string, or as an object with its content. */
    private static String name(JsonSettings settings, String key, String otherwise) {
        return settings.value(key) instanceof Map
                ? settings.child(key).text("content", otherwise)
                : settings.text(key, otherwise);
    }
}
