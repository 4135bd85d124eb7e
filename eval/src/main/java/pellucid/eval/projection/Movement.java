package pellucid.eval.projection;

import java.util.Arrays;

/**
 * Gradient descent along one axis with momentum and a gain for every point (Jacobs, "Increased Rates of Convergence
 * Through Learning Rate Adaptation", 1988).
 */
final class Movement {
    private static final float LEAST_GAIN = 0.01f;

    private final float[] positions;
    private final float[] gradient;
    private final float[] velocity;
    private final float[] gains;

    /** @param gradient written anew before every step */
    Movement(float[] positions, float[] gradient) {
        this.positions = positions;
        this.gradient = gradient;
        this.velocity = new float[positions.length];
        this.gains = new float[positions.length];
        Arrays.fill(gains, 1);
    }

    /** Moves all points; returns the sum of the squares of gain · gradient. */
    double step(double momentum, double learningRate) {
        double squares = 0;
        for (int i = 0; i < positions.length; i++) {
            boolean downhill = velocity[i] * gradient[i] < 0;
            gains[i] = Math.max(LEAST_GAIN, downhill ? gains[i] + 0.2f : gains[i] * 0.8f);
            float pull = gradient[i] * gains[i];
            velocity[i] = (float) (momentum * velocity[i] - learningRate * pull);
            positions[i] += velocity[i];
            squares += (double) pull * pull;
        }
        return squares;
    }
}
