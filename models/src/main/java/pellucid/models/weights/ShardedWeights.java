package pellucid.models.weights;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pellucid.tensor.InputException;

/** Several safetensors files seen as one; the metadata is that of all shards, the first one's where they differ. */
final class ShardedWeights implements WeightSource {
    private final String folder;
    private final Map<String, SafetensorsFile> fileOf;
    private final List<SafetensorsFile> shards;
    private final Map<String, String> metadata;

    ShardedWeights(String folder, Map<String, SafetensorsFile> fileOf, Collection<SafetensorsFile> shards) {
        this.folder = folder;
        this.fileOf = Collections.unmodifiableMap(fileOf);
        this.shards = List.copyOf(shards);
        Map<String, String> merged = new LinkedHashMap<>();
        shards.forEach(shard -> shard.metadata().forEach(merged::putIfAbsent));
        this.metadata = Collections.unmodifiableMap(merged);
    }

    private SafetensorsFile fileOf(String name) {
        SafetensorsFile file = fileOf.get(name);
        if (file == null) {
            throw new InputException(folder + " has no tensor " + TensorNames.quote(name) + "; "
                    + TensorNames.nearest(name, fileOf.keySet()));
        }
        return file;
    }

    @Override
    public Set<String> names() {
        return fileOf.keySet();
    }

    @Override
    public StoredTensor tensor(String name) {
        return fileOf(name).tensor(name);
    }

    @Override
    public void readFloats(String name, float[] target, int offset) {
        fileOf(name).readFloats(name, target, offset);
    }

    @Override
    public float[] floats(String name) {
        return fileOf(name).floats(name);
    }

    @Override
    public double[] doubles(String name) {
        return fileOf(name).doubles(name);
    }

    @Override
    public long[] longs(String name) {
        return fileOf(name).longs(name);
    }

    @Override
    public int[] ints(String name) {
        return fileOf(name).ints(name);
    }

    @Override
    public byte[] bytes(String name) {
        return fileOf(name).bytes(name);
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public void close() {
        shards.forEach(SafetensorsFile::close);
    }

    @Override
    public String toString() {
        return folder + " (" + fileOf.size() + " tensors in " + shards.size() + " files)";
    }
}
