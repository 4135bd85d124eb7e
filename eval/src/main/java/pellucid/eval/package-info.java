/** Evaluation, search, reports and the command line. */
package pellucid.eval;
