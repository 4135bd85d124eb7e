package pellucid.training.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import pellucid.tensor.InputException;
import pellucid.training.Measurements;
import pellucid.training.StepView;
import pellucid.training.TrainingListener;

/** Draws the {@link ScoreMatrix} of a step's first batch now and then: {@code scores-000101.svg} and so on. */
public final class ScoreMatrices implements TrainingListener {
    private final Path folder;
    private final int everySteps;

    /**
     * @param folder gets the pictures, and is made if it does not exist
     * @param everySteps draw in each so many steps
     */
    public ScoreMatrices(Path folder, int everySteps) {
        this.folder = folder;
        this.everySteps = Intervals.checked(everySteps);
    }

    @Override
    public void measure(StepView view, Measurements into) {
        if (!Intervals.includes(everySteps, view.step())) {
            return;
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new InputException(
                    folder + " cannot be made for pictures: " + failure.getMessage() + "; name another folder",
                    failure);
        }
        String name = String.format(Locale.ROOT, "scores-%06d.svg", view.step());
        ScoreMatrix.of(view.encoder(), view.batches().get(0)).write(folder.resolve(name));
    }
}
