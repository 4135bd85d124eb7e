/** Benchmarks and side-by-side runs against peers. */
package pellucid.bench;
