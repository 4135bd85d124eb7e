package pellucid.eval.serve;

/**
 * A model whose results are a list on the page.
 *
 * @param role the name of the list: {@value #BASE} or {@value #TUNED}
 * @param model what the list is found with, in words
 */
public record ServedModel(String role, String model, RowSearch search) {
    /** The list of the model as it was. */
    public static final String BASE = "base";

    /** The list of the model after training. */
    public static final String TUNED = "tuned";
}
