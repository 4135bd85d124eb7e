/**
 * What the commands bring with them and write: the films of the demos ({@link pellucid.eval.data.FilmSet}), the words
 * and definitions of WordNet ({@link pellucid.eval.data.WordNet}), their dictionary forms ({@link
 * pellucid.eval.data.WordNetLemmas}) and the task made of them ({@link
 * pellucid.eval.data.ReverseDictionary}), and JSON lines ({@link pellucid.eval.data.JsonLineWriter}); and the data sets
 * that models are evaluated on: pairs with scores ({@link pellucid.eval.data.ScoredPairs}), texts with classes ({@link
 * pellucid.eval.data.LabelledTexts}) and collections to search in
 * ({@link pellucid.eval.data.BeirFolder}); {@link pellucid.eval.data.LeakFreeSplit} parts judged pairs so that nothing is
 * learned that is asked. {@link pellucid.eval.data.Vectors} are points for maps, clusters and classes. The
 * readers that learning needs, too, are in {@link pellucid.training.data}.
 */
package pellucid.eval.data;
