package pellucid.models.text;

import java.nio.file.Path;
import java.util.Arrays;
import pellucid.tensor.InputException;

/** The pieces of a WordPiece model, in both directions: from token to id and from id to token. */
final class Vocabulary {
    /** More than any vocabulary has; it keeps a damaged file from asking for all the memory. */
    private static final int HIGHEST_ID = (1 << 24) - 1;

    private final Path source;
    private final TokenTrie trie = new TokenTrie(1 << 15);
    private String[] tokens = new String[1 << 15];
    private int size;
    private int highestId = -1;

    /** An empty vocabulary; the source is the file that errors name. */
    Vocabulary(Path source) {
        this.source = source;
    }

    /** Adds a token; one that is there already gets the new id. */
    void add(String token, long id) {
        if (id < 0 || id > HIGHEST_ID) {
            throw new InputException(source + ": token '" + token + "' has the id " + id + ", ids run from 0 to "
                    + HIGHEST_ID + "; the file is damaged, fetch it again");
        }
        int place = (int) id;
        if (place >= tokens.length) {
            tokens = Arrays.copyOf(tokens, Math.max(place + 1, 2 * tokens.length));
        }
        if (idOf(token) == TokenTrie.ABSENT) {
            size++;
        }
        trie.put(token, place);
        tokens[place] = token;
        highestId = Math.max(highestId, place);
    }

    /** The id of the token, or {@link TokenTrie#ABSENT}. */
    int idOf(String token) {
        int node = trie.nodeOf(token);
        return node == TokenTrie.ABSENT ? TokenTrie.ABSENT : trie.value(node);
    }

    /** The id of a token that the model cannot do without. */
    int requireId(String token, String role) {
        int id = idOf(token);
        if (id == TokenTrie.ABSENT) {
            throw new InputException(source + ": the " + role + " token '" + token + "' is not among the " + size
                    + " tokens of the vocabulary; add it, or name the right token in tokenizer_config.json");
        }
        return id;
    }

    /** The token with this id, or null. */
    String tokenOf(int id) {
        return id < 0 || id > highestId ? null : tokens[id];
    }

    /** The number of different tokens. */
    int size() {
        return size;
    }

    /** The highest id that a token has; -1 if there is none. */
    int highestId() {
        return highestId;
    }

    TokenTrie trie() {
        return trie;
    }
}
