package pellucid.models.hub;

/** The hub does not know a model by this name, or does not admit to it; another name may do. */
final class UnknownModel extends Refusal {
    private static final long serialVersionUID = 1L;

    UnknownModel(String reason) {
        super(reason);
    }
}
