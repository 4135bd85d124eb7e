/**
 * Benchmarks and side-by-side runs against peers; {@link pellucid.bench.Main} runs them, bench/README.md shows results.
 *
 * <ul>
 *   <li>{@code machine}: what the processor and the memory can do at most
 *   <li>{@code versus}: the harness of interleaved runs, and the matrix product against EJML and OpenBLAS
 *   <li>{@code encode}: sentences to vectors, against ONNX Runtime
 *   <li>{@code finetune}: steps of fine-tuning
 *   <li>{@code word2vec}: words per second of Word2Vec's training, against word2vec.c
 *   <li>{@code gpu}: the check of the CUDA backend on a machine with a GPU, a program of its own
 *   <li>{@code jmh}: the matrix product and the row operations under JMH
 *   <li>{@code report}: tables for the console, Markdown and JSON
 * </ul>
 *
 * <p>The peers' own code, in {@code src/peers}, is compiled only with the Maven profile {@code bench}.
 */
package pellucid.bench;
