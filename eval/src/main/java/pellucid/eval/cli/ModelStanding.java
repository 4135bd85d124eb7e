package pellucid.eval.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import pellucid.models.hub.Attempt;
import pellucid.models.hub.HubSettings;
import pellucid.models.hub.ModelResolver;
import pellucid.models.hub.TransferProgress;
import pellucid.tensor.PellucidException;

/**
 * Where models are looked for, and what is there.
 *
 * @param attempts what each of the four sources says about the model
 * @param cache the folder of converted and downloaded models; null if the settings make no sense
 * @param cached the models in it
 * @param problem why nothing could be looked for; null if it could
 */
record ModelStanding(List<Attempt> attempts, Path cache, List<String> cached, String problem) {

    static ModelStanding of(String model) {
        try {
            HubSettings settings = HubSettings.ofThisProcess();
            ModelResolver resolver =
                    new ModelResolver(settings, ModelStanding.class.getClassLoader(), TransferProgress.SILENT);
            return new ModelStanding(resolver.examine(model), settings.cache(), cached(settings.cache()), null);
        } catch (PellucidException wrongSettings) {
            return new ModelStanding(List.of(), null, List.of(), wrongSettings.getMessage());
        }
    }

    private static List<String> cached(Path cache) {
        Path models = cache.resolve("models");
        if (!Files.isDirectory(models)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(models)) {
            return folders.map(folder -> folder.getFileName() + " (" + Bytes.text(size(folder)) + ")")
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of("cannot be read: " + unreadable.getMessage());
        }
    }

    private static long size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
