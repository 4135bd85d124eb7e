/**
 * The fallback that works on every JVM: matrix products by EJML (Efficient Java Matrix Library, ejml.org), everything that
 * a model does often in plain loops over float arrays, which the JIT compiler turns into vector instructions where it can,
 * and the rest inherited from the reference backend.
 *
 * <p>Each operation runs on the calling thread alone, and sums run in one order whatever the number of rows, so a row's
 * result depends neither on its neighbours nor on threads.
 */
package pellucid.tensor.backend.ejml;
