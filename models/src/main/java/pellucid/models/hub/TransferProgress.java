package pellucid.models.hub;

/** Told about the bytes of a download as they arrive, on the thread that asked for the model. */
@FunctionalInterface
public interface TransferProgress {
    /** Tells nobody. */
    TransferProgress SILENT = (file, done, total) -> {};

    /**
     * Called after every piece that was written.
     *
     * @param file the file's path inside the model
     * @param done bytes so far
     * @param total bytes in all, or -1 where the server does not say
     */
    void advanced(String file, long done, long total);
}
