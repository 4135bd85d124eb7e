package pellucid.models.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import pellucid.tensor.PellucidException;

/**
 * The Maven artifacts that carry a model as an ONNX file. The first use writes it into the cache as a folder; later ones
 * need neither the artifact nor the time.
 */
final class ClassPathSource implements ModelSource {
    private final ClassLoader classLoader;
    private final ModelCache cache;

    ClassPathSource(ClassLoader classLoader, ModelCache cache) {
        this.classLoader = classLoader;
        this.cache = cache;
    }

    @Override
    public Source source() {
        return Source.CLASS_PATH;
    }

    @Override
    public Attempt examine(String name) throws Refusal {
        PublishedModel model = known(name);
        URL onnx = classLoader.getResource(model.onnxResource());
        try {
            return Attempt.ready(source(), cache.find(model.name()).folder());
        } catch (Refusal notConverted) {
            if (onnx == null) {
                throw absent(model);
            }
            return Attempt.obtainable(source(), model.artifact() + ", not converted yet");
        }
    }

    @Override
    public ResolvedModel obtain(String name) throws Refusal {
        PublishedModel model = known(name);
        URL onnx = classLoader.getResource(model.onnxResource());
        URL tokenizer = classLoader.getResource(model.tokenizerResource());
        if (onnx == null || tokenizer == null) {
            try {
                return resolved(cache.find(model.name()));
            } catch (Refusal notConverted) {
                throw absent(model);
            }
        }
        String origin = origin(model, onnx);
        return resolved(cache.findOrBuild(model.name(), origin::equals, folder -> {
            convert(model, onnx, tokenizer, folder);
            return origin;
        }));
    }

    private static void convert(PublishedModel model, URL onnx, URL tokenizer, Path folder)
            throws IOException, Refusal {
        try (InputStream weights = onnx.openStream();
                InputStream vocabulary = tokenizer.openStream()) {
            OnnxConversion.convert(weights, vocabulary, model, folder);
        } catch (PellucidException unusable) {
            throw new Refusal("the artifact cannot be converted (" + unusable.getMessage() + ")", unusable);
        }
    }

    private static ResolvedModel resolved(ModelCache.Entry entry) {
        return new ResolvedModel(entry.folder(), Source.CLASS_PATH, "converted from " + entry.origin());
    }

    /** Tells one version of the artifact from another without reading it. */
    private static String origin(PublishedModel model, URL onnx) throws Refusal {
        try {
            URLConnection connection = onnx.openConnection();
            connection.getInputStream().close();
            return model.onnxResource() + " of " + connection.getContentLengthLong() + " bytes";
        } catch (IOException unreadable) {
            throw new Refusal(onnx + " cannot be read (" + unreadable.getMessage() + ")", unreadable);
        }
    }

    private static PublishedModel known(String name) throws Refusal {
        return PublishedModel.named(name)
                .orElseThrow(() -> new Refusal("no artifact is known to carry it; those known carry "
                        + String.join(
                                ", ",
                                PublishedModel.ALL.stream()
                                        .map(PublishedModel::name)
                                        .toList())));
    }

    private static Refusal absent(PublishedModel model) {
        return new Refusal("the artifact dev.langchain4j:" + model.artifact() + " is not there");
    }
}
