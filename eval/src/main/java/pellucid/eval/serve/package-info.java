/**
 * Search on a page in the browser: a small server for the person at this machine, the two lists of results of a model and
 * of the same model after tuning side by side, and a map of the rows.
 *
 * <p>{@link pellucid.eval.serve.SearchServer} listens on the loopback address only, and answers only requests that are
 * addressed to it by a local name: a page from elsewhere that has its own name resolved to 127.0.0.1 (DNS rebinding) is
 * refused. Page, style, script and picture are files of the class path, nothing comes from the network, and the content
 * security policy lets the browser load nothing else. The script puts data on the page as text, never as HTML.
 *
 * <p>The page speaks to the server by {@code GET}; others may, too. Answers are JSON in UTF-8:
 *
 * <pre>
 *   /api/about               {source, rows, method, top, models: [{role, model}], colours, sample}
 *   /api/search?q=…&amp;top=…     {query, method, lists: [{role, model, milliseconds, truncated,
 *                              results: [{rank, score, row, line, title, text, query, otherRank}]}]}
 *   /api/map?role=base       {state: "drawing", done, of}
 *                            {state: "none", reason}
 *                            {state: "ready", divergence, points: [{row, x, y, group, title, text, query}]}
 *   anything wrong           {error}, one sentence, with status 400 (parameters), 403 (not a local name),
 *                            404 (no such path), 405 (not GET or HEAD), 500 (the search failed)
 * </pre>
 *
 * <p>The roles are {@code base} and, where there is a second model, {@code tuned}. {@code row} counts the rows that hold
 * text from 0, {@code line} is the row's line in the file; {@code query} is what a click on the row searches for; {@code
 * otherRank} is the row's rank in the other list, null where it is not in it. {@code colours} is {@code {column, names}} or
 * null, and {@code group} a place in its names; {@code sample} is {@code {rows, seed}} where the map shows a part of the
 * rows, else null. {@code top} may be left out.
 *
 * <p>The map is the exact t-SNE of the rows' vectors ({@link pellucid.eval.projection.TSne}), made in the background.
 */
package pellucid.eval.serve;
