/**
 * Pictures of a tape: which function used whose result, with the shapes, a sample of the values and gradients, and the
 * time of each pass. {@link pellucid.autograd.graph.GraphDrawing} is the way in; it writes DOT, the language of Graphviz,
 * or a page of HTML that needs nothing but a browser.
 *
 * <p>The page is drawn in layers (Sugiyama, Tagawa and Toda, 1981): every node below what it uses; the order within a layer
 * by barycentres, so that few edges cross; the places by least squares under the condition that nothing overlaps, which the
 * pooling of adjacent violators solves exactly (Ayer et al., 1955).
 */
package pellucid.autograd.graph;
