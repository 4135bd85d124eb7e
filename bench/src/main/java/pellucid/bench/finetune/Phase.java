package pellucid.bench.finetune;

/** The parts of a training step, in their order. */
public enum Phase {
    /** From token ids to the loss. */
    FORWARD,
    /** From the loss to the gradients of all parameters. */
    BACKWARD,
    /** The global norm of the gradients, and the scaling by it. */
    CLIP,
    /** AdamW, the moments included. */
    OPTIMIZER
}
