package pellucid.models.text;

import java.util.List;

/**
 * Joins tokens to a readable text: pieces that continue a word are glued to it, everything else gets a blank before it.
 *
 * @param prefix what marks a continuing piece ("##"); empty to glue nothing
 * @param cleanUp whether the blank before punctuation and English contractions is taken back
 */
record WordPieceDecoder(String prefix, boolean cleanUp) {
    private static final String[][] CLEAN_UP = {
        {" .", "."},
        {" ?", "?"},
        {" !", "!"},
        {" ,", ","},
        {" ' ", "'"},
        {" n't", "n't"},
        {" 'm", "'m"},
        {" do not", " don't"},
        {" 's", "'s"},
        {" 've", "'ve"},
        {" 're", "'re"},
    };

    String decode(List<String> tokens) {
        StringBuilder text = new StringBuilder();
        boolean first = true;
        for (String token : tokens) {
            String shown = token;
            if (!first) {
                boolean continues = !prefix.isEmpty() && token.startsWith(prefix);
                shown = continues ? token.substring(prefix.length()) : " " + token;
            }
            if (cleanUp) {
                for (String[] rule : CLEAN_UP) {
                    shown = shown.replace(rule[0], rule[1]);
                }
            }
            text.append(shown);
            first = false;
        }
        return text.toString();
    }
}
