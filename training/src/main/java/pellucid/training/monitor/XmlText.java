package pellucid.training.monitor;

/** Any text as the text of an XML document. */
final class XmlText {
    private XmlText() {}

    /** The text with everything replaced that would be markup, or that no XML document may hold. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                // XML has no other control characters than these three, and no halves of surrogate pairs.
                case '\n', '\r', '\t' -> safe.append(' ');
                default ->
                    safe.appendCodePoint(
                            c < 0x20 || (c >= 0xD800 && c < 0xE000) || c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c);
            }
        });
        return safe.toString();
    }
}
