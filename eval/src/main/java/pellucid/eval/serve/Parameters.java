package pellucid.eval.serve;

import java.net.HttpURLConnection;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What a request asks with: the part of its address behind the question mark. Of a repeated name, the first counts. */
final class Parameters {
    private final Map<String, String> values = new HashMap<>();

    /** @param query as it was sent; null for none */
    Parameters(String query) throws Refusal {
        if (query == null) {
            return;
        }
        for (String part : query.split("&")) {
            int equals = part.indexOf('=');
            String name = decoded(equals < 0 ? part : part.substring(0, equals));
            values.putIfAbsent(name, equals < 0 ? "" : decoded(part.substring(equals + 1)));
        }
    }

    private static String decoded(String text) throws Refusal {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw wrong("the address has a % that is not followed by two hexadecimal digits; encode it as %25");
        }
    }

    /** A text that must be there. */
    String text(String name, int longest) throws Refusal {
        String text = values.get(name);
        if (text == null || text.isBlank()) {
            throw wrong((text == null ? "there is no " : "there is nothing in ") + name + "; give a text as ?" + name
                    + "=…");
        }
        if (text.length() > longest) {
            throw wrong(name + " has " + text.length() + " characters; at most " + longest + " are read");
        }
        return text;
    }

    /** A whole number from 1 to {@code most}. */
    int number(String name, int most, int otherwise) throws Refusal {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // The sentence below says it.
        }
        throw wrong(name + " is '" + text + "'; it must be a whole number from 1 to " + most);
    }

    private static Refusal wrong(String sentence) {
        return new Refusal(HttpURLConnection.HTTP_BAD_REQUEST, sentence);
    }
}
