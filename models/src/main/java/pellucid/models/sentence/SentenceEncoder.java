package pellucid.models.sentence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pellucid.autograd.Variable;
import pellucid.models.bert.BertConfig;
import pellucid.models.bert.BertLoader;
import pellucid.models.bert.BertModel;
import pellucid.models.hub.ModelResolver;
import pellucid.models.nn.Observer;
import pellucid.models.nn.Tap;
import pellucid.models.text.WordPieceTokenizer;
import pellucid.models.weights.WeightFolder;
import pellucid.models.weights.WeightSource;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.backend.Backends;

/**
 * Texts in, vectors out, as sentence-transformers computes them:
 *
 * <pre>
 *   SentenceEncoder encoder = SentenceEncoder.load("all-MiniLM-L6-v2");
 *   float[] vector = encoder.encode("a quiet film about the sea");
 * </pre>
 *
 * <p>Immutable and safe for concurrent calls. The vector of a text has the same bits whatever other texts are encoded
 * with it, in whatever order, batch size and number of threads, on the same backend (where that promises it).
 */
public final class SentenceEncoder {
    /** Texts that are tokenised and encoded at a time, so that memory does not grow with the number of texts. */
    static final int WINDOW = 8192;

    private static final Logger LOG = LoggerFactory.getLogger(SentenceEncoder.class);

    private final SentenceSettings settings;
    private final SentenceModel model;
    private final WordPieceTokenizer tokenizer;

    private SentenceEncoder(SentenceSettings settings, SentenceModel model, WordPieceTokenizer tokenizer) {
        this.settings = settings;
        this.model = model;
        this.tokenizer = tokenizer;
    }

    /**
     * Loads a model onto the default backend, which is chosen while the model is being found.
     *
     * @param nameOrDirectory a folder, or a name such as {@code all-MiniLM-L6-v2}
     */
    public static SentenceEncoder load(String nameOrDirectory) {
        Background<Backend> backend = Background.start("pellucid-backend", Backends::get);
        Path folder = ModelResolver.ofThisProcess().resolve(nameOrDirectory);
        return load(folder, backend.get());
    }

    /** Loads the model of a folder onto a backend, in float32. */
    public static SentenceEncoder load(Path folder, Backend backend) {
        return load(folder, backend, DType.FLOAT32);
    }

    /**
     * Loads the model of a folder. The tokenizer is read in the background while this thread reads the weights.
     *
     * @param dtype float32, or float64 on the reference backend
     * @throws InputException if a file is missing or broken, or the files are from different models
     */
    public static SentenceEncoder load(Path folder, Backend backend, DType dtype) {
        SentenceSettings settings = SentenceSettings.read(folder);
        Background<WordPieceTokenizer> tokenizer = Background.start("pellucid-tokenizer", settings::tokenizer);
        try (WeightSource weights = WeightFolder.open(settings.transformerFolder())) {
            BertLoader.Loaded loaded = BertLoader.load(settings.bert(), weights, backend, dtype);
            if (!loaded.unused().isEmpty()) {
                LOG.warn(
                        "{}: {} tensors have no place in the model, such as '{}'",
                        weights,
                        loaded.unused().size(),
                        loaded.unused().get(0));
            }
            WordPieceTokenizer read = tokenizer.get();
            checkVocabulary(settings, read);
            return new SentenceEncoder(settings, network(settings, loaded.model()), read);
        }
    }

    /**
     * An encoder of a model that was made and not loaded, with the tokenizer that the settings name.
     *
     * @throws InputException if the settings and the model have different dimensions
     */
    public static SentenceEncoder of(SentenceSettings settings, BertModel bert) {
        if (!settings.bert().equals(bert.config())) {
            throw new InputException("the settings are of a model with " + settings.bert() + ", the model given has "
                    + bert.config() + "; make the settings with withBert");
        }
        WordPieceTokenizer tokenizer = settings.tokenizer();
        checkVocabulary(settings, tokenizer);
        return new SentenceEncoder(settings, network(settings, bert), tokenizer);
    }

    /** The same encoder, with the same variables, for training in little memory: {@link BertModel#withCheckpoints}. */
    public SentenceEncoder withCheckpoints() {
        return new SentenceEncoder(settings, network(settings, model.bert().withCheckpoints()), tokenizer);
    }

    private static SentenceModel network(SentenceSettings settings, BertModel bert) {
        return new SentenceModel(bert, settings.pooling(), settings.normalize());
    }

    private static void checkVocabulary(SentenceSettings settings, WordPieceTokenizer tokenizer) {
        BertConfig bert = settings.bert();
        if (tokenizer.vocabularySize() > bert.vocabSize()) {
            throw new InputException(settings.transformerFolder() + ": the tokenizer has ids up to "
                    + (tokenizer.vocabularySize() - 1) + ", config.json has the vocab_size " + bert.vocabSize()
                    + "; the two are from different models");
        }
    }

    /** The vector of one text. */
    public float[] encode(String text) {
        return encode(List.of(text), EncodeOptions.DEFAULTS).rows();
    }

    /** The vectors of texts, in their order. */
    public Embeddings encode(List<String> texts) {
        return encode(texts, EncodeOptions.DEFAULTS);
    }

    /**
     * The vectors of texts, in their order.
     *
     * @throws InputException if a text is null, the prompt is unknown, or the result is too large for one array (2³¹
     *     numbers; then use {@link #encodeStream})
     */
    public Embeddings encode(List<String> texts, EncodeOptions options) {
        EncodingRun run = run(options, texts.size());
        int dimension = run.dimension();
        if ((long) texts.size() * dimension > Integer.MAX_VALUE - 8) {
            throw new InputException(texts.size() + " texts of " + dimension
                    + " numbers each are more than one array holds; encode them with encodeStream");
        }
        float[] rows = new float[texts.size() * dimension];
        int truncated = 0;
        for (int from = 0; from < texts.size(); from += WINDOW) {
            int to = Math.min(from + WINDOW, texts.size());
            truncated += run.window(texts.subList(from, to), rows, from * dimension);
        }
        return new Embeddings(rows, texts.size(), dimension, truncated);
    }

    /**
     * Encodes texts that need not fit into memory together.
     *
     * @param texts read as they are needed
     * @param sink gets the vectors window by window, in the order of the texts
     */
    public void encodeStream(Iterator<String> texts, EncodeOptions options, Consumer<Embeddings> sink) {
        EncodingRun run = run(options, -1);
        List<String> window = new ArrayList<>(WINDOW);
        while (texts.hasNext()) {
            window.clear();
            while (texts.hasNext() && window.size() < WINDOW) {
                window.add(texts.next());
            }
            float[] rows = new float[window.size() * run.dimension()];
            int truncated = run.window(window, rows, 0);
            sink.accept(new Embeddings(rows, window.size(), run.dimension(), truncated));
        }
    }

    /** The vector of one text, while an observer looks at everything between. */
    @SuppressWarnings("try")
    public float[] encodeObserved(String text, Observer observer, EncodeOptions options) {
        try (Tap tap = Tap.on(observer)) {
            return encode(List.of(text), options).rows();
        }
    }

    /** The same with the default options. */
    public float[] encodeObserved(String text, Observer observer) {
        return encodeObserved(text, observer, EncodeOptions.DEFAULTS);
    }

    /**
     * The vectors of texts as one batch that can be differentiated: a tape is left unless NoGrad or Inference is open.
     *
     * @return [texts, dimension]
     */
    public Variable vectors(List<String> texts, EncodeOptions options) {
        return run(options, texts.size()).vectors(texts);
    }

    /**
     * The tokens of texts as one batch for {@link SentenceModel#forward}, cut at the maximum length as everywhere. Without
     * a prompt, even if the model has a default one: that is how sentence-transformers trains.
     */
    public TokenBatch pack(List<String> texts) {
        return pack(texts, EncodeOptions.DEFAULTS.withPrompt(""));
    }

    /** The same with the prompt that the options ask for. */
    public TokenBatch pack(List<String> texts, EncodeOptions options) {
        return run(options, texts.size()).pack(texts);
    }

    private EncodingRun run(EncodeOptions options, long total) {
        String prompt = prompt(options);
        return new EncodingRun(
                model,
                new Tokenization(tokenizer, settings.maxLength(), prompt, promptTokens(prompt)),
                outputDimension(options),
                options,
                total);
    }

    private String prompt(EncodeOptions options) {
        if (options.prompt() != null) {
            return options.prompt();
        }
        String name = options.promptName() != null ? options.promptName() : settings.defaultPromptName();
        if (name == null) {
            return "";
        }
        String prompt = settings.prompts().get(name);
        if (prompt == null) {
            throw new InputException("the model has no prompt '" + name + "', only "
                    + settings.prompts().keySet() + "; name one of these, or give the prompt's text");
        }
        return prompt;
    }

    /** How many tokens the prompt takes: all that the tokenizer makes of it but the closing [SEP]. */
    private int promptTokens(String prompt) {
        if (prompt.isEmpty()) {
            return 0;
        }
        int[] ids = tokenizer.encode(prompt, settings.maxLength()).ids();
        boolean closed = ids.length > 0 && ids[ids.length - 1] == tokenizer.sepId();
        return closed ? ids.length - 1 : ids.length;
    }

    private int outputDimension(EncodeOptions options) {
        int wanted = options.truncateDim();
        if (wanted == 0 && settings.truncateDim() != null) {
            wanted = settings.truncateDim();
        }
        return wanted == 0 ? model.dimension() : Math.min(wanted, model.dimension());
    }

    /** Numbers in a vector when nothing else is asked for. */
    public int dimension() {
        return outputDimension(EncodeOptions.DEFAULTS);
    }

    /** The most tokens of a text that are read, special tokens included. */
    public int maxLength() {
        return settings.maxLength();
    }

    public SentenceSettings settings() {
        return settings;
    }

    /** The network, for training and inspection. */
    public SentenceModel model() {
        return model;
    }

    public WordPieceTokenizer tokenizer() {
        return tokenizer;
    }

    public Backend backend() {
        return model.backend();
    }
}
