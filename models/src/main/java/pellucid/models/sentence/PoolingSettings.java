package pellucid.models.sentence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pellucid.models.ConfigFile;
import pellucid.tensor.InputException;
import pellucid.tensor.Pooling;

/**
 * How token vectors become the vector of a text.
 *
 * @param modes one or more; the results of several stand side by side in this order
 * @param includePrompt whether the tokens of a prompt take part
 */
public record PoolingSettings(List<Pooling> modes, boolean includePrompt) {
    /** What a folder without a description of its modules means. */
    public static final PoolingSettings MEAN = new PoolingSettings(List.of(Pooling.MEAN), true);

    private static final Map<String, Pooling> BY_NAME = new LinkedHashMap<>();
    private static final Map<String, Pooling> BY_FLAG = new LinkedHashMap<>();

    static {
        // In the order in which several true flags are put side by side.
        BY_NAME.put("cls", Pooling.CLS);
        BY_NAME.put("max", Pooling.MAX);
        BY_NAME.put("mean", Pooling.MEAN);
        BY_NAME.put("mean_sqrt_len_tokens", Pooling.MEAN_SQRT_LENGTH);
        BY_NAME.put("weightedmean", Pooling.WEIGHTED_MEAN);
        BY_NAME.put("lasttoken", Pooling.LAST_TOKEN);
        BY_FLAG.put("pooling_mode_cls_token", Pooling.CLS);
        BY_FLAG.put("pooling_mode_max_tokens", Pooling.MAX);
        BY_FLAG.put("pooling_mode_mean_tokens", Pooling.MEAN);
        BY_FLAG.put("pooling_mode_mean_sqrt_len_tokens", Pooling.MEAN_SQRT_LENGTH);
        BY_FLAG.put("pooling_mode_weightedmean_tokens", Pooling.WEIGHTED_MEAN);
        BY_FLAG.put("pooling_mode_lasttoken", Pooling.LAST_TOKEN);
    }

    public PoolingSettings {
        modes = List.copyOf(modes);
        if (modes.isEmpty()) {
            throw new InputException("the list of pooling modes is empty; name at least one of " + BY_NAME.keySet());
        }
    }

    /**
     * Reads the {@code config.json} of a Pooling module: {@code pooling_mode} (a name or a list of names), or the older
     * {@code pooling_mode_*} flags; with neither, the mean.
     *
     * @param hiddenSize the width of the model's token vectors, which the file must agree with
     */
    static PoolingSettings read(Path file, int hiddenSize) {
        ConfigFile config = ConfigFile.read(file);
        String widthKey = config.has("embedding_dimension") ? "embedding_dimension" : "word_embedding_dimension";
        int width = config.integer(widthKey, 1);
        if (width != hiddenSize) {
            throw new InputException(file + ": '" + widthKey + "' is " + width + ", config.json has the hidden_size "
                    + hiddenSize + "; the two files are from different models");
        }
        return new PoolingSettings(modes(config), config.flag("include_prompt", true));
    }

    /** What sentence-transformers calls the modes: a name, or a list of names where there are several. */
    JsonNode json(int hiddenSize) {
        ObjectNode config = JsonNodeFactory.instance.objectNode().put("embedding_dimension", hiddenSize);
        List<String> names = modes.stream().map(PoolingSettings::name).toList();
        if (names.size() == 1) {
            config.put("pooling_mode", names.get(0));
        } else {
            names.forEach(config.putArray("pooling_mode")::add);
        }
        return config.put("include_prompt", includePrompt);
    }

    private static String name(Pooling mode) {
        for (Map.Entry<String, Pooling> entry : BY_NAME.entrySet()) {
            if (entry.getValue() == mode) {
                return entry.getKey();
            }
        }
        throw new InputException(
                "the pooling " + mode + " has no name in a model's folder; those that have are " + BY_NAME.keySet());
    }

    private static List<Pooling> modes(ConfigFile config) {
        List<Pooling> modes = new ArrayList<>();
        JsonNode named = config.node("pooling_mode");
        if (named != null && named.isArray() && !named.isEmpty()) {
            named.forEach(name -> modes.add(mode(config, name)));
        } else if (named != null) {
            modes.add(mode(config, named));
        } else {
            BY_FLAG.forEach((flag, mode) -> {
                if (config.flag(flag, false)) {
                    modes.add(mode);
                }
            });
        }
        return modes.isEmpty() ? List.of(Pooling.MEAN) : modes;
    }

    private static Pooling mode(ConfigFile config, JsonNode name) {
        Pooling mode = name.isTextual() ? BY_NAME.get(name.textValue()) : null;
        if (mode == null) {
            throw config.wrong("pooling_mode", "one or a list of " + BY_NAME.keySet());
        }
        return mode;
    }
}
