package pellucid.models.hub;

import java.util.List;
import java.util.regex.Pattern;

/** The names under which a model may be known to the Hugging Face hub. */
final class ModelName {
    private static final Pattern HUB_NAME =
            Pattern.compile("(?:[A-Za-z0-9][A-Za-z0-9._-]*/)?[A-Za-z0-9][A-Za-z0-9._-]*");

    private ModelName() {}

    /**
     * The full names to try for what the user wrote, in order: as it stands, and for a name without an organisation the
     * one that publishes it, where that is known, or else {@code sentence-transformers}.
     *
     * @throws Refusal if this can only be a path
     */
    static List<String> candidates(String name) throws Refusal {
        if (!HUB_NAME.matcher(name).matches() || name.contains("..") || name.contains("--")) {
            throw new Refusal("'" + name + "' is not of the form name or organisation/name");
        }
        if (name.contains("/")) {
            return List.of(name);
        }
        return PublishedModel.named(name)
                .map(model -> List.of(model.fullName()))
                .orElseGet(() -> List.of(name, "sentence-transformers/" + name));
    }

    /** The name as one path element, as the Hugging Face cache writes it: {@code organisation--name}. */
    static String asFolder(String fullName) {
        return fullName.replace("/", "--");
    }
}
