package pellucid.tensor;

/**
 * The functions of one number, each with its derivative; the float64 definitions here are the truth that every backend
 * is compared with.
 */
public enum UnaryOp {
    NEGATE {
        @Override
        public double apply(double x) {
            return -x;
        }

        @Override
        public double derivative(double x, double y) {
            return -1;
        }
    },
    ABS {
        @Override
        public double apply(double x) {
            return Math.abs(x);
        }

        @Override
        public double derivative(double x, double y) {
            return Math.signum(x);
        }
    },
    SQUARE {
        @Override
        public double apply(double x) {
            return x * x;
        }

        @Override
        public double derivative(double x, double y) {
            return 2 * x;
        }
    },
    SQRT {
        @Override
        public double apply(double x) {
            return Math.sqrt(x);
        }

        @Override
        public double derivative(double x, double y) {
            return 0.5 / y;
        }
    },
    RECIPROCAL {
        @Override
        public double apply(double x) {
            return 1 / x;
        }

        @Override
        public double derivative(double x, double y) {
            return -y * y;
        }
    },
    EXP {
        @Override
        public double apply(double x) {
            return Math.exp(x);
        }

        @Override
        public double derivative(double x, double y) {
            return y;
        }
    },
    LOG {
        @Override
        public double apply(double x) {
            return Math.log(x);
        }

        @Override
        public double derivative(double x, double y) {
            return 1 / x;
        }
    },
    /** The error function, 2/√π ∫₀ˣ exp(-t²) dt. */
    ERF {
        @Override
        public double apply(double x) {
            return ErrorFunction.erf(x);
        }

        @Override
        public double derivative(double x, double y) {
            return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
        }
    },
    TANH {
        @Override
        public double apply(double x) {
            return Math.tanh(x);
        }

        @Override
        public double derivative(double x, double y) {
            return 1 - y * y;
        }
    },
    SIGMOID {
        @Override
        public double apply(double x) {
            return 1 / (1 + Math.exp(-x));
        }

        @Override
        public double derivative(double x, double y) {
            return y * (1 - y);
        }
    },
    RELU {
        @Override
        public double apply(double x) {
            return x > 0 || x != x ? x : 0;
        }

        @Override
        public double derivative(double x, double y) {
            return x > 0 ? 1 : 0;
        }
    },
    /** x Φ(x), with Φ the normal distribution: the erf form of Hendrycks and Gimpel (2016), not the tanh one. */
    GELU {
        @Override
        public double apply(double x) {
            // erfc, not 1 + erf: for x far below 0 the sum would cancel.
            return 0.5 * x * ErrorFunction.erfc(-x * Math.sqrt(0.5));
        }

        @Override
        public double derivative(double x, double y) {
            double density = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
            return 0.5 * ErrorFunction.erfc(-x * Math.sqrt(0.5)) + x * density;
        }
    };

    public abstract double apply(double x);

    /** dy/dx at x, where y = apply(x). */
    public abstract double derivative(double x, double y);
}
