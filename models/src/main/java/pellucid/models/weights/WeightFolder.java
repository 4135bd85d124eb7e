package pellucid.models.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import pellucid.tensor.InputException;

/** Finds the weights in a model's folder, in one file or in several (shards), as Hugging Face lays them out. */
public final class WeightFolder {
    /** The one file that holds all weights. */
    public static final String SINGLE = "model.safetensors";

    /** The list that says which shard holds which tensor. */
    public static final String INDEX = "model.safetensors.index.json";

    private static final long MAX_INDEX_BYTES = 100_000_000;

    private WeightFolder() {}

    /**
     * Opens {@code model.safetensors}, or else the shards that {@code model.safetensors.index.json} lists.
     *
     * @throws InputException when there is neither, a file breaks a rule of its format, a shard is missing, or index
     *     and shards disagree about names or total size
     */
    public static WeightSource open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(folder + (Files.exists(folder) ? " is not a folder" : " does not exist")
                    + "; the folder of a model is wanted");
        }
        Path single = folder.resolve(SINGLE);
        Path index = folder.resolve(INDEX);
        if (Files.exists(single)) {
            return SafetensorsFile.open(single);
        }
        if (Files.exists(index)) {
            return openShards(folder, index);
        }
        boolean pickled = Files.exists(folder.resolve("pytorch_model.bin"));
        throw new InputException(folder + " has neither " + SINGLE + " nor " + INDEX
                + (pickled
                        ? "; its pytorch_model.bin cannot be read here: save the model with safe_serialization=True"
                        : "; is it the folder of a model?"));
    }

    private record Index(Map<String, String> shardOf, double totalSize) {}

    private static WeightSource openShards(Path folder, Path path) {
        Index index = readIndex(path);
        Map<String, SafetensorsFile> shards = new LinkedHashMap<>();
        try {
            for (String shard : new TreeSet<>(index.shardOf().values())) {
                if (!Files.exists(folder.resolve(shard))) {
                    throw new InputException(path + " lists the shard " + TensorNames.quote(shard)
                            + ", which is not in the folder; fetch it, or fetch the model again");
                }
                shards.put(shard, SafetensorsFile.open(folder.resolve(shard)));
            }
            Map<String, SafetensorsFile> fileOf = new LinkedHashMap<>();
            index.shardOf().forEach((name, shard) -> fileOf.put(name, shards.get(shard)));
            checkAgreement(path, index, shards);
            return new ShardedWeights(folder.toString(), fileOf, shards.values());
        } catch (RuntimeException failure) {
            shards.values().forEach(SafetensorsFile::close);
            throw failure;
        }
    }

    private static void checkAgreement(Path path, Index index, Map<String, SafetensorsFile> shards) {
        index.shardOf().forEach((name, shard) -> {
            if (!shards.get(shard).names().contains(name)) {
                throw new InputException(path + " places the tensor " + TensorNames.quote(name) + " in " + shard
                        + ", which does not have it; the files are from different models");
            }
        });
        long total = 0;
        for (Map.Entry<String, SafetensorsFile> shard : shards.entrySet()) {
            Set<String> names = shard.getValue().names();
            for (String name : names) {
                if (!shard.getKey().equals(index.shardOf().get(name))) {
                    throw new InputException(path + " does not place the tensor " + TensorNames.quote(name) + " in "
                            + shard.getKey() + ", which has it; the files are from different models");
                }
                total += shard.getValue().tensor(name).byteCount();
            }
        }
        if (!Double.isNaN(index.totalSize()) && index.totalSize() != total) {
            throw new InputException(path + " gives the total_size " + String.format("%.0f", index.totalSize())
                    + ", but the tensors in its shards take " + total + " bytes; the files are from different models");
        }
    }

    private static Index readIndex(Path path) {
        Map<String, String> shardOf = null;
        double totalSize = Double.NaN;
        String document = path + ": the index";
        checkIndexSize(path);
        try (InputStream bytes = Files.newInputStream(path);
                StrictJson json = new StrictJson(document, bytes)) {
            json.enterObject("the whole");
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "weight_map" -> {
                        if (shardOf != null) {
                            throw json.refuse("has the key weight_map twice");
                        }
                        shardOf = readWeightMap(json);
                    }
                    case "metadata" -> totalSize = readTotalSize(json);
                    default -> json.skipValue();
                }
            }
            json.end();
            if (shardOf == null) {
                throw json.refuse("has no weight_map, which says the file of each tensor");
            }
        } catch (IOException failure) {
            throw StrictJson.explain(document, failure);
        }
        return new Index(shardOf, totalSize);
    }

    private static void checkIndexSize(Path path) {
        try {
            long bytes = Files.size(path);
            if (bytes > MAX_INDEX_BYTES) {
                throw new InputException(path + " has " + bytes + " bytes; at most " + MAX_INDEX_BYTES
                        + " are read, and the index of the largest known model has fewer");
            }
        } catch (IOException failure) {
            throw new InputException(path + " cannot be read: " + FileFailure.reason(failure), failure);
        }
    }

    private static Map<String, String> readWeightMap(StrictJson json) throws IOException {
        Map<String, String> shardOf = new LinkedHashMap<>();
        json.enterObject("weight_map");
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            String shard = json.text("the file of the tensor " + TensorNames.quote(name));
            if (shard.isEmpty() || shard.startsWith(".") || shard.matches("(?s).*[/\\\\:\\p{Cntrl}].*")) {
                throw json.refuse("places the tensor " + TensorNames.quote(name) + " in " + TensorNames.quote(shard)
                        + "; the plain name of a file in the same folder is wanted");
            }
            if (shardOf.put(name, shard) != null) {
                throw json.refuse("has the tensor " + TensorNames.quote(name) + " twice");
            }
        }
        return shardOf;
    }

    /** The bytes that all tensors take; NaN when the index does not say. Some writers put a fraction: 90868480.0. */
    private static double readTotalSize(StrictJson json) throws IOException {
        double totalSize = Double.NaN;
        json.enterObject("metadata");
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            if (field.equals("total_size")) {
                totalSize = json.numberOrNaN();
            } else {
                json.skipValue();
            }
        }
        return totalSize;
    }
}
