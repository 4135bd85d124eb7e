package pellucid.eval.experiment;

/** Is told how far an experiment has come. */
@FunctionalInterface
public interface ExperimentProgress {
    /**
     * Some more is done.
     *
     * @param task such as {@code MNRL: train}
     * @param words something about it, may be empty
     */
    void at(String task, long done, long total, String words);
}
