/**
 * Sentence embeddings as sentence-transformers computes them (Reimers and Gurevych, 2019): a BERT, a pooling over its
 * token vectors, and often a normalisation to length 1.
 *
 * <p>{@link pellucid.models.sentence.SentenceEncoder} is the door: texts in, vectors out. Behind it stand the folder's
 * settings ({@link pellucid.models.sentence.SentenceSettings}), the network itself
 * ({@link pellucid.models.sentence.SentenceModel}, which training uses too), and the cutting of many texts into
 * micro-batches without padding. {@link pellucid.models.sentence.SentenceFolderWriter} writes an encoder back as a folder.
 */
package pellucid.models.sentence;
