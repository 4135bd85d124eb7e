package pellucid.models.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import pellucid.models.JsonTree;

/**
 * The layout of a sentence-transformers folder: which files there must be. {@code modules.json} lists the modules; one
 * without that file is a bare transformer, which gets mean pooling.
 */
final class ModelFolder {
    static final String MODULES = "modules.json";
    static final String CONFIG = "config.json";
    static final String WEIGHTS = "model.safetensors";
    static final String WEIGHTS_INDEX = "model.safetensors.index.json";
    static final String TOKENIZER = "tokenizer.json";
    static final String VOCABULARY = "vocab.txt";

    private static final Pattern PATH_ELEMENT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._ -]*");
    /** A repository cloned without Git LFS has, in place of each large file, a few lines that begin so. */
    private static final String LFS_POINTER = "version https://git-lfs";

    private static final int LFS_POINTER_MAX_BYTES = 1024;

    private ModelFolder() {}

    /**
     * One module of the pipeline.
     *
     * @param path its folder relative to the model, empty for the model's own
     * @param type the last segment of its class name, such as {@code Pooling}
     */
    record Module(String path, String type) {
        boolean isTransformer() {
            return type.equals("Transformer");
        }

        /** Whether the module is useless without a config.json; a Normalize folder is often left out. */
        boolean needsConfig() {
            return !type.equals("Normalize");
        }

        /** The path, inside the model, of a file of this module. */
        String file(String name) {
            return path.isEmpty() ? name : path + "/" + name;
        }
    }

    /**
     * Checks that everything a sentence encoder needs is there.
     *
     * @throws Refusal naming the first thing that is missing or wrong
     */
    static void check(Path folder) throws Refusal {
        Path modulesFile = folder.resolve(MODULES);
        List<Module> modules = Files.exists(modulesFile) ? modules(modulesFile) : List.of();
        Module transformer = transformer(modules);
        require(folder, transformer.file(CONFIG));
        requireWeights(folder, transformer);
        if (!Files.isRegularFile(folder.resolve(transformer.file(VOCABULARY)))
                && !Files.isRegularFile(folder.resolve(transformer.file(TOKENIZER)))) {
            throw new Refusal("it has neither " + TOKENIZER + " nor " + VOCABULARY);
        }
        for (Module module : modules) {
            if (!module.isTransformer() && module.needsConfig()) {
                require(folder, module.file(CONFIG));
            }
        }
    }

    private static void require(Path folder, String file) throws Refusal {
        if (!Files.isRegularFile(folder.resolve(file))) {
            throw new Refusal("it lacks " + file);
        }
    }

    private static void requireWeights(Path folder, Module transformer) throws Refusal {
        Path index = folder.resolve(transformer.file(WEIGHTS_INDEX));
        if (Files.isRegularFile(folder.resolve(transformer.file(WEIGHTS)))) {
            requireContent(folder.resolve(transformer.file(WEIGHTS)));
        } else if (Files.isRegularFile(index)) {
            for (String shard : shards(index)) {
                require(folder, transformer.file(shard));
                requireContent(folder.resolve(transformer.file(shard)));
            }
        } else if (Files.isRegularFile(folder.resolve(transformer.file("pytorch_model.bin")))) {
            throw new Refusal("its weights are in pytorch_model.bin, a pickle, and " + WEIGHTS
                    + " is wanted; save the model once more with safe_serialization=True");
        } else {
            throw new Refusal("it lacks " + transformer.file(WEIGHTS));
        }
    }

    private static void requireContent(Path weights) throws Refusal {
        try {
            if (Files.size(weights) == 0) {
                throw new Refusal(weights.getFileName() + " is empty");
            }
            if (Files.size(weights) <= LFS_POINTER_MAX_BYTES
                    && new String(Files.readAllBytes(weights), StandardCharsets.ISO_8859_1).startsWith(LFS_POINTER)) {
                throw new Refusal(weights.getFileName()
                        + " is a Git LFS pointer and not the weights; run 'git lfs pull' in that folder");
            }
        } catch (IOException unreadable) {
            throw new Refusal(weights.getFileName() + " cannot be read (" + unreadable.getMessage() + ")", unreadable);
        }
    }

    /** The transformer among the modules; the model's own folder where no module says so. */
    static Module transformer(List<Module> modules) {
        return modules.stream().filter(Module::isTransformer).findFirst().orElse(new Module("", "Transformer"));
    }

    /**
     * Reads modules.json.
     *
     * @throws Refusal if it is not a list of modules, or names a folder outside the model
     */
    static List<Module> modules(Path file) throws Refusal {
        List<Module> modules = new ArrayList<>();
        JsonNode list = json(file);
        if (!list.isArray()) {
            throw new Refusal(MODULES + " is not a list of modules");
        }
        for (JsonNode entry : list) {
            String type = entry.path("type").asText();
            String path = entry.path("path").asText();
            modules.add(new Module(
                    path.isEmpty() ? path : inside(MODULES, path), type.substring(type.lastIndexOf('.') + 1)));
        }
        return modules;
    }

    /**
     * The files that an index of sharded weights names, sorted.
     *
     * @throws Refusal if it names none, or one outside the model
     */
    static Set<String> shards(Path index) throws Refusal {
        Set<String> shards = new TreeSet<>();
        for (JsonNode shard : json(index).path("weight_map")) {
            shards.add(inside(WEIGHTS_INDEX, shard.asText()));
        }
        if (shards.isEmpty()) {
            throw new Refusal(WEIGHTS_INDEX + " names no file of weights in its weight_map");
        }
        return shards;
    }

    /** The path as it is, if it stays inside the model on every system. */
    private static String inside(String file, String path) throws Refusal {
        for (String element : path.split("/", -1)) {
            if (!PATH_ELEMENT.matcher(element).matches()) {
                throw new Refusal(file + " names the path '" + path + "', which may lead out of the model's folder");
            }
        }
        return path;
    }

    private static JsonNode json(Path file) throws Refusal {
        try {
            return JsonTree.read(Files.readAllBytes(file));
        } catch (JsonProcessingException damaged) {
            throw new Refusal(file.getFileName() + " is not JSON (" + damaged.getOriginalMessage() + ")", damaged);
        } catch (IOException unreadable) {
            throw new Refusal(file.getFileName() + " cannot be read (" + unreadable.getMessage() + ")", unreadable);
        }
    }
}
