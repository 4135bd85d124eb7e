/**
 * The SIMD backend: the JDK's Vector API ({@code jdk.incubator.vector}), with a packed, register-tiled matrix product of
 * our own.
 *
 * <p>Rules that the kernels keep, each found by measuring:
 *
 * <ul>
 *   <li>every array index in an inner loop is an affine function of the loop variable: then the compiler moves the bounds
 *       checks out of the loop;
 *   <li>no masked loads and stores: what does not fill a vector goes through a padded buffer;
 *   <li>numbers enter vector arithmetic as vectors ({@code v.mul(broadcast(S, 2))}, not {@code v.mul(2)}), and loops that
 *       carry vectors are methods of their own: else the compiler may leave vectors boxed, an allocation a step;
 *   <li>vectors are loaded and broadcast by the JDK's own methods, which the compiler is told to inline whatever the size:
 *       a method of ours in between, however short, is no longer drawn in once a loop has grown past the compiler's limit
 *       (seen with one that only called {@code broadcast}: attention took 2.4 times as long);
 *   <li>what a loop carries never comes first in an operation, neither in the loop nor behind it ({@code v.add(sum)}, not
 *       {@code sum.add(v)}): of what comes first the compiler must know the class, and where it has that from a profile
 *       alone it may leave the vectors of the whole loop boxed (seen in one process of nine: attention took 1.7 times as
 *       long);
 *   <li>loops with more than a few steps of arithmetic are kept out of their callers ({@code LoopApart}): what the
 *       compiler inlines into one method has a limit, and vectors behind it are boxed;
 *   <li>only add, mul, fma, div, compare and blend where bits matter, and lanes are summed in a fixed order: results are
 *       the same under the interpreter and both compilers;
 *   <li>a row's result never depends on its neighbours or on the number of threads.
 * </ul>
 *
 * <p>The matrix product follows Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008).
 */
package pellucid.tensor.backend.simd;
