/**
 * Word2Vec as formulas (Mikolov et al., 2013): CBOW and skip-gram with the full softmax, hierarchical softmax and negative
 * sampling, written on autograd. {@code derivation.md} beside this file derives each formula and tells where it comes from.
 *
 * <pre>
 *   h = v[c] or the mean of v[c]       {@link pellucid.training.word2vec.SkipGram}, {@link pellucid.training.word2vec.Cbow}
 *   L = -log softmax(U h)[w]           {@link pellucid.training.word2vec.FullSoftmax}
 *   L = -Σ_j log σ(±u[node_j]·h)       {@link pellucid.training.word2vec.HierarchicalSoftmax}
 *   L = -log σ(u[w]·h) - Σ_k log σ(-u[w_k]·h)     {@link pellucid.training.word2vec.NegativeSampling}
 * </pre>
 *
 * <p>{@link pellucid.training.word2vec.AutogradWord2Vec} trains them in mini-batches. It is there to be read, and for small
 * corpora; its fast counterpart is {@code pellucid.models.word2vec.train}, whose options, tree and distributions it shares
 * and whose kind of result it gives.
 */
package pellucid.training.word2vec;
