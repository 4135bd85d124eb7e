package pellucid.training.loss;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.InputException;
import pellucid.tensor.Tensor;

/** The losses by the names that the command line has for them. */
public final class Losses {
    private static final String CACHED = "cached-";
    private static final Map<String, Entry> ENTRIES = new LinkedHashMap<>();
    private static final Map<String, GuidedEntry> GUIDED = new LinkedHashMap<>();

    private Losses() {}

    /** What some losses understand and others do not. */
    private enum Setting {
        SCALE,
        MARGIN,
        TEMPERATURE,
        DISTANCE,
        CLASSES,
        GUIDE
    }

    @FunctionalInterface
    private interface Maker {
        Loss of(LossOptions options, SentenceEncoder encoder);
    }

    @FunctionalInterface
    private interface GuidedMaker {
        GuidedLoss of(LossOptions options);
    }

    private record Entry(Set<Setting> understands, Maker maker) {}

    private record GuidedEntry(Set<Setting> understands, GuidedMaker maker) {}

    static {
        loss((o, e) -> new Mnrl(or(o.scale(), Mnrl.DEFAULT_SCALE), false), "mnrl", Setting.SCALE);
        loss((o, e) -> new Mnrl(or(o.scale(), Mnrl.DEFAULT_SCALE), true), "mnrl-symmetric", Setting.SCALE);
        loss((o, e) -> new CosineSimilarity(), "cosine");
        loss((o, e) -> new CoSent(or(o.scale(), CoSent.DEFAULT_SCALE)), "cosent", Setting.SCALE);
        loss((o, e) -> new Angle(or(o.scale(), Angle.DEFAULT_SCALE)), "angle", Setting.SCALE);
        loss(
                (o, e) -> new Triplet(euclidean(o), or(o.margin(), Triplet.DEFAULT_MARGIN)),
                "triplet",
                Setting.DISTANCE,
                Setting.MARGIN);
        loss(
                (o, e) -> new Contrastive(cosine(o), or(o.margin(), Contrastive.DEFAULT_MARGIN)),
                "contrastive",
                Setting.DISTANCE,
                Setting.MARGIN);
        loss(
                (o, e) -> new OnlineContrastive(cosine(o), or(o.margin(), Contrastive.DEFAULT_MARGIN)),
                "online-contrastive",
                Setting.DISTANCE,
                Setting.MARGIN);
        loss(Losses::softmax, "softmax", Setting.CLASSES);
        loss(
                (o, e) -> BatchHardTriplet.withMargin(euclidean(o), or(o.margin(), Triplet.DEFAULT_MARGIN)),
                "batch-hard-triplet",
                Setting.DISTANCE,
                Setting.MARGIN);
        loss(
                (o, e) -> BatchHardTriplet.withSoftMargin(euclidean(o)),
                "batch-hard-soft-margin-triplet",
                Setting.DISTANCE);
        loss(
                (o, e) -> new BatchSemiHardTriplet(euclidean(o), or(o.margin(), Triplet.DEFAULT_MARGIN)),
                "batch-semi-hard-triplet",
                Setting.DISTANCE,
                Setting.MARGIN);
        loss(
                (o, e) -> new BatchAllTriplet(euclidean(o), or(o.margin(), Triplet.DEFAULT_MARGIN)),
                "batch-all-triplet",
                Setting.DISTANCE,
                Setting.MARGIN);
        loss((o, e) -> new MarginMse(), "margin-mse");
        loss((o, e) -> new DistillKl(or(o.temperature(), 1)), "kl", Setting.TEMPERATURE);

        guided(o -> new Mse(), "mse");
        guided(o -> new MarginMse(), "margin-mse");
        guided(o -> new DistillKl(or(o.temperature(), 1)), "kl", Setting.TEMPERATURE);
        guided(
                o -> new Gist(or(o.temperature(), Gist.DEFAULT_TEMPERATURE), or(o.margin(), 0)),
                "gist",
                Setting.TEMPERATURE,
                Setting.MARGIN);
    }

    private static void loss(Maker maker, String name, Setting... understands) {
        ENTRIES.put(name, new Entry(settings(understands), maker));
    }

    private static void guided(GuidedMaker maker, String name, Setting... understands) {
        Set<Setting> settings = settings(understands);
        settings.add(Setting.GUIDE);
        GUIDED.put(name, new GuidedEntry(settings, maker));
    }

    private static Set<Setting> settings(Setting... settings) {
        Set<Setting> set = EnumSet.noneOf(Setting.class);
        set.addAll(List.of(settings));
        return set;
    }

    private static double or(Double given, double otherwise) {
        return given == null ? otherwise : given;
    }

    private static Distance euclidean(LossOptions options) {
        return options.distance() == null ? Distance.EUCLIDEAN : options.distance();
    }

    private static Distance cosine(LossOptions options) {
        return options.distance() == null ? Distance.COSINE : options.distance();
    }

    private static Loss softmax(LossOptions options, SentenceEncoder encoder) {
        Tensor like = encoder.model().parameters().variables().get(0).value();
        int dimension = encoder.model().dimension();
        return new SoftmaxLoss(encoder.backend(), like.dtype(), dimension, options.classes(), options.seed());
    }

    /** All names; each but those of losses that need a guide may have {@code cached-} in front. */
    public static List<String> names() {
        Set<String> names = new TreeSet<>(ENTRIES.keySet());
        names.addAll(GUIDED.keySet());
        return List.copyOf(names);
    }

    /**
     * What a step of training does, by the name of the loss.
     *
     * @param name such as {@code mnrl} or {@code cached-mnrl}
     * @param encoder the model that is to be trained
     * @throws InputException if the name is unknown, the loss does not understand an option, or the options do not fit the
     *     model
     */
    public static Objective named(String name, LossOptions options, SentenceEncoder encoder) {
        boolean cached = name.startsWith(CACHED);
        String plain = cached ? name.substring(CACHED.length()) : name;
        if (GUIDED.containsKey(plain) && (options.guide() != null || !ENTRIES.containsKey(plain))) {
            return guided(name, plain, cached, options);
        }
        Entry entry = ENTRIES.get(plain);
        if (entry == null) {
            throw new InputException("there is no loss '" + name + "'; choose one of " + String.join(", ", names())
                    + "; or one with " + CACHED + " in front");
        }
        check(plain, entry.understands(), options);
        Loss loss = entry.maker().of(options, encoder);
        Matryoshka matryoshka = options.dims().isEmpty() ? null : matryoshka(loss, options, encoder);
        if (matryoshka == null && !options.weights().isEmpty()) {
            throw new InputException("there are weights of dimensions, but no dimensions; give these too");
        }
        if (options.layers() != null) {
            if (cached) {
                throw new InputException(name + ": a cached loss sees no layers; leave " + CACHED
                        + " away, or train the last layer only");
            }
            return matryoshka == null
                    ? new AdaptiveLayer(loss, options.layers())
                    : new Matryoshka2d(matryoshka, options.layers());
        }
        Loss whole = matryoshka == null ? loss : matryoshka;
        return cached ? new CachedObjective(whole, options.miniBatch()) : new EmbeddingObjective(whole);
    }

    private static Objective guided(String name, String plain, boolean cached, LossOptions options) {
        GuidedEntry entry = GUIDED.get(plain);
        check(plain, entry.understands(), options);
        if (options.guide() == null) {
            throw new InputException(plain + ": the loss needs a guide or teacher; give the name of its model");
        }
        if (cached || !options.dims().isEmpty() || options.layers() != null) {
            throw new InputException(name + ": beside a guide or teacher, a loss is not cached and has no Matryoshka"
                    + " dimensions or layers; leave these away, or choose a loss without a guide");
        }
        return new GuidedObjective(entry.maker().of(options), options.guide());
    }

    private static Matryoshka matryoshka(Loss loss, LossOptions options, SentenceEncoder encoder) {
        int[] dims = options.dims().stream().mapToInt(Integer::intValue).toArray();
        double[] weights = options.weights().isEmpty()
                ? null
                : options.weights().stream().mapToDouble(Double::doubleValue).toArray();
        Matryoshka matryoshka = new Matryoshka(loss, dims, weights, options.dimsPerStep(), options.seed());
        matryoshka.checkDimension(encoder.model().dimension());
        return matryoshka;
    }

    private static void check(String name, Set<Setting> understood, LossOptions options) {
        check(name, understood, Setting.SCALE, options.scale() != null, "scale");
        check(name, understood, Setting.MARGIN, options.margin() != null, "margin");
        check(name, understood, Setting.TEMPERATURE, options.temperature() != null, "temperature");
        check(name, understood, Setting.DISTANCE, options.distance() != null, "distance");
        check(name, understood, Setting.CLASSES, options.classes() != 0, "number of classes");
        check(name, understood, Setting.GUIDE, options.guide() != null, "guide or teacher");
    }

    private static void check(String name, Set<Setting> understood, Setting setting, boolean given, String words) {
        if (given && !understood.contains(setting)) {
            throw new InputException(name + ": the loss has no " + words + "; leave that option away");
        }
    }
}
