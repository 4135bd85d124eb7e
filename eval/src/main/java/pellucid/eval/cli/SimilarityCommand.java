package pellucid.eval.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import pellucid.eval.retrieval.Cosine;
import pellucid.models.sentence.Embeddings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code similarity A B}: how near two texts are. */
@Command(
        name = "similarity",
        description = "The cosine similarity of two texts: 1 for the same meaning, about 0 for unrelated ones.",
        footerHeading = "%nExample:%n",
        footer = "  similarity \"a cat sleeps\" \"a kitten is napping\"")
final class SimilarityCommand implements Callable<Integer> {
    @ParentCommand
    private Pellucid parent;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "a text")
    private String a;

    @Parameters(index = "1", paramLabel = "B", description = "another text")
    private String b;

    @Mixin
    private ModelOption model;

    @Override
    public Integer call() {
        Usage.requireText(spec, "A", a);
        Usage.requireText(spec, "B", b);
        Embeddings embeddings = model.encoder(parent.output()).encode(List.of(a, b));
        double cosine = Cosine.similarity(embeddings.row(0), embeddings.row(1));
        parent.output().result(String.format(Locale.ROOT, "%.6f", cosine));
        return ExitCode.OK;
    }
}
