package pellucid.models.text;

import static pellucid.models.text.FrozenUnicode.WHITESPACE;
import static pellucid.models.text.FrozenUnicode.WORD;

import java.util.List;

/** Cuts a text at the added tokens that it contains; the leftmost one counts, and of those at one place the longest. */
final class AddedTokens {
    /** The id of a segment that is no added token. */
    static final int PLAIN = -1;

    private final TokenTrie patterns;
    private final List<AddedToken> tokens;

    /**
     * @param tokens the tokens to look for, all of them matched as written or all of them normalised
     * @param patterns what each of them looks like in the text; of two equal patterns the first counts
     */
    AddedTokens(List<AddedToken> tokens, List<String> patterns) {
        this.tokens = List.copyOf(tokens);
        this.patterns = new TokenTrie(tokens.size());
        for (int i = tokens.size() - 1; i >= 0; i--) {
            if (!patterns.get(i).isEmpty()) {
                this.patterns.put(patterns.get(i), i);
            }
        }
    }

    /** Receives the segments of a text in order: added tokens with their id, and what lies between as PLAIN. */
    interface Segments {
        void accept(AlignedText text, int from, int to, int id);
    }

    void split(AlignedText text, Segments segments) {
        int covered = 0;
        int position = tokens.isEmpty() ? text.length() : 0;
        while (position < text.length()) {
            int node = TokenTrie.ROOT;
            int longest = TokenTrie.ABSENT;
            int matchEnd = position;
            for (int next = position; next < text.length(); ) {
                node = patterns.child(node, text.codePoint(next++));
                if (node == TokenTrie.ABSENT) {
                    break;
                }
                if (patterns.value(node) != TokenTrie.ABSENT) {
                    longest = patterns.value(node);
                    matchEnd = next;
                }
            }
            if (longest == TokenTrie.ABSENT) {
                position++;
                continue;
            }
            AddedToken token = tokens.get(longest);
            if (!token.singleWord() || standsAlone(text, position, matchEnd)) {
                int from = token.stripLeft() ? Math.max(covered, beforeSpace(text, position)) : position;
                int to = token.stripRight() ? afterSpace(text, matchEnd) : matchEnd;
                if (covered < from) {
                    segments.accept(text, covered, from, PLAIN);
                }
                segments.accept(text, from, to, token.id());
                covered = to;
            }
            position = matchEnd;
        }
        if (covered < text.length()) {
            segments.accept(text, covered, text.length(), PLAIN);
        }
    }

    private static boolean standsAlone(AlignedText text, int from, int to) {
        boolean touchedLeft = from > 0 && FrozenUnicode.has(text.codePoint(from - 1), WORD);
        boolean touchedRight = to < text.length() && FrozenUnicode.has(text.codePoint(to), WORD);
        return !touchedLeft && !touchedRight;
    }

    private static int beforeSpace(AlignedText text, int index) {
        int from = index;
        while (from > 0 && FrozenUnicode.has(text.codePoint(from - 1), WHITESPACE)) {
            from--;
        }
        return from;
    }

    private static int afterSpace(AlignedText text, int index) {
        int to = index;
        while (to < text.length() && FrozenUnicode.has(text.codePoint(to), WHITESPACE)) {
            to++;
        }
        return to;
    }
}
