package pellucid.models.hub;

/**
 * What one source says about a model.
 *
 * @param source the place that was asked
 * @param usable whether it has the model, or (the hub) may be asked for it
 * @param detail where the model lies, or why this place has none
 */
public record Attempt(Source source, boolean usable, String detail) {}
