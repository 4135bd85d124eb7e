package pellucid.eval.report;

/**
 * A picture of a report.
 *
 * @param caption what it shows, in a sentence
 * @param svg an {@code <svg>} element that needs nothing from outside
 */
public record Figure(String caption, String svg) {}
