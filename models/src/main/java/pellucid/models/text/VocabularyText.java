package pellucid.models.text;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import pellucid.tensor.InputException;

/** Reads BERT's vocab.txt: one token a line, the number of the line from 0 is its id. */
final class VocabularyText {
    private VocabularyText() {}

    static TokenizerDefinition read(Path file, TokenizerConfig config) {
        Vocabulary vocabulary = new Vocabulary(file);
        String text = contents(file);
        int id = 0;
        for (int from = 0; from < text.length(); id++) {
            int newline = text.indexOf('\n', from);
            int to = newline < 0 ? text.length() : newline;
            vocabulary.add(withoutTrailingSpace(text, from, to), id);
            from = to + 1;
        }
        SpecialTokenNames names = config.names();
        int cls = vocabulary.requireId(names.cls(), "first");
        int sep = vocabulary.requireId(names.sep(), "separating");
        boolean lowerCase = config.lowerCase() == null || config.lowerCase();
        boolean spaceOutIdeographs = config.spaceOutIdeographs() == null || config.spaceOutIdeographs();
        return new TokenizerDefinition(
                vocabulary,
                names.unknown(),
                TokenizerDefinition.BERT_PREFIX,
                TokenizerDefinition.BERT_LONGEST_WORD,
                NormalizationStep.bert(true, spaceOutIdeographs, config.stripAccents(), lowerCase),
                PreTokenizer.BERT,
                List.of(),
                SequenceTemplate.bert(false, cls, sep),
                SequenceTemplate.bert(true, cls, sep),
                new WordPieceDecoder(TokenizerDefinition.BERT_PREFIX, true),
                names);
    }

    private static String contents(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new InputException(file + ": not UTF-8; a vocab.txt must be, so convert it or fetch it again", e);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e + "); check that the file exists", e);
        }
    }

    private static String withoutTrailingSpace(String text, int from, int to) {
        int end = to;
        while (end > from && FrozenUnicode.has(text.charAt(end - 1), FrozenUnicode.WHITESPACE)) {
            end--;
        }
        return text.substring(from, end);
    }
}
