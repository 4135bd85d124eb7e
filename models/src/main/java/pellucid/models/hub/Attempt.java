package pellucid.models.hub;

/**
 * What one source says about a model.
 *
 * @param source the place that was asked
 * @param standing whether it has the model
 * @param detail where the model lies, where it would come from, or why this place has none
 */
public record Attempt(Source source, Standing standing, String detail) {
    /** How far a model is from being used. */
    public enum Standing {
        /** Its folder lies on this disk. */
        READY,
        /** It has to be converted or downloaded first; for the hub, it may also turn out not to exist. */
        OBTAINABLE,
        /** This place has none. */
        ABSENT
    }

    static Attempt ready(Source source, Object folder) {
        return new Attempt(source, Standing.READY, folder.toString());
    }

    static Attempt obtainable(Source source, String origin) {
        return new Attempt(source, Standing.OBTAINABLE, origin);
    }

    static Attempt absent(Source source, Refusal refusal) {
        return new Attempt(source, Standing.ABSENT, refusal.getMessage());
    }

    /** Whether the source has the model, or (the hub) may be asked for it. */
    public boolean usable() {
        return standing != Standing.ABSENT;
    }
}
