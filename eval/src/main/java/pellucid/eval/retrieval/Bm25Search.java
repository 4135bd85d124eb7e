package pellucid.eval.retrieval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import pellucid.tensor.InputException;

/**
 * Search by words: BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009) as Lucene
 * computes it, over an index in memory. A document may have several fields, each with a boost:
 *
 * <pre>
 *   score(d) = Σ over fields f, terms t of the query  boost(f) · idf(f, t) · tf / (tf + k1 (1 - b + b |d, f| / mean |f|))
 *   idf      = ln(1 + (N - n + 0.5) / (n + 0.5))      n of the N documents with field f have t in it
 * </pre>
 *
 * with k1 = 1.2 and b = 0.75; tf is how often t occurs in field f of d, and |d, f| the length of that field in terms, which
 * Lucene keeps exactly up to 40 and coarsely beyond. A term that the query repeats counts as often. The query is plain
 * text: no character in it is syntax.
 *
 * <p>Immutable, and safe for concurrent use.
 */
public final class Bm25Search {
    private static final double BOOST = 1;

    static {
        QuietLucene.begin();
        // A query may be a whole document, with as many terms.
        IndexSearcher.setMaxClauseCount(Integer.MAX_VALUE);
    }

    private final IndexSearcher searcher;
    private final Analyzer analyzer;
    private final Map<String, Double> boosts; // by name: sums of floating-point numbers depend on their order

    /** Searches in one text for each document. */
    public static Bm25Search of(List<String> texts) {
        return of(Map.of("text", texts), TextAnalysis.ENGLISH);
    }

    /**
     * Searches in several fields, all with the boost 1.
     *
     * @param fields for each field's name, its text in every document, in the order of the documents
     * @throws InputException if there is no field, or they are not of the same length
     */
    public static Bm25Search of(Map<String, List<String>> fields, TextAnalysis analysis) {
        List<Integer> counts =
                fields.values().stream().map(List::size).distinct().toList();
        if (counts.size() != 1) {
            throw new InputException("BM25: the fields " + fields.keySet() + " hold "
                    + fields.values().stream().map(List::size).toList()
                    + " texts; give one text of each field for every document");
        }
        Map<String, Double> boosts = new TreeMap<>();
        fields.keySet().forEach(field -> boosts.put(field, BOOST));
        Analyzer analyzer = analysis.analyzer();
        try {
            IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(index(fields, counts.get(0), analyzer)));
            searcher.setSimilarity(new BM25Similarity());
            searcher.setQueryCache(null);
            return new Bm25Search(searcher, analyzer, boosts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Bm25Search(IndexSearcher searcher, Analyzer analyzer, Map<String, Double> boosts) {
        this.searcher = searcher;
        this.analyzer = analyzer;
        this.boosts = boosts;
    }

    /** One segment, so that a document's number is its place; and one order of summation. */
    private static Directory index(Map<String, List<String>> fields, int count, Analyzer analyzer) throws IOException {
        Directory directory = new ByteBuffersDirectory();
        IndexWriterConfig config = new IndexWriterConfig(analyzer)
                .setSimilarity(new BM25Similarity())
                .setMergePolicy(new LogDocMergePolicy());
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (int i = 0; i < count; i++) {
                Document document = new Document();
                for (Map.Entry<String, List<String>> field : fields.entrySet()) {
                    document.add(new TextField(field.getKey(), field.getValue().get(i), Store.NO));
                }
                writer.addDocument(document);
            }
            writer.forceMerge(1);
        }
        return directory;
    }

    /**
     * The same search with other boosts; a field that is not named keeps its own, and 0 leaves a field out.
     *
     * @throws InputException for a field that is not there, or a boost that is negative or not a number
     */
    public Bm25Search boosted(Map<String, Double> changed) {
        Map<String, Double> all = new TreeMap<>(boosts);
        changed.forEach((field, boost) -> {
            if (!boosts.containsKey(field)) {
                throw new InputException(
                        "BM25: there is no field '" + field + "' to boost; the fields are " + boosts.keySet());
            }
            if (!(boost >= 0 && boost <= Float.MAX_VALUE)) {
                throw new InputException(
                        "BM25: the boost of '" + field + "' is " + boost + "; it must be a number of at least 0");
            }
            all.put(field, boost);
        });
        return new Bm25Search(searcher, analyzer, all);
    }

    /** The boost of each field. */
    public Map<String, Double> boosts() {
        return Map.copyOf(boosts);
    }

    /**
     * The documents that share a term with the query, the best first; among equals, the earlier document first.
     *
     * @param top how many to return; fewer where fewer share a term
     */
    public List<Hit> search(String query, int top) {
        if (top < 1) {
            throw new InputException("search: " + top + " results are asked for; ask for at least 1");
        }
        int count = searcher.getIndexReader().maxDoc();
        if (count == 0) {
            return List.of();
        }
        try {
            return Arrays.stream(searcher.search(parsed(query), Math.min(top, count)).scoreDocs)
                    .map(found -> new Hit(found.doc, found.score))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How the score of a document comes about, field by field and term by term. */
    public Explanation explain(String query, int row) {
        int count = searcher.getIndexReader().maxDoc();
        if (row < 0 || row >= count) {
            throw new InputException("explain: there is no document " + row + " among " + count
                    + "; they are numbered from 0 to " + (count - 1));
        }
        try {
            return tree(searcher.explain(parsed(query), row));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Explanation tree(org.apache.lucene.search.Explanation explained) {
        return new Explanation(
                explained.getValue().doubleValue(),
                explained.getDescription(),
                Arrays.stream(explained.getDetails()).map(Bm25Search::tree).toList());
    }

    private Query parsed(String query) throws IOException {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (Map.Entry<String, Double> field : boosts.entrySet()) {
            if (field.getValue() > 0) {
                Map<String, Long> terms = terms(field.getKey(), query).stream()
                        .collect(Collectors.groupingBy(term -> term, LinkedHashMap::new, Collectors.counting()));
                terms.forEach((term, times) -> any.add(
                        boosted(new TermQuery(new Term(field.getKey(), term)), field.getValue() * times),
                        Occur.SHOULD));
            }
        }
        return any.build();
    }

    private static Query boosted(Query query, double boost) {
        return boost == 1 ? query : new BoostQuery(query, (float) boost);
    }

    private List<String> terms(String field, String text) throws IOException {
        List<String> terms = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream(field, text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                terms.add(term.toString());
            }
            tokens.end();
        }
        return terms;
    }
}
