/**
 * Small models from large ones: what a teacher's self-attention relates, a student learns to relate (MiniLM).
 *
 * <p>Queries, keys and values of one layer are cut into heads; a {@link pellucid.training.distill.Relation} of two of them
 * says, for each head and each token, how much that token has to do with every token of its text, as a distribution:
 *
 * <pre>
 *   R = softmax(A Bᵀ / √d),   A, B ∈ {Q, K, V}, [tokens, d] of one head
 *   L = Σ over relations 1 / (heads · tokens) Σ over heads and tokens KL(R_teacher ‖ R_student)
 * </pre>
 *
 * The relations have one shape whatever the widths of teacher and student are, so nothing else of the two need agree.
 *
 * <ul>
 *   <li>MiniLM (Wang et al., 2020): attention itself (Q-K) and value relations (V-V) of the last layer, head by head. For a
 *       student of less than half the layers and less than half the width, first an assistant of the teacher's layers and
 *       the student's width is made, which then teaches.
 *   <li>MiniLMv2 (Wang et al., 2021): Q-Q, K-K and V-V, cut into any number of relation heads, of a chosen layer of the
 *       teacher.
 * </ul>
 *
 * <p>{@link pellucid.training.distill.Distillation} makes a student;
 * {@link pellucid.training.distill.StudentSizes} counts and times the students of the two papers.
 *
 * <p>Source: "MiniLM: Deep Self-Attention Distillation for Task-Agnostic Compression of Pre-Trained Transformers",
 * arXiv 2002.10957; "MiniLMv2: Multi-Head Self-Attention Relation Distillation", arXiv 2012.15828.
 */
package pellucid.training.distill;
