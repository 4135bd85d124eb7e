/**
 * What the machine can do, measured: the yardstick that the other benchmarks are held against.
 *
 * <p>Two numbers bound every kernel (the roofline model: Williams, Waterman and Patterson, 2009): how many floating-point
 * operations a second its arithmetic units do ({@link pellucid.bench.machine.FmaChains}), and how many bytes a second
 * its memory moves ({@link pellucid.bench.machine.Bandwidth}, after McCalpin's STREAM).
 */
package pellucid.bench.machine;
