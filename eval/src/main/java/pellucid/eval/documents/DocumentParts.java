package pellucid.eval.documents;

import java.util.List;
import java.util.function.Function;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.tensor.InputException;
import pellucid.tensor.Philox;
import pellucid.training.corpus.Documents;

/**
 * Labelled documents in two parts.
 *
 * @param train to learn from
 * @param test to be judged on
 */
public record DocumentParts(DocumentWords train, DocumentWords test) {
    /**
     * Reads documents into the parts that their publisher put them in ({@code train}, {@code test}; 20 Newsgroups by date,
     * IMDb by Maas et al.). Those that are in none, as in the form of IMDb that Kaggle has, go to one or the other by a
     * fair coin. Documents without a label, and those of other parts, are left out.
     *
     * @param tokens cuts a text into tokens, as the corpus of the vocabulary was cut
     * @param seed of the coin
     */
    public static DocumentParts read(
            Documents documents, Function<String, List<String>> tokens, WordVocabulary vocabulary, long seed) {
        DocumentParts parts = new DocumentParts(new DocumentWords(vocabulary), new DocumentWords(vocabulary));
        long[] number = new long[1];
        documents.read(document -> {
            String split = document.split();
            if (split == null) {
                split = (Philox.bits(seed, number[0]++) & 1) == 0 ? "train" : "test";
            }
            DocumentWords part = split.equals("train") ? parts.train : split.equals("test") ? parts.test : null;
            if (part != null && document.label() != null) {
                part.add(tokens.apply(document.text()), document.label());
            }
        });
        if (parts.train.size() == 0 || parts.test.size() == 0) {
            throw new InputException("of the labelled documents " + parts.train.size() + " are to learn from and "
                    + parts.test.size() + " to be judged on; there must be some of both:"
                    + " give documents with labels, in parts named train and test or in none");
        }
        return parts;
    }
}
