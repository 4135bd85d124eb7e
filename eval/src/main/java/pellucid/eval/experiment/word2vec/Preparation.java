package pellucid.eval.experiment.word2vec;

import pellucid.models.text.words.Lemmas;
import pellucid.models.text.words.Preprocessing;
import pellucid.models.text.words.Stemming;
import pellucid.models.text.words.Treatment;

/** How texts become words. Each but the first changes one thing. */
enum Preparation {
    /** In lower case, without punctuation, all words as they are. */
    PLAIN,
    /** Porter's stems. */
    STEMMED,
    /** Dictionary forms by WordNet. */
    LEMMATISED,
    /** Without the English words that say least. */
    NO_STOP_WORDS,
    /** Numbers, addresses and names as tags. */
    TAGGED,
    /** Words that often stand together joined to one. */
    PHRASES;

    /** @param lemmas what knows dictionary forms */
    Preprocessing preprocessing(Lemmas lemmas) {
        return switch (this) {
            case PLAIN, PHRASES -> Preprocessing.DEFAULT;
            case STEMMED -> Preprocessing.DEFAULT.withStemming(Stemming.PORTER);
            case LEMMATISED -> Preprocessing.DEFAULT.withLemmas(lemmas);
            case NO_STOP_WORDS -> Preprocessing.DEFAULT.withStopWords(false);
            case TAGGED ->
                Preprocessing.DEFAULT
                        .withNumbers(Treatment.TAG)
                        .withAddresses(Treatment.TAG)
                        .withNames(Treatment.TAG);
        };
    }
}
