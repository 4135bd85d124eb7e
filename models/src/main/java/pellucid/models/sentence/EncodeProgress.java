package pellucid.models.sentence;

/** Is told how far an encoding has come, by one thread at a time, though not always by the same. */
@FunctionalInterface
public interface EncodeProgress {
    /** For those who do not want to know. */
    EncodeProgress SILENT = (finished, total) -> {};

    /**
     * Some more texts are done.
     *
     * @param finished how many so far; never less than before
     * @param total how many there are; -1 while that is not known
     */
    void finished(long finished, long total);
}
