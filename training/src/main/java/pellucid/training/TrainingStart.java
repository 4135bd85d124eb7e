package pellucid.training;

/**
 * What a training is about to do.
 *
 * @param totalSteps how many steps the whole of it has
 * @param firstStep how many of them are done: 0, or those of the checkpoint that it goes on from
 * @param examples how many there are
 */
public record TrainingStart(int totalSteps, int firstStep, int examples) {}
