package pellucid.eval.experiment.matryoshka;

import java.util.Map;
import java.util.Optional;

/**
 * Everything that was measured.
 *
 * @param data the rows
 * @param model that was trained, by name
 * @param against the name of another pretrained model; null where none was given
 * @param options of the experiment
 * @param splits the rows in both ways of splitting them, trained on or not
 * @param measured what came of those that were trained on, the first for the verdicts
 */
record MatryoshkaResults(
        StudyData data,
        String model,
        String against,
        MatryoshkaOptions options,
        Map<SplitKind, StudySplit> splits,
        Map<SplitKind, SplitResult> measured) {
    /** The split on which claims are judged. */
    SplitResult main() {
        return measured.get(options.splits().get(0));
    }

    /** The other one, if everything was measured twice. */
    Optional<SplitResult> second() {
        return options.splits().stream().skip(1).findFirst().map(measured::get);
    }

    /** Whether the model is the study's, by its name (a folder's or an owner's before it) and its width. */
    boolean isStudyModel() {
        String[] parts = model.split("[/\\\\]");
        return parts[parts.length - 1].equals(Reported.MODEL) && main().dims()[0] == Reported.DIMS;
    }

    StudySplit asCoded() {
        return splits.get(SplitKind.AS_CODED);
    }
}
