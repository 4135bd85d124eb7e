package pellucid.eval.projection;

/**
 * A finished t-SNE map.
 *
 * @param plane where the points lie
 * @param divergence KL(P || Q) in nats, the lower the better
 * @param iterations how many were made
 */
public record TSneMap(Plane plane, double divergence, int iterations) {}
