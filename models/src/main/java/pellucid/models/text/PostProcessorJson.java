package pellucid.models.text;

import java.util.ArrayList;
import java.util.List;
import pellucid.models.text.SequenceTemplate.Part;
import pellucid.models.text.SequenceTemplate.Role;
import pellucid.tensor.InputException;

/** Reads the post_processor of a tokenizer.json: which special tokens stand around one text and around two. */
final class PostProcessorJson {
    private final JsonSettings json;
    private final String type;

    PostProcessorJson(JsonSettings json) {
        this.json = json;
        this.type = json.text("type", "");
        if (!json.isAbsent() && !type.equals("TemplateProcessing") && !type.equals("BertProcessing")) {
            throw new InputException(json.place() + " is of type '" + type
                    + "', Pellucid reads TemplateProcessing or BertProcessing; use a model with a BERT tokenizer");
        }
    }

    SequenceTemplate single() {
        return template("single", false);
    }

    SequenceTemplate pair() {
        return template("pair", true);
    }

    private SequenceTemplate template(String key, boolean pair) {
        if (json.isAbsent()) {
            return SequenceTemplate.bare(pair);
        }
        if (type.equals("BertProcessing")) {
            return SequenceTemplate.bert(pair, namedId("cls"), namedId("sep"));
        }
        List<Part> parts = new ArrayList<>();
        for (JsonSettings part : json.children(key)) {
            parts.add(
                    part.value("Sequence") == null
                            ? special(part.child("SpecialToken"))
                            : text(part.child("Sequence")));
        }
        requireOnce(key, parts, Role.FIRST_TEXT, 1);
        requireOnce(key, parts, Role.SECOND_TEXT, pair ? 1 : 0);
        return new SequenceTemplate(parts);
    }

    private static Part text(JsonSettings sequence) {
        int typeId = sequence.integer("type_id", 0);
        return sequence.text("id", "A").equals("A") ? Part.first(typeId) : Part.second(typeId);
    }

    private Part special(JsonSettings special) {
        JsonSettings token = json.child("special_tokens").child(special.text("id", ""));
        List<Integer> ids = new ArrayList<>();
        if (token.value("ids") instanceof List<?> array) {
            array.stream()
                    .filter(Integer.class::isInstance)
                    .map(Integer.class::cast)
                    .forEach(ids::add);
        }
        if (ids.isEmpty()) {
            throw JsonSettings.wrong(token.place() + ": ids", token.value("ids"), "an array of token ids");
        }
        return new Part(Role.SPECIAL, List.copyOf(ids), special.integer("type_id", 0));
    }

    /** BertProcessing writes a special token as ["[CLS]", 101]. */
    private int namedId(String key) {
        Object value = json.value(key);
        if (value instanceof List<?> pair && pair.size() == 2 && pair.get(1) instanceof Integer id) {
            return id;
        }
        throw JsonSettings.wrong(json.place() + ": " + key, value, "a token with its id, such as [\"[CLS]\", 101]");
    }

    private void requireOnce(String key, List<Part> parts, Role role, int wanted) {
        long found = parts.stream().filter(part -> part.role() == role).count();
        if (found != wanted) {
            throw new InputException(json.place() + ": " + key + " names " + role + " " + found + " times, wanted is "
                    + wanted + "; mend the file or fetch it again");
        }
    }
}
