/**
 * The command line: {@code mvn -q compile exec:java -Dexec.args="COMMAND …"}, read by picocli.
 *
 * <p>{@link pellucid.eval.cli.Main} runs a command and turns failures into one sentence and an exit code: 0 for success,
 * 1 for failure, 2 for wrong usage. One class is one command. Standard output carries results and nothing else; notices,
 * errors and progress bars go to standard error ({@link pellucid.eval.cli.Output}). Commands hold no state that outlives
 * a run, and every {@code -Dpellucid.*} property works with each of them.
 */
package pellucid.eval.cli;
