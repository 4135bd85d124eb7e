/**
 * Fine-tuning all-MiniLM-L6-v2 by ranking a gloss of WordNet above those of the other pairs in its batch
 * (MultipleNegativesRankingLoss): one step after the other, and how long each phase of it takes.
 *
 * <p>As in {@link pellucid.bench.encode}, each number of threads is measured in a JVM of its own, which prints what it
 * found as JSON.
 */
package pellucid.bench.finetune;
