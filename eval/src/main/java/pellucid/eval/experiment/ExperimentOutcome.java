package pellucid.eval.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import pellucid.eval.report.Claim;
import pellucid.eval.report.Report;

/** What an experiment has found, in the forms in which it is shown. */
public interface ExperimentOutcome {
    /**
     * The page that shows it all.
     *
     * @param facts more about where the numbers come from, such as the version
     */
    Report report(Map<String, String> facts);

    /** The main numbers in lines of at most 80 characters, under a line of headings. */
    List<String> lines();

    /** What became of each claim. */
    List<Claim> claims();

    /** Everything that was measured. */
    ObjectNode figures();

    /** The figures and the claims. */
    default ObjectNode json() {
        ObjectNode root = figures();
        for (Claim claim : claims()) {
            root.withArray("claims")
                    .addObject()
                    .put("claim", claim.statement())
                    .put("verdict", claim.verdict().words())
                    .put("evidence", claim.evidence());
        }
        return root;
    }
}
