package pellucid.eval.projection;

import pellucid.tensor.ShapeException;

/**
 * Where each of some points lies in a plane.
 *
 * @param x from left to right, one for each point
 * @param y upwards, one for each point
 */
public record Plane(double[] x, double[] y) {
    public Plane {
        if (x.length != y.length) {
            throw new ShapeException(
                    "plane: there are " + x.length + " x and " + y.length + " y; give one of each for every point");
        }
    }
}
