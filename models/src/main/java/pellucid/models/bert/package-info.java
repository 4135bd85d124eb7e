/**
 * BERT (Devlin et al., 2019), the encoder behind all-MiniLM-L6-v2: embeddings, then layers of self-attention and a
 * two-layer network, each with a residual connection and layer normalisation after it.
 *
 * <p>{@link pellucid.models.bert.BertModel} is the one definition for training and inference, over packed batches
 * without padding: every token of a sequence sees all tokens of its own sequence and no others.
 * {@link pellucid.models.bert.BertLoader} fills it from weights under Hugging Face's names.
 */
package pellucid.models.bert;
