/** What the experiments share; each has a package of its own below. */
package pellucid.eval.experiment;
