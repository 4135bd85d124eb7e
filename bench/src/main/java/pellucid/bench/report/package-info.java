/**
 * What a run of the benchmarks leaves behind: {@link pellucid.bench.report.Table tables}, shown on the console, as
 * Markdown and as JSON. The three show the same numbers; only the JSON has them in full precision.
 */
package pellucid.bench.report;
