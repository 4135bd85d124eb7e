package pellucid.models.hub;

/** The places where a model is looked for, in the order in which they are asked. */
public enum Source {
    DIRECTORY("directory"),
    HUGGING_FACE_CACHE("Hugging Face cache"),
    CLASS_PATH("class path"),
    HUB("hub");

    private final String title;

    Source(String title) {
        this.title = title;
    }

    /** The name of this place in messages. */
    public String title() {
        return title;
    }
}
