package pellucid.eval.experiment.products;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pellucid.models.text.words.Preprocessing;
import pellucid.models.text.words.WordTokenizer;

/** What of a product is turned into a vector. */
enum TextVariant {
    DESCRIPTION("description"),
    /** Lower case, no special characters, no stop words: what is often meant by a cleaned text. */
    WORDS("its words alone"),
    /** As many tokens as the model has positions for, where it usually reads fewer. */
    COMPLETE("complete description"),
    NAME("with name"),
    BRAND("with name and brand");

    private static final String SEPARATOR = ". ";
    private final String label;

    TextVariant(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** The text of each product. */
    List<String> of(List<Product> products) {
        WordTokenizer words = Preprocessing.DEFAULT.withStopWords(false).tokenizer();
        return products.stream().map(product -> of(product, words)).toList();
    }

    private String of(Product product, WordTokenizer words) {
        return switch (this) {
            case DESCRIPTION, COMPLETE -> product.description();
            case WORDS -> String.join(" ", words.tokens(product.description()));
            case NAME -> joined(product.name(), product.description());
            case BRAND -> joined(product.brand(), product.name(), product.description());
        };
    }

    private static String joined(String... parts) {
        return Stream.of(parts).filter(part -> !part.isBlank()).collect(Collectors.joining(SEPARATOR));
    }
}
