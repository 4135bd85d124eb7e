package pellucid.models.text;

import java.util.List;

/** How the five special tokens of BERT are written. */
record SpecialTokenNames(String pad, String unknown, String cls, String sep, String mask) {
    static final SpecialTokenNames BERT = new SpecialTokenNames("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

    List<String> all() {
        return List.of(pad, unknown, cls, sep, mask);
    }
}
