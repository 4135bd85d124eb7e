package pellucid.models.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Hugging Face hub: a model is downloaded once into the cache, and taken from there afterwards. */
final class HubSource implements ModelSource {
    private static final List<String> OPTIONAL_BESIDE_THE_TRANSFORMER = List.of(
            ModelFolder.TOKENIZER,
            ModelFolder.VOCABULARY,
            "tokenizer_config.json",
            "special_tokens_map.json",
            "sentence_bert_config.json");

    private final HubSettings settings;
    private final ModelCache cache;
    private final TransferProgress progress;

    HubSource(HubSettings settings, ModelCache cache, TransferProgress progress) {
        this.settings = settings;
        this.cache = cache;
        this.progress = progress;
    }

    @Override
    public Source source() {
        return Source.HUB;
    }

    @Override
    public Attempt examine(String name) throws Refusal {
        for (String candidate : ModelName.candidates(name)) {
            try {
                return Attempt.ready(
                        source(), cache.find(ModelName.asFolder(candidate)).folder());
            } catch (Refusal notDownloaded) {
                continue;
            }
        }
        refuseOffline();
        return Attempt.obtainable(source(), "not downloaded yet; " + settings.hub() + " will be asked");
    }

    @Override
    public ResolvedModel obtain(String name) throws Refusal {
        List<String> candidates = ModelName.candidates(name);
        for (String candidate : candidates) {
            try {
                return resolved(cache.find(ModelName.asFolder(candidate)));
            } catch (Refusal notDownloaded) {
                continue;
            }
        }
        refuseOffline();
        List<String> reasons = new ArrayList<>();
        for (String candidate : candidates) {
            try {
                return resolved(cache.findOrBuild(
                        ModelName.asFolder(candidate), anyOrigin -> true, folder -> download(candidate, folder)));
            } catch (UnknownModel tryTheNextName) {
                reasons.add(tryTheNextName.getMessage());
            } catch (Refusal failure) {
                reasons.add(failure.getMessage());
                break;
            }
        }
        throw new Refusal(settings.hub() + ": " + String.join(", ", reasons));
    }

    private void refuseOffline() throws Refusal {
        if (settings.offline()) {
            throw new Refusal("not asked, for pellucid.offline or HF_HUB_OFFLINE is set");
        }
    }

    private static ResolvedModel resolved(ModelCache.Entry entry) {
        return new ResolvedModel(entry.folder(), Source.HUB, "downloaded from " + entry.origin());
    }

    /** Fetches every file that the model needs, the weights last, and says where they came from. */
    private String download(String name, Path folder) throws IOException, Refusal {
        HubClient client = new HubClient(settings.hub(), name, settings.patience(), progress);
        List<ModelFolder.Module> modules = fetch(client, folder, ModelFolder.MODULES)
                ? ModelFolder.modules(folder.resolve(ModelFolder.MODULES))
                : List.of();
        ModelFolder.Module transformer = ModelFolder.transformer(modules);
        if (!fetch(client, folder, transformer.file(ModelFolder.CONFIG))) {
            throw new UnknownModel(name + " has no " + transformer.file(ModelFolder.CONFIG) + " there (HTTP 404)");
        }
        fetch(client, folder, "config_sentence_transformers.json");
        for (String file : OPTIONAL_BESIDE_THE_TRANSFORMER) {
            fetch(client, folder, transformer.file(file));
        }
        for (ModelFolder.Module module : modules) {
            if (!module.isTransformer() && !module.path().isEmpty()) {
                fetch(client, folder, module.file(ModelFolder.CONFIG));
                fetchWeights(client, folder, module);
            }
        }
        fetchWeights(client, folder, transformer);
        try {
            ModelFolder.check(folder);
        } catch (Refusal incomplete) {
            throw new Refusal(name + " cannot be used, " + incomplete.getMessage(), incomplete);
        }
        return settings.hub() + "/" + name + " at revision " + client.revision();
    }

    private static void fetchWeights(HubClient client, Path folder, ModelFolder.Module module)
            throws IOException, Refusal {
        String index = module.file(ModelFolder.WEIGHTS_INDEX);
        if (client.fetch(module.file(ModelFolder.WEIGHTS), target(folder, module.file(ModelFolder.WEIGHTS)), true)
                || !fetch(client, folder, index)) {
            return;
        }
        for (String shard : ModelFolder.shards(folder.resolve(index))) {
            client.fetch(module.file(shard), target(folder, module.file(shard)), true);
        }
    }

    private static boolean fetch(HubClient client, Path folder, String file) throws IOException, Refusal {
        return client.fetch(file, target(folder, file), false);
    }

    private static Path target(Path folder, String file) throws IOException {
        Path target = folder.resolve(file);
        Files.createDirectories(target.getParent());
        return target;
    }
}
