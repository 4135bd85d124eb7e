package pellucid.eval.retrieval;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;

/** How a text becomes the terms that {@link Bm25Search} counts; documents and queries alike. */
public enum TextAnalysis {
    /** Lower-cased words without their English endings (Porter's stemmer) and without the commonest words. */
    ENGLISH {
        @Override
        Analyzer analyzer() {
            return new EnglishAnalyzer();
        }
    },
    /** Lower-cased words as they are, in any language. */
    PLAIN {
        @Override
        Analyzer analyzer() {
            return new StandardAnalyzer();
        }
    };

    abstract Analyzer analyzer();
}
