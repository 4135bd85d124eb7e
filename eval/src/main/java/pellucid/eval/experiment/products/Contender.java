package pellucid.eval.experiment.products;

import java.util.function.Supplier;
import java.util.regex.Pattern;
import pellucid.models.sentence.SentenceEncoder;

/**
 * A model that takes part.
 *
 * @param name a folder, or the name under which it was found
 * @param encoder loads it
 */
public record Contender(String name, Supplier<SentenceEncoder> encoder) {
    /** The model that the study compares with. */
    public static final String BERT_BASE = "bert-base-uncased";

    /** The model that the study is about. */
    public static final String MINILM = "all-MiniLM-L6-v2";

    /** Whether it is the model that the study compares with, by its name or the name of its folder. */
    public boolean isBertBase() {
        return isCalled(BERT_BASE);
    }

    /** Whether it is the model that the study is about, by its name or the name of its folder. */
    boolean isMiniLm() {
        return isCalled(MINILM);
    }

    private boolean isCalled(String model) {
        return Pattern.matches("(.*([/\\\\]|--))?" + Pattern.quote(model) + "([/\\\\].*)?", name);
    }

    /** The name without the folders before it. */
    String shortName() {
        return name.replaceFirst("[/\\\\]+$", "").replaceFirst("^.*[/\\\\]", "");
    }
}
