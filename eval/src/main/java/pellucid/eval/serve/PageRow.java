package pellucid.eval.serve;

/**
 * A row as the page shows it.
 *
 * @param line the line of the file on which it begins, from 1
 * @param title what heads it
 * @param text what stands below the title; may be empty
 * @param query what to search for when somebody clicks on it
 */
public record PageRow(long line, String title, String text, String query) {}
