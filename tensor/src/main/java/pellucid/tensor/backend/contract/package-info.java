/**
 * The contract suite: what every {@link pellucid.tensor.Backend} must do, as checks that run without a test framework.
 *
 * <p>{@link pellucid.tensor.backend.contract.BackendContract} lists the checks. Each runs an operation on a candidate
 * (float32, operands in all layouts that views can have, outputs inside larger buffers whose other elements must survive)
 * and on the reference backend (the contract's default body, float64), and compares.
 *
 * <p>How far the two may differ is not guessed: {@link pellucid.tensor.backend.contract.BoundedBackend} takes the same
 * steps once more and carries with every number a bound on the rounding error that float32 may have brought into it, so
 * that the tolerance grows with the terms of a sum and with cancellation, and is tight elsewhere. This is running error
 * analysis: J. H. Wilkinson, "Rounding Errors in Algebraic Processes" (1963); N. J. Higham, "Accuracy and Stability of
 * Numerical Algorithms", section 3.3.
 */
package pellucid.tensor.backend.contract;
