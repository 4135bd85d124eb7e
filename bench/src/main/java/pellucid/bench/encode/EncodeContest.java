package pellucid.bench.encode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import pellucid.bench.versus.Entrant;
import pellucid.bench.versus.SideBySide;
import pellucid.bench.versus.Timing;
import pellucid.models.sentence.EncodeOptions;
import pellucid.models.sentence.Normalization;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.BackendException;

/** The child program: our encoder and the peer, taking turns on the same texts with the same number of threads. */
public final class EncodeContest {
    static final String MODEL = "all-MiniLM-L6-v2";

    /** Times that each of the peer's ways is tried in a round. */
    private static final int TRIALS = 3;
    /** The peer's ways that are tried with all texts. */
    private static final int FINALISTS = 4;

    private static final double LARGEST_DIFFERENCE = 1e-4;
    private static final int COMPARED = 256;
    private static final EncodeOptions UNIT = EncodeOptions.DEFAULTS.withNormalization(Normalization.ALWAYS);

    private final SentenceEncoder encoder;
    private final String peerName;
    private final List<TextEncoder> peerWays;
    private final SideBySide timer;

    private EncodeContest(SentenceEncoder encoder, EncodePeer peer, int threads, SideBySide timer) {
        this.encoder = encoder;
        this.peerName = peer == null ? null : peer.name();
        this.peerWays = peer == null ? List.of() : peer.open(encoder.tokenizer(), encoder.maxLength(), threads);
        this.timer = timer;
    }

    /** Prints each case as a line of JSON; the arguments are threads, rounds, glosses, passages and single texts. */
    public static void main(String[] arguments) throws JsonProcessingException {
        int threads = Integer.parseInt(arguments[0]);
        SideBySide timer = new SideBySide(3, Integer.parseInt(arguments[1]), 0, 200);
        Glosses glosses = Glosses.read();
        SentenceEncoder encoder = SentenceEncoder.load(MODEL);
        try (EncodePeer peer = ServiceLoader.load(EncodePeer.class).findFirst().orElse(null)) {
            EncodeContest contest = new EncodeContest(encoder, peer, threads, timer);
            ObjectMapper json = new ObjectMapper();
            System.out.println(json.writeValueAsString(
                    contest.measure("glosses", glosses.texts(Integer.parseInt(arguments[2])), false)));
            System.out.println(json.writeValueAsString(
                    contest.measure("passages", glosses.passages(Integer.parseInt(arguments[3])), false)));
            System.out.println(json.writeValueAsString(
                    contest.measure("single", glosses.texts(Integer.parseInt(arguments[4])), true)));
        }
        System.exit(0);
    }

    private EncodeCase measure(String name, List<String> texts, boolean oneByOne) {
        TextEncoder ours = ours();
        List<Entrant> entrants = new ArrayList<>();
        entrants.add(entrant("pellucid", ours, texts, oneByOne));
        TextEncoder peer = null;
        double difference = 0;
        if (!peerWays.isEmpty()) {
            peer = fastest(texts, oneByOne);
            difference = difference(ours, peer, texts.subList(0, Math.min(COMPARED, texts.size())));
            entrants.add(entrant(peerName, peer, texts, oneByOne));
        }
        List<Timing> timings = timer.run(entrants);
        return new EncodeCase(
                name,
                texts.size(),
                tokens(texts),
                difference,
                (double) AllocationMeter.bytes(entrants.get(0).work()) / texts.size(),
                timings.get(0),
                peer == null ? null : timings.get(1),
                peerName,
                peer == null ? null : peer.describe());
    }

    private TextEncoder ours() {
        return new TextEncoder() {
            @Override
            public String describe() {
                return encoder.backend().describe();
            }

            @Override
            public float[] encode(List<String> texts) {
                return encoder.encode(texts, UNIT).rows();
            }
        };
    }

    private static Entrant entrant(String name, TextEncoder encoder, List<String> texts, boolean oneByOne) {
        if (!oneByOne) {
            return new Entrant(name, () -> encoder.encode(texts));
        }
        return new Entrant(name, () -> texts.forEach(text -> encoder.encode(List.of(text))));
    }

    /** The peer's fastest way: a heat of all with a quarter of the texts, then a final of the best with all texts. */
    private TextEncoder fastest(List<String> texts, boolean oneByOne) {
        List<String> some = texts.subList(0, Math.max(1, texts.size() / 4));
        List<TextEncoder> finalists = ranked(peerWays, some, oneByOne);
        return ranked(finalists.subList(0, Math.min(FINALISTS, finalists.size())), texts, oneByOne)
                .get(0);
    }

    /** The ways by their best time, in turns. */
    private List<TextEncoder> ranked(List<TextEncoder> ways, List<String> texts, boolean oneByOne) {
        List<Entrant> entrants = new ArrayList<>();
        for (TextEncoder way : ways) {
            entrants.add(entrant(way.describe(), way, texts, oneByOne));
        }
        List<Timing> timings = new SideBySide(0, TRIALS, 0, 50).run(entrants);
        return IntStream.range(0, ways.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> timings.get(i).best()))
                .map(ways::get)
                .toList();
    }

    private static double difference(TextEncoder ours, TextEncoder peer, List<String> texts) {
        float[] a = ours.encode(texts);
        float[] b = peer.encode(texts);
        double worst = a.length == b.length ? 0 : Double.NaN;
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            worst = Math.max(worst, Math.abs(a[i] - b[i]));
        }
        if (!(worst < LARGEST_DIFFERENCE)) {
            throw new BackendException("the two engines' vectors differ by " + worst + ", less than "
                    + LARGEST_DIFFERENCE + " is wanted; they do not run the same model");
        }
        return worst;
    }

    private long tokens(List<String> texts) {
        long tokens = 0;
        for (String text : texts) {
            tokens += encoder.tokenizer().encode(text, encoder.maxLength()).length();
        }
        return tokens;
    }
}
