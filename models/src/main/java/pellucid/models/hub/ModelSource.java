package pellucid.models.hub;

/** One place that may have a model. */
interface ModelSource {
    Source source();

    /**
     * Looks without changing or fetching anything.
     *
     * @return where the model lies, or where it would come from
     * @throws Refusal if this source cannot have the model
     */
    Attempt examine(String name) throws Refusal;

    /**
     * Makes the model available as a folder, which may take a conversion or a download.
     *
     * @throws Refusal if that fails; nothing is left behind then
     */
    ResolvedModel obtain(String name) throws Refusal;
}
