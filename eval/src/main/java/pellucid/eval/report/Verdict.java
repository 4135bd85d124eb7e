package pellucid.eval.report;

/** What an experiment found about a claim. */
public enum Verdict {
    REPRODUCED("reproduced", "✓"),
    /** True in substance, but with another number or under another condition. */
    CORRECTED("corrected", "≈"),
    REFUTED("refuted", "✗"),
    /** The evidence says what is missing. */
    NOT_TESTED("not tested", "–");

    private final String words;
    private final String sign;

    Verdict(String words, String sign) {
        this.words = words;
        this.sign = sign;
    }

    /** As one reads it: {@code not tested}. */
    public String words() {
        return words;
    }

    /** One character, so that the verdict does not hang on a colour. */
    String sign() {
        return sign;
    }

    /** As style sheets name it: {@code not-tested}. */
    String styleName() {
        return words.replace(' ', '-');
    }
}
