package pellucid.eval.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pellucid.eval.experiment.products.Contender;
import pellucid.eval.experiment.products.ProductStudy;
import pellucid.models.hub.Attempt;
import pellucid.models.hub.HubSettings;
import pellucid.models.hub.ModelResolver;
import pellucid.models.hub.Source;
import pellucid.models.hub.TransferProgress;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.backend.Backends;
import picocli.CommandLine.Option;

/** The option that names models to compare with; without it, those of the usual ones that are on this machine. */
final class AgainstOption {
    /** Each by the names under which it may lie on a machine. */
    private static final List<List<String>> USUAL = List.of(
            List.of(Contender.BERT_BASE, "google-bert/" + Contender.BERT_BASE),
            List.of("bge-small-en-v1.5"),
            List.of("e5-small-v2"));

    @Option(
            names = "--against",
            paramLabel = "MODEL",
            description = "a model to compare with, a folder or a name; may be repeated. Each is measured by its first"
                    + " token's vector (CLS) and by the mean (default: those of bert-base-uncased, bge-small-en-v1.5 and"
                    + " e5-small-v2 that are on this machine already)")
    private List<String> names = List.of();

    /** The models that take part; finds, converts or downloads those that are asked for. */
    ProductStudy.Field field(ModelOption main, Output out) {
        Contender first = contender(main.name(), out);
        Map<String, String> absent = new LinkedHashMap<>();
        List<Contender> others = new ArrayList<>();
        if (names.isEmpty()) {
            ModelResolver resolver = new ModelResolver(
                    HubSettings.ofThisProcess(), AgainstOption.class.getClassLoader(), TransferProgress.SILENT);
            for (List<String> usual : USUAL) {
                String found = usual.stream()
                        .filter(name -> isHere(resolver, name))
                        .findFirst()
                        .orElse(null);
                if (found == null) {
                    absent.put(usual.get(0), "it is not on this machine");
                } else if (!found.equals(main.name())) {
                    others.add(contender(found, out));
                }
            }
        } else {
            names.stream().distinct().forEach(name -> others.add(contender(name, out)));
            if (others.stream().noneMatch(Contender::isBertBase)) {
                absent.put(Contender.BERT_BASE, "--against names others");
            }
        }
        return new ProductStudy.Field(first, others, absent);
    }

    private static Contender contender(String name, Output out) {
        Path folder = ModelOption.folder(name, out);
        return new Contender(name, () -> SentenceEncoder.load(folder, Backends.get()));
    }

    private static boolean isHere(ModelResolver resolver, String name) {
        return resolver.examine(name).stream()
                .filter(Attempt::usable)
                .anyMatch(attempt -> attempt.source() != Source.HUB);
    }
}
