package pellucid.eval.report;

import pellucid.tensor.InputException;

/**
 * A claim and what became of it.
 *
 * @param statement what was claimed, in a sentence
 * @param verdict what was found
 * @param evidence the numbers it rests on; for a claim that was not tested, what is missing
 */
public record Claim(String statement, Verdict verdict, String evidence) {
    public Claim {
        if (statement.isBlank() || evidence.isBlank()) {
            throw new InputException("the claim '" + statement + "' is " + verdict.words() + " on the evidence '"
                    + evidence + "'; give both the claim and the evidence in words");
        }
    }
}
