package pellucid.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.models.sentence.SentenceSettings;

/**
 * What a model's README.md tells whoever finds it: what it is, how it was trained, what was measured, how to use it. The
 * lines between the dashes are what Hugging Face's hub reads.
 *
 * <pre>{@code
 * String card = ModelCard.named("films-minilm")
 *         .base("sentence-transformers/all-MiniLM-L6-v2")
 *         .losses("mnrl, scale 20")
 *         .trainedOn("pairs.csv", 12_000)
 *         .measured("films-dev", before, after)
 *         .text(encoder);
 * }</pre>
 */
public final class ModelCard {
    private final String name;
    private final List<String> losses = new ArrayList<>();
    private final Map<String, Long> data = new LinkedHashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<Measured> measured = new ArrayList<>();
    private String base;
    private String language = "en";
    private String licence;

    /** Metrics of one evaluation by name; before is empty where nothing was measured before the training. */
    private record Measured(String evaluation, Map<String, Double> before, Map<String, Double> after) {}

    private ModelCard(String name) {
        this.name = name;
    }

    /** The card of a model of this name. */
    public static ModelCard named(String name) {
        return new ModelCard(name);
    }

    /** The model that the training began with. */
    public ModelCard base(String model) {
        base = model;
        return this;
    }

    /** The language's code; without a call, {@code en}. */
    public ModelCard language(String code) {
        language = code;
        return this;
    }

    /** The licence's identifier on the hub, such as {@code apache-2.0}; without a call, none is stated. */
    public ModelCard licence(String identifier) {
        licence = identifier;
        return this;
    }

    /** What was made small, each with its settings. */
    public ModelCard losses(String... described) {
        losses.addAll(List.of(described));
        return this;
    }

    /** A set of examples, and how many. */
    public ModelCard trainedOn(String source, long examples) {
        data.put(source, examples);
        return this;
    }

    /** A setting of the training, such as the learning rate. */
    public ModelCard setting(String what, String value) {
        settings.put(what, value);
        return this;
    }

    /** What an evaluator found, before the training (may be empty) and after it. */
    public ModelCard measured(String evaluation, Map<String, Double> before, Map<String, Double> after) {
        measured.add(new Measured(evaluation, new LinkedHashMap<>(before), new LinkedHashMap<>(after)));
        return this;
    }

    /** The text of README.md. */
    public String text(SentenceEncoder encoder) {
        StringBuilder card = new StringBuilder();
        frontMatter(card);
        card.append("# ").append(line(name)).append("\n\n");
        card.append("A [sentence-transformers](https://www.SBERT.net) model");
        if (base != null) {
            card.append(", trained from ").append(line(base));
        }
        card.append(". It maps texts to vectors of ").append(encoder.dimension());
        card.append(" numbers, for semantic search, similarity and clustering.\n\n");
        model(card, encoder);
        training(card);
        results(card);
        usage(card, encoder.settings());
        return card.toString();
    }

    private void frontMatter(StringBuilder card) {
        card.append("---\nlanguage: ").append(quoted(language)).append('\n');
        if (licence != null) {
            card.append("license: ").append(quoted(licence)).append('\n');
        }
        card.append("library_name: sentence-transformers\npipeline_tag: sentence-similarity\n");
        card.append("tags:\n- sentence-transformers\n- sentence-similarity\n- feature-extraction\n- pellucid\n");
        for (Map.Entry<String, Long> set : data.entrySet()) {
            card.append("- ").append(quoted("dataset_size:" + set.getValue())).append('\n');
        }
        for (String loss : losses) {
            card.append("- ").append(quoted("loss:" + loss)).append('\n');
        }
        if (base != null) {
            card.append("base_model: ").append(quoted(base)).append('\n');
        }
        if (!measured.isEmpty()) {
            index(card);
        }
        card.append("---\n\n");
    }

    /** The measurements in the form that the hub makes tables of. */
    private void index(StringBuilder card) {
        card.append("model-index:\n- name: ").append(quoted(name)).append("\n  results:\n");
        for (Measured one : measured) {
            card.append("  - task:\n      type: sentence-similarity\n    dataset:\n      name: ");
            card.append(quoted(one.evaluation())).append("\n      type: ").append(quoted(one.evaluation()));
            card.append("\n    metrics:\n");
            one.after().forEach((metric, value) -> {
                if (Double.isFinite(value)) {
                    card.append("    - type: ").append(quoted(metric)).append("\n      value: ");
                    card.append(number(value))
                            .append("\n      name: ")
                            .append(quoted(metric))
                            .append('\n');
                }
            });
        }
    }

    private static void model(StringBuilder card, SentenceEncoder encoder) {
        SentenceSettings settings = encoder.settings();
        card.append("## The model\n\n");
        row(card, "what", "value");
        card.append("|---|---|\n");
        row(card, "layers", "" + settings.bert().numHiddenLayers());
        row(card, "hidden size", "" + settings.bert().hiddenSize());
        row(
                card,
                "parameters",
                String.format(Locale.ROOT, "%,d", settings.bert().parameterCount()));
        row(card, "longest text", settings.maxLength() + " tokens");
        row(card, "pooling", settings.pooling().modes().toString().toLowerCase(Locale.ROOT));
        row(card, "vectors of length 1", settings.normalize() ? "yes" : "no");
        row(card, "similarity", settings.similarity());
        card.append('\n');
    }

    private void training(StringBuilder card) {
        if (losses.isEmpty() && data.isEmpty() && settings.isEmpty()) {
            return;
        }
        card.append("## Training\n\n");
        row(card, "what", "value");
        card.append("|---|---|\n");
        losses.forEach(loss -> row(card, "loss", loss));
        data.forEach(
                (source, examples) -> row(card, "examples of " + source, String.format(Locale.ROOT, "%,d", examples)));
        settings.forEach((what, value) -> row(card, what, value));
        card.append('\n');
    }

    private void results(StringBuilder card) {
        if (measured.isEmpty()) {
            return;
        }
        card.append("## Measurements\n\n");
        row(card, "evaluation", "metric", "before", "after");
        card.append("|---|---|---:|---:|\n");
        for (Measured one : measured) {
            one.after().forEach((metric, value) -> {
                Double before = one.before().get(metric);
                row(card, one.evaluation(), metric, before == null ? "" : number(before), number(value));
            });
        }
        card.append('\n');
    }

    private void usage(StringBuilder card, SentenceSettings settings) {
        card.append("## Use\n\nIn Java, with Pellucid:\n\n```java\n");
        card.append("SentenceEncoder encoder = SentenceEncoder.load(\"path/to/this/folder\");\n");
        card.append("Embeddings embeddings = encoder.encode(List.of(\"a first text\", \"a second text\"));\n");
        card.append("```\n\nIn Python, with sentence-transformers:\n\n```python\n");
        card.append("from sentence_transformers import SentenceTransformer\n\n");
        card.append("model = SentenceTransformer(\"path/to/this/folder\")\n");
        card.append("embeddings = model.encode([\"a first text\", \"a second text\"])\n");
        card.append("similarities = model.similarity(embeddings, embeddings)\n```\n");
        if (!settings.prompts().isEmpty()) {
            card.append("\nPrompts, put in front of a text by name:\n\n");
            row(card, "name", "prompt");
            card.append("|---|---|\n");
            new TreeMap<>(settings.prompts()).forEach((key, prompt) -> row(card, key, "`" + prompt + "`"));
        }
    }

    private static void row(StringBuilder card, String... cells) {
        for (String cell : cells) {
            card.append("| ").append(line(cell).replace("|", "\\|")).append(' ');
        }
        card.append("|\n");
    }

    private static String line(String text) {
        return text.replaceAll("\\R", " ");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** A YAML string in double quotes. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\x%02x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
