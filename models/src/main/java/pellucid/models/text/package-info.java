/**
 * From text to token ids: WordPiece, exactly as Hugging Face's fast BERT tokenizer does it.
 *
 * <p>A text passes through five rooms, each one class here:
 *
 * <ol>
 *   <li>{@link pellucid.models.text.AddedTokens} cuts out special tokens that stand in the text as written;
 *   <li>{@link pellucid.models.text.NormalizationStep} cleans, decomposes, strips accents and lower-cases;
 *   <li>{@link pellucid.models.text.PreTokenizer} cuts at white space and around punctuation;
 *   <li>{@link pellucid.models.text.WordPiece} replaces each word by the longest pieces that the vocabulary has, from
 *       the left (Schuster and Nakajima, 2012; Devlin et al., 2019);
 *   <li>{@link pellucid.models.text.SequenceTemplate} puts [CLS] and [SEP] around the pieces.
 * </ol>
 *
 * <p>{@link pellucid.models.text.WordPieceTokenizer} is the door. What counts as punctuation, accent, control character
 * or lower case is frozen in {@link pellucid.models.text.FrozenUnicode}: the JDK's own tables change from version to
 * version, and the ids must not.
 */
package pellucid.models.text;
