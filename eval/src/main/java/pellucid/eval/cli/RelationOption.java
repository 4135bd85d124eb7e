package pellucid.eval.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.training.distill.Relation;
import pellucid.training.distill.Relation.Part;
import pellucid.training.distill.RelationDistillation;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that say what a student learns of its teacher. */
final class RelationOption {
    private enum Method {
        V1,
        V2
    }

    @Option(
            names = "--method",
            paramLabel = "NAME",
            defaultValue = "v2",
            description = "v1: attention and values, head by head; v2: relations of any heads (default: v2)")
    private Method method;

    @Option(
            names = "--relations",
            paramLabel = "A-B,...",
            split = ",",
            description = "of v2: pairs of query, key and value, or all for the nine (default: query-query,key-key,"
                    + "value-value)")
    private List<String> relations = List.of("query-query", "key-key", "value-value");

    @Option(
            names = "--relation-heads",
            paramLabel = "N",
            defaultValue = "12",
            description = "of v2: into how many heads queries, keys and values are cut (default: 12)")
    private int heads;

    @Option(
            names = "--teacher-layer",
            paramLabel = "N",
            description = "of v2: which of the teacher's layers teaches, from 1 (default: the paper's choice)")
    private Integer layer;

    void check(CommandSpec spec) {
        Usage.requireAtLeast(spec, "--relation-heads", heads, 1);
        if (method == Method.V1 && layer != null) {
            throw Usage.wrong(spec, "--teacher-layer belongs to v2; v1 learns of the last layer");
        }
        if (!relations.equals(List.of("all"))) {
            relations.forEach(name -> relation(spec, name));
        }
    }

    /** What a student learns of this teacher; {@link #check} has passed. */
    RelationDistillation of(CommandSpec spec, SentenceEncoder teacher) {
        if (method == Method.V1) {
            return RelationDistillation.v1(teacher);
        }
        List<Relation> chosen = new ArrayList<>();
        if (relations.equals(List.of("all"))) {
            chosen.addAll(Relation.all(heads));
        } else {
            relations.forEach(name -> chosen.add(relation(spec, name)));
        }
        int of = layer != null
                ? layer
                : RelationDistillation.chosenLayer(teacher.model().bert().config());
        return new RelationDistillation(teacher, chosen, of);
    }

    private Relation relation(CommandSpec spec, String name) {
        for (Relation relation : Relation.all(heads)) {
            if (name(relation.left(), relation.right()).equals(name.strip().toLowerCase(Locale.ROOT))) {
                return relation;
            }
        }
        throw Usage.wrong(
                spec,
                "--relations has '" + name + "'; give pairs of query, key and value such as query-key, or all alone");
    }

    private static String name(Part left, Part right) {
        return (left + "-" + right).toLowerCase(Locale.ROOT);
    }

    /** The number of heads for the table of costs. */
    int heads() {
        return heads;
    }
}
