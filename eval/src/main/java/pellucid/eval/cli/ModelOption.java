package pellucid.eval.cli;

import java.nio.file.Path;
import java.util.Optional;
import pellucid.models.hub.Attempt;
import pellucid.models.hub.HubSettings;
import pellucid.models.hub.ModelResolver;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.backend.Backends;
import picocli.CommandLine.Option;

/** The option that names a model, and the loading of it with a word about what takes long. */
final class ModelOption {
    static final String DEFAULT = "all-MiniLM-L6-v2";
    private static final long MEBIBYTE = 1 << 20;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = DEFAULT,
            description = "a folder, or a name on the Hugging Face hub (default: ${DEFAULT-VALUE})")
    private String name;

    String name() {
        return name;
    }

    /** The folder of the model; converts or downloads it if this is its first use. */
    Path folder(Output output) {
        return folder(name, output);
    }

    /** The same for a model that another option names. */
    static Path folder(String name, Output output) {
        HubSettings settings = HubSettings.ofThisProcess();
        try (Progress progress = output.progress("MiB", MEBIBYTE)) {
            ModelResolver resolver =
                    new ModelResolver(settings, ModelOption.class.getClassLoader(), progress::advanced);
            Optional<Attempt> first = resolver.examine(name).stream()
                    .filter(Attempt::usable)
                    .findFirst()
                    .filter(attempt -> attempt.standing() == Attempt.Standing.OBTAINABLE);
            first.ifPresent(attempt -> output.notice("First use of " + name + ": preparing it once in "
                    + settings.cache() + " (" + attempt.source().title() + ": " + attempt.detail() + ")"));
            return resolver.resolve(name);
        }
    }

    /** The model on the backend that {@code -Dpellucid.backend} asks for. */
    SentenceEncoder encoder(Output output) {
        return SentenceEncoder.load(folder(output), Backends.get());
    }
}
