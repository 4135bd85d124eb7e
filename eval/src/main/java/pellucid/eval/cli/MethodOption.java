package pellucid.eval.cli;

import java.util.Locale;
import java.util.Map;
import pellucid.eval.retrieval.Bm25Search;
import pellucid.eval.retrieval.DenseSearch;
import pellucid.eval.retrieval.SearchMethod;
import pellucid.eval.retrieval.TextSearch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that say how documents are found. */
final class MethodOption {
    @Option(
            names = "--method",
            paramLabel = "NAME",
            defaultValue = "dense",
            description = "dense (by vectors), bm25 (by words), hybrid (both scores, each brought between 0 and 1), or"
                    + " rrf (both rankings, by reciprocal rank fusion) (default: ${DEFAULT-VALUE})")
    private SearchMethod method;

    @Option(
            names = "--weight",
            paramLabel = "NAME=W",
            description = "how much dense or bm25 counts in a hybrid search; may be repeated (default: 1)")
    private Map<String, Double> weights = Map.of();

    void check(CommandSpec spec) {
        if (!weights.isEmpty() && method != SearchMethod.HYBRID) {
            throw Usage.wrong(spec, "--weight is given, but --method is " + label() + "; weights are for hybrid");
        }
    }

    boolean readsVectors() {
        return method.readsVectors();
    }

    boolean readsWords() {
        return method.readsWords();
    }

    /** Its name on the command line. */
    String label() {
        return method.name().toLowerCase(Locale.ROOT);
    }

    /** What is searched with, in words. */
    String describe(String model) {
        return switch (method) {
            case DENSE -> model;
            case BM25 -> label();
            default -> label() + " of bm25 and " + model;
        };
    }

    /** A search by this method; what it does not read may be null. */
    TextSearch search(DenseSearch vectors, Bm25Search words) {
        return new TextSearch(method, vectors, words, weights);
    }
}
