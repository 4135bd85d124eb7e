/**
 * First steps: three programs of about twenty lines whose every number can be checked on paper. Set a breakpoint at their
 * first line and step into what interests you, or run one from the root of the project:
 *
 * <pre>
 *   mvn -q compile exec:java -Dexec.mainClass=pellucid.eval.firststeps.AttentionHead
 *   mvn -q compile exec:java -Dexec.mainClass=pellucid.eval.firststeps.TwoBackends
 *   mvn -q compile exec:java -Dexec.mainClass=pellucid.eval.firststeps.SentenceToVector
 * </pre>
 *
 * <p>Add {@code -Dpellucid.backend=reference} and all loops are plain ones.
 */
package pellucid.eval.firststeps;
