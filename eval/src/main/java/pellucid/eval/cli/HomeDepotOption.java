package pellucid.eval.cli;

import java.nio.charset.Charset;
import java.nio.file.Path;
import pellucid.eval.data.HomeDepot;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where Home Depot's search relevance data lies. */
final class HomeDepotOption {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR|CSV",
            required = true,
            description =
                    "Home Depot's train.csv, or the folder it lies in; product_descriptions.csv and attributes.csv are"
                            + " read where they lie beside it")
    private Path place;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            description = "the encoding of the files (default: UTF-8, or ISO-8859-1 where a file is not UTF-8)")
    private Charset encoding;

    /** @param json must not write over what is read */
    HomeDepot read(JsonOption json) {
        json.requireOtherThan(spec, "--data", place);
        return HomeDepot.read(place, encoding);
    }
}
