package pellucid.eval.retrieval;

import java.util.List;
import pellucid.models.sentence.EncodeOptions;
import pellucid.models.sentence.SentenceEncoder;

/** What a text is in a search. Some models were trained with another prompt in front of each. */
public enum Role {
    QUERY("query"),
    DOCUMENT("document", "passage", "corpus");

    private final List<String> promptNames;

    Role(String... promptNames) {
        this.promptNames = List.of(promptNames);
    }

    /** Asks for the first prompt the model has by a name of this role; the defaults if it has none. */
    public EncodeOptions options(SentenceEncoder encoder) {
        return promptNames.stream()
                .filter(encoder.settings().prompts()::containsKey)
                .findFirst()
                .map(EncodeOptions.DEFAULTS::withPromptName)
                .orElse(EncodeOptions.DEFAULTS);
    }
}
