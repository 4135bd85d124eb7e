package pellucid.eval.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import pellucid.eval.report.Machine;
import pellucid.models.hub.Attempt;
import pellucid.tensor.PellucidException;
import pellucid.tensor.backend.Backends;
import pellucid.tensor.backend.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code doctor}: what there is to run on, and with. */
@Command(
        name = "doctor",
        description = "The Java machine, the backends and why each can or cannot run, and where the model is found.",
        footerHeading = "%nExamples:%n",
        footer = {"  doctor", "  doctor --json doctor.json"})
final class DoctorCommand implements Callable<Integer> {
    private static final int LABEL = 12;
    private static final int SOURCE = 24;

    @ParentCommand
    private Pellucid parent;

    @Mixin
    private ModelOption model;

    @Mixin
    private JsonOption json;

    /** Success as long as there is a backend to run on. */
    @Override
    public Integer call() {
        try (JsonOption.Report report = json.begin()) {
            Machine machine = Machine.here();
            String threads = threads();
            List<BackendStanding> ladder = BackendStanding.ladder();
            BackendStanding chosen = BackendStanding.chosen();
            ModelStanding models = ModelStanding.of(model.name());
            parent.output().result(Pellucid.Version.text());
            tell(machine, threads);
            tell(ladder, chosen);
            tell(models);
            report.write(content(machine, threads, ladder, chosen, models));
            return chosen.runs() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private static String threads() {
        String origin = System.getProperty(Workers.PROPERTY) == null ? "one a processor" : "set";
        try {
            return Workers.shared().threads() + " (" + origin + "; -D" + Workers.PROPERTY + "=N sets them)";
        } catch (PellucidException wrongSetting) {
            return wrongSetting.getMessage();
        }
    }

    private void tell(Machine machine, String threads) {
        section("Machine");
        line("Java", machine.java());
        line("", machine.javaHome());
        line("System", machine.system());
        line("Processor", machine.processor() + ", " + machine.processors() + " for this process");
        line("", "as Java sees it: " + machine.vectors());
        line("Threads", threads);
        String physical = machine.memoryBytes() == 0 ? "" : " of the machine's " + Bytes.text(machine.memoryBytes());
        line("Memory", Bytes.text(machine.heapBytes()) + physical + " for Java (-Xmx sets it)");
    }

    private void tell(List<BackendStanding> ladder, BackendStanding chosen) {
        section("Backends, the best first");
        for (BackendStanding rung : ladder) {
            line(rung.name(), (rung.runs() ? "runs: " : "cannot run: ") + rung.detail());
        }
        String wanted = System.getProperty(Backends.PROPERTY, "auto");
        line(
                "chosen",
                (chosen.runs() ? chosen.name() : chosen.detail()) + " (-D" + Backends.PROPERTY + "=" + wanted + ")");
    }

    private void tell(ModelStanding models) {
        section("Where " + model.name() + " is looked for");
        if (models.problem() != null) {
            line("nowhere", models.problem());
            return;
        }
        int number = 1;
        for (Attempt attempt : models.attempts()) {
            String label = "  " + number++ + " " + attempt.source().title();
            Paragraph.labelled(label, SOURCE, word(attempt) + ": " + attempt.detail())
                    .forEach(parent.output()::result);
        }
        section("Models in " + models.cache());
        models.cached().forEach(name -> line("", name));
        if (models.cached().isEmpty()) {
            line("", "none yet");
        }
    }

    private static String word(Attempt attempt) {
        return switch (attempt.standing()) {
            case READY -> "ready";
            case OBTAINABLE -> "can get it";
            case ABSENT -> "no";
        };
    }

    private void section(String title) {
        parent.output().result("");
        Paragraph.lines(title, Output.WIDTH).forEach(parent.output()::result);
    }

    private void line(String label, String text) {
        Paragraph.labelled("  " + label, 2 + LABEL, text).forEach(parent.output()::result);
    }

    private ObjectNode content(
            Machine machine,
            String threads,
            List<BackendStanding> ladder,
            BackendStanding chosen,
            ModelStanding models) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("version", Pellucid.Version.text());
        content.putObject("machine")
                .put("java", machine.java())
                .put("javaHome", machine.javaHome())
                .put("system", machine.system())
                .put("processor", machine.processor())
                .put("vectors", machine.vectors())
                .put("processors", machine.processors())
                .put("threads", threads)
                .put("heapBytes", machine.heapBytes())
                .put("memoryBytes", machine.memoryBytes());
        for (BackendStanding rung : ladder) {
            content.withArray("backends")
                    .addObject()
                    .put("name", rung.name())
                    .put("runs", rung.runs())
                    .put("detail", rung.detail());
        }
        content.putObject("chosen")
                .put("name", chosen.name())
                .put("runs", chosen.runs())
                .put("detail", chosen.detail());
        content.put("model", model.name());
        for (Attempt attempt : models.attempts()) {
            content.withArray("sources")
                    .addObject()
                    .put("source", attempt.source().title())
                    .put("standing", attempt.standing().name())
                    .put("detail", attempt.detail());
        }
        content.put("cache", models.cache() == null ? null : models.cache().toString());
        models.cached().forEach(content.withArray("cached")::add);
        content.put("problem", models.problem());
        return content;
    }
}
