/**
 * The kernels one by one under <a href="https://github.com/openjdk/jmh">JMH</a>: the matrix product and the row
 * operations, each in a JVM of its own, with JMH's error bounds.
 */
package pellucid.bench.jmh;
