package pellucid.models.text;

import java.util.Arrays;
import java.util.List;

/**
 * What stands around the tokens of a text: for BERT "[CLS] A [SEP]" and "[CLS] A [SEP] B [SEP]".
 *
 * @param parts the parts from left to right
 */
record SequenceTemplate(List<Part> parts) {

    /** A place of a template. */
    enum Role {
        SPECIAL,
        FIRST_TEXT,
        SECOND_TEXT
    }

    /**
     * One part of a template.
     *
     * @param role special tokens, or the place of a text
     * @param ids the special tokens, empty for a text
     * @param typeId the segment number that the tokens of this part get
     */
    record Part(Role role, List<Integer> ids, int typeId) {
        static Part special(int id, int typeId) {
            return new Part(Role.SPECIAL, List.of(id), typeId);
        }

        static Part first(int typeId) {
            return new Part(Role.FIRST_TEXT, List.of(), typeId);
        }

        static Part second(int typeId) {
            return new Part(Role.SECOND_TEXT, List.of(), typeId);
        }
    }

    SequenceTemplate {
        parts = List.copyOf(parts);
    }

    /** The texts alone, with segment numbers 0 and 1. */
    static SequenceTemplate bare(boolean pair) {
        return new SequenceTemplate(pair ? List.of(Part.first(0), Part.second(1)) : List.of(Part.first(0)));
    }

    /** BERT's arrangement. */
    static SequenceTemplate bert(boolean pair, int clsId, int sepId) {
        Part cls = Part.special(clsId, 0);
        Part sep = Part.special(sepId, 0);
        return new SequenceTemplate(
                pair
                        ? List.of(cls, Part.first(0), sep, Part.second(1), Part.special(sepId, 1))
                        : List.of(cls, Part.first(0), sep));
    }

    /** How many tokens the template adds to those of the texts. */
    int specialCount() {
        return parts.stream().mapToInt(part -> part.ids().size()).sum();
    }

    /** The first special token before the first text, or {@code -1}. */
    int openingId() {
        Part part = parts.get(0);
        return part.role() == Role.SPECIAL ? part.ids().get(0) : -1;
    }

    /** The last special token after the last text, or {@code -1}. */
    int closingId() {
        Part part = parts.get(parts.size() - 1);
        return part.role() == Role.SPECIAL ? part.ids().get(part.ids().size() - 1) : -1;
    }

    /**
     * Puts the special tokens around the first {@code keepFirst} and {@code keepSecond} tokens of the texts.
     *
     * @param second the tokens of the second text; empty for a single text
     */
    Encoding apply(TokenSequence first, int keepFirst, TokenSequence second, int keepSecond) {
        int capacity = specialCount() + keepFirst + keepSecond;
        int[] typeIds = new int[capacity];
        TokenSequence all = new TokenSequence(capacity, capacity);
        for (Part part : parts) {
            int from = all.size();
            switch (part.role()) {
                case SPECIAL -> part.ids().forEach(id -> all.add(id, 0, 0));
                case FIRST_TEXT -> copy(first, keepFirst, all);
                case SECOND_TEXT -> copy(second, keepSecond, all);
            }
            Arrays.fill(typeIds, from, all.size(), part.typeId());
        }
        return new Encoding(all, typeIds, specialCount() + first.size() + second.size());
    }

    private static void copy(TokenSequence from, int count, TokenSequence to) {
        for (int i = 0; i < count; i++) {
            to.add(from.id(i), from.start(i), from.end(i));
        }
    }
}
