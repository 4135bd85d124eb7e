package pellucid.eval.cli;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import pellucid.eval.experiment.products.ProductOptions;
import pellucid.eval.experiment.products.ProductStudy;
import pellucid.eval.experiment.products.ProductTable;
import pellucid.tensor.InputException;
import pellucid.tensor.backend.Backends;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code experiment products}: categories of products from their descriptions. */
@Command(
        name = "products",
        sortOptions = false,
        description =
                "Products sorted by their descriptions: sentence vectors with a logistic regression on many splits,"
                        + " with k-means on the vectors and on the t-SNE plane, against other models and averaged word"
                        + " vectors.",
        footerHeading = "%nThe data: Kaggle's Flipkart products, 1,050 of them, as a CSV file. All of them%n"
                + "are used by default, which takes some three minutes on two free processors,%n"
                + "and one or more for each model to compare with.%n%nExamples:%n",
        footer = {
            "  experiment products --data flipkart_com-ecommerce_sample_1050.csv",
            "  experiment products --data products.csv --against models/bert-base-uncased",
            "  experiment products --data products.csv --full --output report"
        })
final class ProductsCommand implements Callable<Integer> {
    private static final String PAGE = "products.html";

    @ParentCommand
    private ExperimentCommand parent;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "CSV",
            required = true,
            description = "products with the columns uniq_id, product_name, product_category_tree, description, brand")
    private Path data;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            description = "of the file, for example ISO-8859-1 (default: UTF-8)")
    private Charset encoding = StandardCharsets.UTF_8;

    @Option(
            names = "--full",
            description = "100 splits and 20 seeds of k-means; the products are all of the study's by default")
    private boolean full;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            description = "how often the products are dealt into fifths, each tested on once (default: 4)")
    private Integer repeats;

    @Option(names = "--shuffle", description = "the control: the categories dealt out at random")
    private boolean shuffle;

    @Mixin
    private ReportOption page;

    @Mixin
    private ModelOption model;

    @Mixin
    private AgainstOption against;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        ProductOptions options = options();
        json.requireOtherThan(spec, "--data", data);
        Output out = parent.output();
        ProductTable table = ProductTable.read(data, encoding);
        ProductStudy.Field field = against.field(model, out);
        page.run(
                PAGE,
                progress -> ProductStudy.run(table, field, options, Backends.get(), progress),
                (done, total, words) -> done == total,
                json,
                out);
        return ExitCode.OK;
    }

    private ProductOptions options() {
        ProductOptions options = (full ? ProductOptions.FULL : ProductOptions.DEFAULTS)
                .withSeed(page.seed())
                .withShuffle(shuffle);
        try {
            return repeats == null ? options : options.withRepeats(repeats);
        } catch (InputException wrong) {
            throw Usage.wrong(spec, wrong.getMessage());
        }
    }
}
