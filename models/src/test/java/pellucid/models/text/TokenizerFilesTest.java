package pellucid.models.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static pellucid.models.text.SmallTokenizer.BERT_NORMALIZER;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.tensor.InputException;

class TokenizerFilesTest {
    @TempDir
    Path folder;

    @Test
    void aFolderWithTokenizerJsonIsReadFromIt() {
        SmallTokenizer.vocab(folder);
        SmallTokenizer.json(folder, "null", "[]");
        assertThat(tokens(WordPieceTokenizer.fromFolder(folder), "THE the")).containsExactly("[UNK]", "the");
    }

    @Test
    void aFolderWithVocabTxtIsReadWithItsConfiguration() {
        SmallTokenizer.vocab(folder);
        assertThat(tokens(WordPieceTokenizer.fromFolder(folder), "THE É")).containsExactly("the", "e");
        SmallTokenizer.write(folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}");
        assertThat(tokens(WordPieceTokenizer.fromFolder(folder), "THE É")).containsExactly("[UNK]", "É");
        SmallTokenizer.write(folder.resolve("tokenizer_config.json"), "{\"strip_accents\": false}");
        assertThat(tokens(WordPieceTokenizer.fromFolder(folder), "THE É")).containsExactly("the", "[UNK]");
    }

    @Test
    void theConfigurationWinsOverTheNormaliserOfTokenizerJson() {
        SmallTokenizer.json(folder, BERT_NORMALIZER, "[]");
        SmallTokenizer.write(folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}");
        assertThat(tokens(WordPieceTokenizer.fromFolder(folder), "THE É")).containsExactly("[UNK]", "É");
    }

    @Test
    void theConfigurationNamesTheSpecialTokens() {
        SmallTokenizer.json(folder, BERT_NORMALIZER, "[]");
        SmallTokenizer.write(
                folder.resolve("tokenizer_config.json"),
                "{\"mask_token\": {\"content\": \"cat\"}, \"pad_token\": \"the\", \"cls_token\": null}");
        WordPieceTokenizer tokenizer = WordPieceTokenizer.fromFolder(folder);
        assertThat(tokenizer.maskId()).isEqualTo(10);
        assertThat(tokenizer.padId()).isEqualTo(9);
        assertThat(tokens(tokenizer, "unaffcat[SEP]")).containsExactly("unaff", "cat", "[SEP]");
    }

    @Test
    void onlyAFolderAddsSpecialTokensThatTokenizerJsonLeavesOut() {
        Path json = SmallTokenizer.json(folder, BERT_NORMALIZER, "[]");
        assertThat(tokens(WordPieceTokenizer.fromTokenizerJson(json), "[SEP]"))
                .containsExactly("[UNK]", "[UNK]", "[UNK]");
        assertThat(tokens(WordPieceTokenizer.fromFolder(folder), "[SEP]")).containsExactly("[SEP]");
    }

    @Test
    void anEmptyFolderIsRefused() {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> WordPieceTokenizer.fromFolder(folder))
                .withMessage(folder + ": has neither tokenizer.json nor vocab.txt; name the folder of a BERT model");
    }

    @Test
    void linesOfVocabTxtLoseTrailingSpaceOnly() throws Exception {
        Path vocab = folder.resolve("vocab.txt");
        Files.writeString(vocab, "[UNK]\r\n[CLS] \n[SEP]\u00a0\n\u2028x\nq\ry\n\nlast");
        WordPieceTokenizer tokenizer = WordPieceTokenizer.fromVocab(vocab, true);
        assertThat(tokenizer.tokens(new int[] {0, 1, 2, 3, 4, 5, 6}))
                .containsExactly("[UNK]", "[CLS]", "[SEP]", "\u2028x", "q\ry", "", "last");
        assertThat(tokenizer.padId()).isEqualTo(WordPieceTokenizer.ABSENT);
    }

    @Test
    void vocabTxtNeedsItsSpecialTokensAndUtf8() throws Exception {
        Path vocab = folder.resolve("vocab.txt");
        Files.writeString(vocab, "[UNK]\n[CLS]\n");
        assertRefused(
                () -> WordPieceTokenizer.fromVocab(vocab, true), "the separating token '[SEP]' is not among the 2");
        Files.writeString(vocab, "[CLS]\n[SEP]\n");
        assertRefused(() -> WordPieceTokenizer.fromVocab(vocab, true), "the unknown token '[UNK]' is not among the 2");
        Files.write(vocab, new byte[] {'[', (byte) 0xC3, '\n'});
        assertRefused(() -> WordPieceTokenizer.fromVocab(vocab, true), "not UTF-8");
        assertRefused(() -> WordPieceTokenizer.fromVocab(folder.resolve("none.txt"), true), "cannot be read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"lstrip\": true'                        | 'the \t<m> cat' | the <m> cat   | 3-8",
                "'\"rstrip\": true'                        | 'the<m>  cat'   | the <m> cat   | 3-8",
                "'\"single_word\": true'                   | 'the<m>cat <m>' | the [UNK] [UNK] [UNK] cat <m> | 3-4",
                "'\"special\": true'                       | 'the<m>cat'     | the <m> cat   | 3-6"
            })
    void addedTokensKeepTheirManners(String flags, String text, String expected, String spanOfSecond) {
        Path json = SmallTokenizer.json(folder, BERT_NORMALIZER, "[" + SmallTokenizer.addedToken("<m>", flags) + "]");
        WordPieceTokenizer tokenizer = WordPieceTokenizer.fromTokenizerJson(json);
        Encoding encoding = tokenizer.encode(text, 32);
        assertThat(tokens(tokenizer, text)).containsExactly(expected.split(" "));
        assertThat(encoding.start(2) + "-" + encoding.end(2)).isEqualTo(spanOfSecond);
        assertThat(tokenizer.idOf("<m>"))
                .as("the next id after the vocabulary, whatever the file says")
                .isEqualTo(21);
        assertThat(tokenizer.vocabularySize()).isEqualTo(22);
    }

    @Test
    void aNormalisedAddedTokenIsFoundInTheNormalisedText() {
        String added = SmallTokenizer.addedToken("Black Cat", "\"normalized\": true");
        Path json = SmallTokenizer.json(folder, BERT_NORMALIZER, "[" + added + "]");
        WordPieceTokenizer tokenizer = WordPieceTokenizer.fromTokenizerJson(json);
        assertThat(tokens(tokenizer, "the BLÁCK\tcat.")).containsExactly("the", "Black Cat", ".");
    }

    @Test
    void templateAndBertProcessingGiveTheSame() {
        String template = """
                {"type": "TemplateProcessing",
                 "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                            {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
                 "pair": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                          {"SpecialToken": {"id": "[SEP]", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}},
                          {"SpecialToken": {"id": "[SEP]", "type_id": 1}}],
                 "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]},
                                    "[SEP]": {"id": "[SEP]", "ids": [3], "tokens": ["[SEP]"]}}}""";
        Path bert = SmallTokenizer.json(folder, BERT_NORMALIZER, "[]");
        Encoding byBert = WordPieceTokenizer.fromTokenizerJson(bert).encodePair("the", "cat", 9);
        Path written = SmallTokenizer.json(folder, BERT_NORMALIZER, "[]", template, SmallTokenizer.model("WordPiece"));
        Encoding byTemplate = WordPieceTokenizer.fromTokenizerJson(written).encodePair("the", "cat", 9);
        assertThat(byTemplate).usingRecursiveComparison().isEqualTo(byBert);
        assertThat(byTemplate.ids()).containsExactly(2, 9, 3, 10, 3);
        assertThat(byTemplate.typeIds()).containsExactly(0, 0, 0, 1, 1);
    }

    @Test
    void withoutPostProcessorTheTextStandsAlone() {
        Path json = SmallTokenizer.json(folder, BERT_NORMALIZER, "[]", "null", SmallTokenizer.model("WordPiece"));
        WordPieceTokenizer tokenizer = WordPieceTokenizer.fromTokenizerJson(json);
        assertThat(tokenizer.encode("the cat", 9).ids()).containsExactly(9, 10);
        assertThat(tokenizer.encodePair("the", "cat", 9).typeIds()).containsExactly(0, 1);
        assertThat(tokenizer.clsId()).isEqualTo(2);
    }

    @Test
    void aSequenceOfNormalisersIsApplied() {
        String sequence =
                "{\"type\": \"Sequence\", \"normalizers\": [{\"type\": \"Lowercase\"}, {\"type\": \"StripAccents\"}]}";
        WordPieceTokenizer tokenizer =
                WordPieceTokenizer.fromTokenizerJson(SmallTokenizer.json(folder, sequence, "[]"));
        assertThat(tokens(tokenizer, "THE e\u0301T É")).containsExactly("the", "e", "##t", "[UNK]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BPE", "Unigram", "WordLevel"})
    void otherModelsAreRefusedInOneSentence(String type) {
        Path json = SmallTokenizer.json(folder, BERT_NORMALIZER, "[]", "null", SmallTokenizer.model(type));
        assertRefused(
                () -> WordPieceTokenizer.fromTokenizerJson(json),
                json + ": the tokenizer model is of type " + type + ", Pellucid reads WordPiece only");
    }

    @Test
    void modelsWithoutATypeAreKnownByTheirFields() {
        String wordPiece = SmallTokenizer.model("WordPiece").replace("\"type\": \"WordPiece\", ", "");
        Path json = SmallTokenizer.json(folder, BERT_NORMALIZER, "[]", "null", wordPiece);
        assertThat(WordPieceTokenizer.fromTokenizerJson(json).encode("the", 9).ids())
                .containsExactly(9);
        String unigram = "{\"unk_id\": 0, \"vocab\": [[\"<unk>\", 0.0], [\"a\", -1.5]]}";
        SmallTokenizer.json(folder, BERT_NORMALIZER, "[]", "null", unigram);
        assertRefused(() -> WordPieceTokenizer.fromTokenizerJson(json), "the tokenizer model is of type unknown");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\": \"BertNormalizer\", \"lowercase\": \"yes\"} | normalizer: lowercase is yes, wanted is true or false",
                "{\"type\": \"Precompiled\"} | normalizer is of type 'Precompiled', Pellucid reads BertNormalizer",
                "[1] | normalizer is [1], wanted is an object",
                "{\"type\": | not valid JSON (line "
            })
    void brokenPartsAreNamed(String normalizer, String expected) {
        Path json = SmallTokenizer.json(folder, normalizer, "[]");
        assertRefused(() -> WordPieceTokenizer.fromTokenizerJson(json), expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"cat\": 10 | \"cat\": -1   | token 'cat' has the id -1, ids run from 0",
                "\"cat\": 10 | \"cat\": \"x\" | token 'cat' has the id x, wanted is a whole number",
                "\"cat\": 10 | \"cat\": 99999999 | token 'cat' has the id 99999999, ids run from 0",
                "[UNK]\": 1, | [UNKNOWN]\": 1, | the unknown token '[UNK]' is not among the 21 tokens"
            })
    void brokenVocabulariesAreNamed(String part, String broken, String expected) {
        String model = SmallTokenizer.model("WordPiece").replace(part, broken);
        Path json = SmallTokenizer.json(folder, BERT_NORMALIZER, "[]", "null", model);
        assertRefused(() -> WordPieceTokenizer.fromTokenizerJson(json), expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "3", "{", "{}"})
    void filesThatAreNoTokenizerAreRefused(String text) {
        Path json = SmallTokenizer.write(folder.resolve("tokenizer.json"), text);
        assertRefused(() -> WordPieceTokenizer.fromTokenizerJson(json), json.toString());
    }

    @Test
    void aMissingFileIsNamed() {
        Path json = folder.resolve("none.json");
        assertRefused(() -> WordPieceTokenizer.fromTokenizerJson(json), json + ": cannot be read");
    }

    private static void assertRefused(ThrowingCallable reading, String message) {
        assertThatExceptionOfType(InputException.class).isThrownBy(reading).withMessageContaining(message);
    }

    private static List<String> tokens(WordPieceTokenizer tokenizer, String text) {
        List<String> tokens = tokenizer.tokens(tokenizer.encode(text, 256).ids());
        return tokens.subList(1, tokens.size() - 1);
    }
}
