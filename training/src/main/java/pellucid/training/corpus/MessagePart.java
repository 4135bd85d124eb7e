package pellucid.training.corpus;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What stands around the words of a newsgroup message, and gives its group away: who wrote, to which groups, in answer to
 * whom. The rules are scikit-learn's, so that results compare.
 */
public enum MessagePart {
    /** The lines up to the first empty one. */
    HEADER {
        @Override
        String cutFrom(String message) {
            int end = message.indexOf("\n\n");
            return end < 0 ? "" : message.substring(end + 2);
        }
    },
    /** What stands behind the last line that is blank or made of hyphens: the signature, where there is one. */
    FOOTER {
        @Override
        String cutFrom(String message) {
            String[] lines = message.strip().split("\n", -1);
            int last = lines.length - 1;
            while (last > 0 && !RULE.matcher(lines[last]).matches()) {
                last--;
            }
            return last == 0 ? message : String.join("\n", Arrays.copyOf(lines, last));
        }
    },
    /** Lines of other messages, and the line that names their author. */
    QUOTES {
        @Override
        String cutFrom(String message) {
            return Arrays.stream(message.split("\n", -1))
                    .filter(line -> !QUOTE.matcher(line).find())
                    .collect(Collectors.joining("\n"));
        }
    };

    private static final Pattern RULE = Pattern.compile("\\s*-*\\s*");
    private static final Pattern QUOTE =
            Pattern.compile("writes in|(?:writes|wrote|says|said):|^(?:In article|Quoted from|[|>])");

    abstract String cutFrom(String message);

    /** A message without some of its parts. */
    static String without(Set<MessagePart> left, String message) {
        String rest = message;
        for (MessagePart part : values()) {
            rest = left.contains(part) ? part.cutFrom(rest) : rest;
        }
        return rest;
    }
}
