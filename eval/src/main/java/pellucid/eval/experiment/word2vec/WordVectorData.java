package pellucid.eval.experiment.word2vec;

import java.nio.file.Path;

/**
 * The user's files; each may be null, and then what needs it is not tested. Without any text, WordNet's glosses are
 * learned from.
 *
 * @param imdb film reviews, CSV as published
 * @param newsgroups the 20 Newsgroups, tar.gz as published
 * @param corpus more text to learn from, one document a line
 * @param analogies questions in the format of {@code questions-words.txt}
 * @param pairs word, word, judgement of people, for example WordSim-353
 * @param pretrained vectors in word2vec's binary or text format to compare with, for example Google's
 */
public record WordVectorData(Path imdb, Path newsgroups, Path corpus, Path analogies, Path pairs, Path pretrained) {
    /** No file at all. */
    public static final WordVectorData NONE = new WordVectorData(null, null, null, null, null, null);

    /** Whether there is any text, apart from WordNet's. */
    boolean hasText() {
        return imdb != null || newsgroups != null || corpus != null;
    }
}
