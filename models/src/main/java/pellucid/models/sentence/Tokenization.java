package pellucid.models.sentence;

import pellucid.models.text.Encoding;
import pellucid.models.text.WordPieceTokenizer;

/**
 * How the texts of one call become tokens.
 *
 * @param maxLength the most tokens of a text, special tokens included
 * @param prompt what is put in front of each text; may be empty
 * @param promptTokens how many tokens the prompt takes, [CLS] included; 0 without a prompt
 */
record Tokenization(WordPieceTokenizer tokenizer, int maxLength, String prompt, int promptTokens) {
    Encoding encode(String text) {
        return tokenizer.encode(prompt.isEmpty() ? text : prompt + text, maxLength);
    }
}
