/**
 * Reports of experiments: one HTML page each that carries its own style and pictures and can be read without a network.
 *
 * <p>A {@link pellucid.eval.report.Report} is put together from headings, paragraphs, a {@link
 * pellucid.eval.report.Table} or a {@link pellucid.eval.report.Figure} at a time, and the table of {@link
 * pellucid.eval.report.Claim}s with a {@link pellucid.eval.report.Verdict} each. {@link pellucid.eval.report.Charts}
 * draws the figures, by XChart and VectorGraphics2D as SVG. {@link pellucid.eval.report.Provenance}, at the foot, says on
 * what machine, with what versions and seeds and in what time the numbers came about.
 */
package pellucid.eval.report;
