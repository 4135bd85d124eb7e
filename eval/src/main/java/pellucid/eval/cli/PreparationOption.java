package pellucid.eval.cli;

import java.util.function.Supplier;
import pellucid.models.text.words.Lemmas;
import pellucid.models.text.words.Preprocessing;
import pellucid.models.text.words.SpecialCharacters;
import pellucid.models.text.words.Stemming;
import pellucid.models.text.words.Treatment;
import pellucid.tensor.InputException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that say how texts become words. */
final class PreparationOption {
    @Option(
            names = "--tokens",
            description = "the text is prepared: words are what stands between blanks, as it stands")
    private boolean tokens;

    @Option(names = "--keep-case", description = "do not put words in lower case")
    private boolean keepCase;

    @Option(
            names = "--special",
            paramLabel = "WHAT",
            description = "characters that are in no word: drop, separate (each is a word), keep (default: drop)")
    private SpecialCharacters special;

    @Option(names = "--sentences", description = "no window reaches beyond a sentence (default: beyond a document)")
    private boolean sentences;

    @Option(names = "--numbers", paramLabel = "WHAT", description = "keep, tag (<number>) or drop (default: keep)")
    private Treatment numbers;

    @Option(
            names = "--addresses",
            paramLabel = "WHAT",
            description = "URLs and e-mail addresses: keep, tag or drop (default: keep)")
    private Treatment addresses;

    @Option(
            names = "--names",
            paramLabel = "WHAT",
            description = "capitalised names inside sentences: keep, tag or drop (default: keep)")
    private Treatment names;

    @Option(names = "--no-stop-words", description = "leave out the English words that say least (the, of, ...)")
    private boolean noStopWords;

    @Option(
            names = "--stemming",
            paramLabel = "NAME",
            description = "cut off English endings: none, porter or snowball (default: none)")
    private Stemming stemming;

    @Option(names = "--lemmas", description = "put words in the form under which WordNet has them")
    private boolean lemmas;

    /** @param dictionary what knows lemmas */
    Preprocessing preprocessing(CommandSpec spec, Supplier<Lemmas> dictionary) {
        if (tokens && (special != null || sentences || numbers != null || addresses != null || names != null)) {
            throw Usage.wrong(
                    spec,
                    "--tokens takes the text as it stands, and --special, --sentences, --numbers, --addresses and --names"
                            + " change it; leave one of them out");
        }
        Preprocessing chosen = tokens ? Preprocessing.BLANKS : Preprocessing.DEFAULT.withLowerCase(!keepCase);
        try {
            return chosen.withSpecialCharacters(special == null ? chosen.specialCharacters() : special)
                    .withSentences(sentences)
                    .withNumbers(numbers == null ? Treatment.KEEP : numbers)
                    .withAddresses(addresses == null ? Treatment.KEEP : addresses)
                    .withNames(names == null ? Treatment.KEEP : names)
                    .withStopWords(!noStopWords)
                    .withStemming(stemming == null ? Stemming.NONE : stemming)
                    .withLemmas(lemmas ? dictionary.get() : null);
        } catch (InputException wrong) {
            throw Usage.wrong(spec, wrong.getMessage());
        }
    }
}
