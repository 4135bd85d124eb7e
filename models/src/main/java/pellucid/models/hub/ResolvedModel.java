package pellucid.models.hub;

import java.nio.file.Path;

/**
 * A model that was found.
 *
 * @param folder the sentence-transformers folder, complete
 * @param source the place it came from
 * @param detail a few words on which copy it is (the revision, the artifact), for people
 */
public record ResolvedModel(Path folder, Source source, String detail) {}
