package pellucid.eval.classification;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Finds the least value of a smooth function by L-BFGS: Newton's method with an inverse Hessian that is made of the last
 * ten steps and the change of the gradient over each (Nocedal and Wright, "Numerical Optimization", algorithm 7.4). The
 * length of a step keeps the weak Wolfe conditions, found by doubling and halving (Lewis and Overton, 2013).
 */
final class Lbfgs {
    private static final int MEMORY = 10;
    private static final double ENOUGH_DESCENT = 1e-4;
    private static final double ENOUGH_CURVATURE = 0.9;
    private static final int MOST_TRIALS = 60;

    private final Objective objective;
    private final Deque<Step> steps = new ArrayDeque<>();
    private double[] at;
    private double[] gradient;
    private double value;
    private int iterations;

    /** A function of many variables. */
    @FunctionalInterface
    interface Objective {
        /**
         * The value at a point.
         *
         * @param gradient where the gradient goes
         */
        double value(double[] at, double[] gradient);
    }

    private record Step(double[] move, double[] turn, double curvature) {}

    Lbfgs(Objective objective, double[] start) {
        this.objective = objective;
        this.at = start;
        this.gradient = new double[start.length];
        this.value = objective.value(at, gradient);
    }

    /**
     * Goes down until no entry of the gradient is larger than the tolerance, or rounding leaves nothing to gain.
     *
     * @return whether it got there within so many iterations
     */
    boolean run(double tolerance, int most) {
        while (largest(gradient) > tolerance) {
            if (iterations == most) {
                return false;
            }
            if (!search(direction())) {
                return true;
            }
            iterations++;
        }
        return true;
    }

    double[] at() {
        return at;
    }

    int iterations() {
        return iterations;
    }

    /** -H · gradient by the two loops over the steps kept. */
    private double[] direction() {
        double[] direction = gradient.clone();
        double[] shares = new double[steps.size()];
        int i = 0;
        for (Iterator<Step> newest = steps.descendingIterator(); newest.hasNext(); i++) {
            Step step = newest.next();
            shares[i] = dot(step.move(), direction) / step.curvature();
            add(direction, -shares[i], step.turn());
        }
        double scale = steps.isEmpty()
                ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient)))
                : steps.getLast().curvature()
                        / dot(steps.getLast().turn(), steps.getLast().turn());
        for (int k = 0; k < direction.length; k++) {
            direction[k] *= -scale;
        }
        for (Step step : steps) {
            i--;
            add(direction, -shares[i] - dot(step.turn(), direction) / step.curvature(), step.move());
        }
        return direction;
    }

    /** Moves along a direction; false if no length of step leads lower. */
    private boolean search(double[] direction) {
        double slope = dot(gradient, direction);
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double length = 1;
        for (int trial = 0; trial < MOST_TRIALS; trial++) {
            double[] there = at.clone();
            add(there, length, direction);
            double[] gradientThere = new double[at.length];
            double valueThere = objective.value(there, gradientThere);
            if (!(valueThere <= value + ENOUGH_DESCENT * length * slope)) {
                high = length;
            } else if (dot(gradientThere, direction) < ENOUGH_CURVATURE * slope) {
                low = length;
            } else {
                move(there, valueThere, gradientThere);
                return true;
            }
            length = high == Double.POSITIVE_INFINITY ? 2 * low : (low + high) / 2;
        }
        return false;
    }

    private void move(double[] there, double valueThere, double[] gradientThere) {
        double[] move = there.clone();
        add(move, -1, at);
        double[] turn = gradientThere.clone();
        add(turn, -1, gradient);
        steps.addLast(new Step(move, turn, dot(move, turn)));
        if (steps.size() > MEMORY) {
            steps.removeFirst();
        }
        at = there;
        value = valueThere;
        gradient = gradientThere;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static void add(double[] sums, double scale, double[] values) {
        for (int k = 0; k < sums.length; k++) {
            sums[k] += scale * values[k];
        }
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
