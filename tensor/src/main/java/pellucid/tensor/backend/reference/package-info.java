/**
 * The reference backend: plain loops in float32 and float64, the place to step through and the oracle of the contract
 * suite. Sums are formed in float64 and rounded once.
 */
package pellucid.tensor.backend.reference;
