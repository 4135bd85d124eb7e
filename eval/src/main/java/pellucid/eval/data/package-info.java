/**
 * What the commands bring with them and write: the films of the demos ({@link pellucid.eval.data.FilmSet}) and JSON
 * lines ({@link pellucid.eval.data.JsonLineWriter}). The readers of the user's files are in {@link
 * pellucid.training.data}.
 */
package pellucid.eval.data;
