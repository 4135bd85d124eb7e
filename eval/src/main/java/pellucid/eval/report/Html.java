package pellucid.eval.report;

/** Text as HTML. */
final class Html {
    private Html() {}

    /** Escaped for use between tags and in attributes; control characters, which HTML does not have, become spaces. */
    static String text(String text) {
        StringBuilder html = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(Character.isISOControl(c) && c != '\n' ? ' ' : c);
            }
        }
        return html.toString();
    }
}
