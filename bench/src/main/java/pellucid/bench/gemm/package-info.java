/**
 * The matrix product c = a · b in float32, row-major, by several libraries behind one interface: what the side-by-side
 * run and JMH both measure. OpenBLAS joins when the peers are on the class path.
 */
package pellucid.bench.gemm;
