package pellucid.eval.experiment.products;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pellucid.eval.classification.StratifiedSplit;
import pellucid.eval.experiment.ExperimentProgress;
import pellucid.eval.metric.ConfusionMatrix;
import pellucid.eval.projection.TSneOptions;
import pellucid.models.sentence.EncodeProgress;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.Backend;
import pellucid.tensor.InputException;

/** Makes vectors of the products in every way, and measures each in the same way. */
final class ProductExperiment {
    private static final List<Double> OTHER_PERPLEXITIES = List.of(10.0, 50.0);

    private final ProductTable table;
    private final ProductStudy.Field field;
    private final ProductOptions options;
    private final Backend backend;
    private final ExperimentProgress progress;
    private final List<String> labels;
    private final List<StratifiedSplit> splits;

    ProductExperiment(
            ProductTable table,
            ProductStudy.Field field,
            ProductOptions options,
            Backend backend,
            ExperimentProgress progress) {
        this.table = options.shuffle() ? table.shuffled(options.seed()) : table;
        this.field = field;
        this.options = options;
        this.backend = backend;
        this.progress = progress;
        this.labels = this.table.labels();
        this.splits = SplitPlan.single(labels, options);
    }

    ProductResults run() {
        SentenceEncoder encoder = field.main().encoder().get();
        List<String> descriptions = TextVariant.DESCRIPTION.of(table.products());
        progress.at("batches of " + BatchCheck.SIZE, 0, 1, "");
        BatchCheck batches = BatchCheck.of(encoder, descriptions);
        Map<TextVariant, Measured> variants = variants(encoder);
        Representation base = variants.get(TextVariant.DESCRIPTION).representation();
        Classified together = SplitPlan.tooFewGroups(labels, table.series()) != null
                ? null
                : classified(base, SplitPlan.together(labels, table.series(), options), "series kept together");
        Classified half = classified(
                base, SplitPlan.halved(labels, splits, options.seed()), "half of the products to learn from");
        Map<Double, Grouping> perplexities = new LinkedHashMap<>();
        for (double wanted : OTHER_PERPLEXITIES) {
            double perplexity = Clustered.possible(wanted, table.size());
            if (perplexity != Clustered.possible(Clustered.PERPLEXITY, table.size())) {
                perplexities.put(
                        perplexity,
                        clustered(base, perplexity, "perplexity " + (int) perplexity)
                                .onPlane());
            }
        }
        SpeedCheck speed = null;
        Map<Contender, List<Measured>> others = new LinkedHashMap<>();
        for (Contender other : field.against()) {
            SentenceEncoder loaded = other.encoder().get();
            if (other.isBertBase()) {
                progress.at("speed", 0, 1, "");
                speed = SpeedCheck.of(encoder, loaded, descriptions);
            }
            Encodings encodings = new Encodings(loaded, watched(other.shortName()));
            others.put(
                    other,
                    encodings.byBothPoolings(other.shortName(), descriptions).stream()
                            .map(this::measured)
                            .toList());
        }
        Map<String, String> absent = new LinkedHashMap<>(field.absent());
        List<Measured> averages =
                words(descriptions, absent).stream().map(this::measured).toList();
        return new ProductResults(
                table,
                options,
                field.main().isMiniLm() ? Contender.MINILM : field.main().shortName(),
                variants,
                others,
                averages,
                together,
                half,
                perplexities,
                batches,
                speed,
                absent);
    }

    /** Descriptions without words that occur twice go without word vectors: all else stands. */
    private List<Representation> words(List<String> descriptions, Map<String, String> absent) {
        progress.at(DescriptionWords.NAME + ": train", 0, 1, "");
        try {
            return new DescriptionWords(descriptions, backend, options.seed()).means();
        } catch (InputException tooFew) {
            absent.put(DescriptionWords.NAME, tooFew.getMessage());
            return List.of();
        }
    }

    private Classified classified(Representation representation, List<StratifiedSplit> plan, String what) {
        return Classified.of(representation.vectors(), labels, plan, done -> progress.at(what, done, plan.size(), ""));
    }

    /** The complete description is left out where nothing of any is cut off. */
    private Map<TextVariant, Measured> variants(SentenceEncoder encoder) {
        Map<TextVariant, Measured> variants = new EnumMap<>(TextVariant.class);
        SentenceEncoder wide = Encodings.readingAll(encoder);
        for (TextVariant variant : TextVariant.values()) {
            boolean whole = variant == TextVariant.COMPLETE;
            if (whole
                    && (wide.maxLength() == encoder.maxLength()
                            || variants.get(TextVariant.DESCRIPTION)
                                            .representation()
                                            .truncated()
                                    == 0)) {
                continue;
            }
            Representation made = new Encodings(whole ? wide : encoder, watched(variant.label()))
                    .asMeant(variant.label(), variant.of(table.products()));
            variants.put(variant, measured(made));
        }
        return variants;
    }

    private EncodeProgress watched(String what) {
        return (done, total) -> progress.at(what + ": embed", done, total, "");
    }

    private Measured measured(Representation representation) {
        String label = representation.label();
        Classified classified = classified(representation, splits, label + ": classify");
        return new Measured(
                representation,
                classified,
                onStudysSplit(representation),
                clustered(representation, Clustered.PERPLEXITY, label));
    }

    private ConfusionMatrix onStudysSplit(Representation representation) {
        StratifiedSplit own = SplitPlan.ofTheStudy(labels.size());
        if (!Reported.isTestedOn(own, labels)) {
            return null;
        }
        return Classified.of(representation.vectors(), labels, List.of(own), done -> {})
                .pooled();
    }

    private Clustered clustered(Representation representation, double perplexity, String label) {
        return Clustered.of(
                representation.vectors(),
                labels,
                perplexity,
                options,
                done -> progress.at(label + ": t-SNE", done, TSneOptions.DEFAULTS.iterations(), ""));
    }
}
