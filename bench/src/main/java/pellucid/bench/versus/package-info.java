/**
 * Side-by-side timing: A B A B …, so that what disturbs the machine disturbs both, and their ratio stays.
 */
package pellucid.bench.versus;
