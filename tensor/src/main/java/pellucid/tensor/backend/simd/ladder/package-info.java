/**
 * The matrix product as a ladder of seven rungs, from the three loops of a textbook to the kernels that this engine runs
 * on. Each rung is one small class that changes one thing, says what limited the rung before it and what the change was
 * worth; {@link pellucid.tensor.backend.simd.ladder.Ladder} checks all of them against the first and measures them, from
 * the root of the project:
 *
 * <pre>  mvn -q compile exec:java -Dexec.mainClass=pellucid.tensor.backend.simd.ladder.Ladder  </pre>
 *
 * <p>All rungs compute c = a · b, cᵢⱼ = Σₚ aᵢₚ·bₚⱼ with a [m, k], b [k, n], c [m, n], float32, row after row: 2·m·k·n
 * operations on m·k + k·n + m·n numbers. For m = k = n = 768 that is 512 operations for each number that has to come from
 * memory at least once: the product is limited by memory only as long as it is written badly. The way up the ladder is one
 * long attempt to use a number as often as possible once it is near: in the cache (rungs 2 and 3), in a register (4 and 5),
 * and side by side with the number that is wanted next (6).
 *
 * <p>The measured figures are for that size, on two cores of an AMD EPYC (Zen 5, AVX-512, 1 MB of second-level cache a
 * core); JDK 17 and 25 are within a tenth of each other. Billions of additions and multiplications a second: 2.0, 7.0, 6.2,
 * 60, 112, 143, and 192 on one thread or 340 on two.
 *
 * <p>Rungs 5 and 6 are the kernels of this backend in small: a panel of rung 6 is {@code Panels}, its block of rows {@code
 * RowBlock}, its tile {@code Tile12} and {@code Tile6}, its loops {@code Gemm}. Rung 7 runs those.
 *
 * <p>The sources: Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008); Lam, Rothberg and
 * Wolf, "The Cache Performance and Optimizations of Blocked Algorithms" (1991).
 */
package pellucid.tensor.backend.simd.ladder;
