package pellucid.bench.encode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import pellucid.eval.data.Synset;
import pellucid.eval.data.WordNet;

/** The glosses of WordNet 3.1 in a fixed random order: the short texts, and the passages made of twelve of them. */
public final class Glosses {
    private static final int GLOSSES_A_PASSAGE = 12;

    private final List<String> shuffled;

    private Glosses(List<String> shuffled) {
        this.shuffled = shuffled;
    }

    /** Reads WordNet from the class path. */
    public static Glosses read() {
        List<String> glosses =
                WordNet.synsets().stream().map(Synset::gloss).collect(Collectors.toCollection(ArrayList::new));
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
