package pellucid.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;
import pellucid.models.ConfigFile;
import pellucid.models.JsonTree;

/** Where a training is; together with the tensors, all that is needed to go on. */
final class TrainingState {
    /** Steps done. */
    int step;
    /** The epoch that the next batch is of. */
    int epoch;
    /** The place of the next batch in that epoch. */
    int batch;
    /** Random numbers used up by dropout. */
    long dropoutPosition;

    double lastLoss = Double.NaN;
    /** The step of the best model seen; -1 before the first evaluation. */
    int bestStep = -1;

    double bestValue = Double.NaN;
    /** What the next evaluation must surpass to count as an improvement. */
    double mark = Double.NaN;
    /** Evaluations in a row without improvement. */
    int withoutImprovement;

    boolean stoppedEarly;

    /**
     * Takes note of an evaluation.
     *
     * @return whether the model is the best so far
     */
    boolean evaluated(double value, EvaluationPlan plan) {
        boolean first = bestStep < 0;
        boolean best = first || isMore(value, bestValue, 0);
        if (best) {
            bestStep = step;
            bestValue = value;
        }
        if (first || isMore(value, mark, plan.minimumImprovement())) {
            mark = value;
            withoutImprovement = 0;
        } else {
            withoutImprovement++;
        }
        stoppedEarly = plan.patience() > 0 && withoutImprovement >= plan.patience();
        return best;
    }

    /** Any number is more than none. */
    private static boolean isMore(double value, double than, double by) {
        return Double.isNaN(than) ? !Double.isNaN(value) : value > than + by;
    }

    /** Floating-point numbers as texts, which are exact and have a NaN. */
    ObjectNode toJson() {
        return JsonTree.object()
                .put("step", step)
                .put("epoch", epoch)
                .put("batch", batch)
                .put("dropout_position", Long.toString(dropoutPosition))
                .put("last_loss", Double.toString(lastLoss))
                .put("best_step", bestStep)
                .put("best_value", Double.toString(bestValue))
                .put("mark", Double.toString(mark))
                .put("without_improvement", withoutImprovement)
                .put("stopped_early", stoppedEarly);
    }

    static TrainingState fromJson(ConfigFile json) {
        TrainingState state = new TrainingState();
        state.step = json.integer("step", 0);
        state.epoch = json.integer("epoch", 0);
        state.batch = json.integer("batch", 0);
        state.dropoutPosition = parsed(json, "dropout_position", Long::parseLong);
        state.lastLoss = parsed(json, "last_loss", Double::parseDouble);
        state.bestStep = json.integer("best_step", -1);
        state.bestValue = parsed(json, "best_value", Double::parseDouble);
        state.mark = parsed(json, "mark", Double::parseDouble);
        state.withoutImprovement = json.integer("without_improvement", 0);
        state.stoppedEarly = json.flag("stopped_early", false);
        return state;
    }

    private static <T> T parsed(ConfigFile json, String key, Function<String, T> parser) {
        try {
            return parser.apply(json.text(key, ""));
        } catch (NumberFormatException noNumber) {
            throw json.wrong(key, "a number, written as a text; take the checkpoint as it was saved");
        }
    }
}
