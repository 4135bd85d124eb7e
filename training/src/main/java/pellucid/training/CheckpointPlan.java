package pellucid.training;

import java.nio.file.Path;
import pellucid.tensor.InputException;

/**
 * Where and when the state of a training is saved.
 *
 * @param folder gets one checkpoint, the newest; null for none at all
 * @param everySteps save after each so many steps; 0 for after every evaluation and at the end of every epoch
 * @param resume whether to go on from the checkpoint in the folder, if there is one; without it, one that is there is
 *     refused, so that no work is lost by mistake
 */
public record CheckpointPlan(Path folder, int everySteps, boolean resume) {
    /** Nothing is saved. */
    public static final CheckpointPlan NONE = new CheckpointPlan(null, 0, false);

    public CheckpointPlan {
        if (everySteps < 0) {
            throw new InputException("a checkpoint is to be saved every " + everySteps
                    + " steps; give 1 or more, or 0 for after every evaluation and epoch");
        }
        if (folder == null && (resume || everySteps > 0)) {
            throw new InputException("checkpoints need a folder, and none is named; name one");
        }
    }

    /** Checkpoints in a folder, which is made if it does not exist. */
    public static CheckpointPlan in(Path folder) {
        return new CheckpointPlan(folder, 0, false);
    }

    public CheckpointPlan withEverySteps(int steps) {
        return new CheckpointPlan(folder, steps, resume);
    }

    public CheckpointPlan withResume(boolean resume) {
        return new CheckpointPlan(folder, everySteps, resume);
    }
}
