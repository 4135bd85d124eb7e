package pellucid.eval.experiment.products;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import pellucid.eval.projection.Plane;
import pellucid.eval.report.Charts;
import pellucid.eval.report.Claim;
import pellucid.eval.report.Figure;
import pellucid.eval.report.Machine;
import pellucid.eval.report.PointMap;
import pellucid.eval.report.Provenance;
import pellucid.eval.report.Report;

/** The page that shows the results. */
final class ProductReport {
    private final ProductResults results;
    private final ProductTables tables;

    private ProductReport(ProductResults results) {
        this.results = results;
        this.tables = new ProductTables(results);
    }

    /** @param facts more about where the numbers come from, such as the version and the backend */
    static Report of(ProductResults results, List<Claim> claims, Map<String, String> facts, Duration taken) {
        return new ProductReport(results).page(claims, facts, taken);
    }

    private Report page(List<Claim> claims, Map<String, String> facts, Duration taken) {
        ProductTable table = results.table();
        Report report = new Report(
                "Sorting products by their descriptions",
                results.model() + " and a logistic regression on " + table.source()
                        + ": what a study reports from one split, on many; clusters, other models, and what becomes of its"
                        + " claims.");
        if (results.options().shuffle()) {
            report.paragraph(
                    "This is the control: the categories are dealt out at random. What is right here is right by"
                            + " chance.");
        }
        report.heading("The claims").verdicts(claims);
        if (!results.isMiniLm()) {
            report.paragraph("The study is about " + Contender.MINILM + ", and here " + results.model()
                    + " takes its place: claims that name the study's model are not tested, all others are judged by what "
                    + results.model() + " does.");
        }
        report.paragraph(ProductClaims.ACCURACY.rules()
                + " A figure of one split is reproduced where it lies within two standard deviations of our single"
                + " splits, and a figure of clusters where it lies in the 95% interval of ours; corrected where ours is"
                + " as good. A gain that is sure but below " + ProductClaims.ACCURACY.negligible() + " for certain is"
                + " corrected, too. The other rules stand with the evidence.");
        report.table(tables.reported());
        products(report);
        classification(report);
        clusters(report);
        report.heading("What the vectors cost").table(tables.sizes());
        report.heading("Figures of the papers");
        PaperTables.all().forEach(report::table);
        return report.provenance(provenance(facts, taken));
    }

    private void products(Report report) {
        ProductTable table = results.table();
        long named = table.products().stream()
                .filter(product -> contains(product.description(), product.name()))
                .count();
        long branded = table.products().stream()
                .filter(product -> !product.brand().isBlank())
                .count();
        long brandNamed = table.products().stream()
                .filter(product -> contains(product.description(), product.brand()))
                .count();
        long series = table.size()
                - table.repeated()
                - Arrays.stream(table.series()).distinct().count();
        report.heading("The products")
                .paragraph(String.format(
                        Locale.ROOT,
                        "%,d products: %s. Left out: %d rows without a category or a description. %d descriptions are the"
                                + " same as one before them; %d more differ from one before them in digits, signs and blanks"
                                + " alone. The name stands in %d of the descriptions already, the brand in %d of the %d"
                                + " that have one.",
                        table.size(),
                        table.sizes().entrySet().stream()
                                .map(entry -> entry.getKey() + " " + entry.getValue())
                                .collect(Collectors.joining(", ")),
                        table.incomplete(),
                        table.repeated(),
                        series,
                        named,
                        brandNamed,
                        branded));
        report.paragraph(
                "The category is the first part of the product's place in the shop's tree. Of the description only"
                        + " runs of blanks are made one; \"" + TextVariant.WORDS.label()
                        + "\" is the stricter cleaning, in lower case, without special characters and stop words.");
    }

    private static boolean contains(String description, String part) {
        return !part.isBlank() && description.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    private void classification(Report report) {
        report.heading("Classification")
                .paragraph(String.format(
                        Locale.ROOT,
                        "The products are dealt into fifths %d times, of every category the same number into each, and each"
                                + " fifth is tested on once by a logistic regression (L2, C = 1, converged) that has"
                                + " learned from the other four: %d splits of 80/20. Saying always the same would be right"
                                + " in %.3f.",
                        results.options().repeats(),
                        results.options().splits(),
                        results.chance()))
                .table(tables.accuracies())
                .figure(Charts.boxes(
                        "Accuracy of single splits, by what " + results.model() + " reads of a product.",
                        new Charts.Axes("", "Accuracy"),
                        results.variants().values().stream()
                                .map(measured -> box(measured.label(), measured))
                                .toList()))
                .figure(Charts.boxes(
                        "Accuracy of single splits on the description, by what makes its vector; of two poolings, the"
                                + " better one.",
                        new Charts.Axes("", "Accuracy"),
                        models()))
                .table(tables.classes());
        if (results.hasStudysSplit()) {
            report.paragraph("The study's own split can be made again: scikit-learn's train_test_split with the seed "
                    + Reported.SEED + " tests as many products of each category as its table has. It is not stratified,"
                    + " and one of many that might have been drawn. The fits here go on to their minimum, where the"
                    + " study's tool stops a little sooner: a product or two may differ.");
            report.table(tables.ownSplit(results.model(), results.base(), Reported.MINILM));
            Measured bert = results.bertBase();
            if (bert != null) {
                report.table(tables.ownSplit(Contender.BERT_BASE, bert, Reported.BERT));
            }
        }
        report.table(tables.confusion());
    }

    private List<Charts.Sample> models() {
        List<Charts.Sample> models = new ArrayList<>(List.of(box(results.model(), results.base())));
        results.others().forEach((other, poolings) -> {
            Measured best = ProductResults.best(poolings);
            models.add(box(other.shortName().equals(results.model()) ? best.label() : other.shortName(), best));
        });
        results.averages().forEach(average -> models.add(box(average.label(), average)));
        return models;
    }

    private static Charts.Sample box(String name, Measured measured) {
        return new Charts.Sample(name, measured.classified().accuracies().values());
    }

    private void clusters(Report report) {
        Clustered base = results.base().clustered();
        report.heading("Clusters")
                .paragraph(String.format(
                        Locale.ROOT,
                        "k-means seeks as many clusters as there are categories, without knowing them. The study gives an"
                                + " ARI of %.4f for " + Contender.MINILM
                                + " and does not say what it grouped; ours is %.4f on the embeddings and %.4f"
                                + " on the t-SNE plane, so the %s are the nearer. The plane is exact t-SNE (KL"
                                + " %.3f after %d iterations); the study's tool computes forces between far points"
                                + " approximately (Barnes-Hut), and comes to another map.",
                        Reported.INDEX,
                        base.embeddings().adjustedRandIndex(),
                        base.onPlane().adjustedRandIndex(),
                        base.nearer(Reported.INDEX) == base.embeddings() ? "embeddings" : "places on the plane",
                        base.map().divergence(),
                        base.map().iterations()))
                .table(tables.clusters())
                .table(tables.perplexities())
                .figure(byCategory(
                        "The products on the t-SNE plane, by category. Each names itself under the pointer.", base))
                .figure(byCluster("The same plane, by the clusters of the places on it.", base, base.onPlane()))
                .figure(byCluster("The same plane, by the clusters of the embeddings.", base, base.embeddings()));
        Measured bert = results.bertBase();
        if (bert != null) {
            report.figure(byCategory("The plane of " + bert.label() + ", by category.", bert.clustered()));
        }
    }

    private Figure byCategory(String caption, Clustered clustered) {
        List<String> labels = results.table().labels();
        return map(
                caption, clustered, labels, labels.stream().distinct().sorted().toList());
    }

    /** Each cluster in the colour of the category that it has most of. */
    private Figure byCluster(String caption, Clustered clustered, Grouping grouping) {
        ClusterNames names = new ClusterNames(results.table().labels(), grouping.clusters());
        return map(caption, clustered, names.names(), names.legend());
    }

    private Figure map(String caption, Clustered clustered, List<String> groups, List<String> legend) {
        Plane plane = clustered.map().plane();
        List<String> titles = results.table().products().stream()
                .map(product -> product.name() + " (" + product.category() + ")")
                .toList();
        return PointMap.of(caption, titles, plane.x(), plane.y(), groups, legend);
    }

    private Provenance provenance(Map<String, String> facts, Duration taken) {
        Provenance provenance = Provenance.of(Machine.here(), Instant.now());
        facts.forEach(provenance::fact);
        provenance
                .fact("Model", results.model())
                .fact("Data", results.table().source())
                .fact("Seed", Long.toString(results.options().seed()))
                .fact(
                        "Sizes",
                        results.options().splits() + " splits, "
                                + results.options().starts() + " seeds of k-means");
        results.absent().forEach((model, why) -> provenance.fact("Absent: " + model, why));
        return provenance.time("all of it", taken);
    }
}
