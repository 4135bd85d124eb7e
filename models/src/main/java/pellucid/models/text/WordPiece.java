package pellucid.models.text;

/**
 * Greedy longest match: the longest piece of the vocabulary that begins the word, then the longest that continues it,
 * and so on. A word that cannot be covered, or that is too long, becomes one unknown token.
 *
 * @param vocabulary every piece; those that continue a word are written with the prefix ("##ing")
 * @param unknownId the id of the unknown token
 * @param continuingNode where the entries with the prefix begin in the trie; {@link TokenTrie#ABSENT} if none do
 * @param longestWord the most code points that a word may have
 */
record WordPiece(TokenTrie vocabulary, int unknownId, int continuingNode, int longestWord) {

    /** Appends the pieces of the word that stands at {@code from} to before {@code to}. */
    void tokenize(AlignedText text, int from, int to, TokenSequence tokens) {
        int before = tokens.size();
        if (to - from > longestWord) {
            tokens.add(unknownId, text.start(from), text.end(to - 1));
            return;
        }
        int position = from;
        while (position < to) {
            int node = position == from ? TokenTrie.ROOT : continuingNode;
            int longest = TokenTrie.ABSENT;
            int end = position;
            for (int next = position; next < to && node != TokenTrie.ABSENT; ) {
                node = vocabulary.child(node, text.codePoint(next++));
                if (node != TokenTrie.ABSENT && vocabulary.value(node) != TokenTrie.ABSENT) {
                    longest = vocabulary.value(node);
                    end = next;
                }
            }
            if (longest == TokenTrie.ABSENT) {
                tokens.truncate(before);
                tokens.add(unknownId, text.start(from), text.end(to - 1));
                return;
            }
            tokens.add(longest, text.start(position), text.end(end - 1));
            position = end;
        }
    }
}
