package pellucid.eval.experiment.relevance;

import java.util.List;

/**
 * A pair of the study's two tables of single pairs, with what it reports for it.
 *
 * @param query as it was typed
 * @param product how the product's text begins, as far as the study shows it
 * @param base its cosine before fine-tuning
 * @param tuned and after
 */
record StudyPair(String query, String product, double base, double tuned) {
    /** Those that are said to have improved the most, then those that have deteriorated the most. */
    static final List<StudyPair> ALL = List.of(
            new StudyPair("vacume", "RIDGID 14-gal. Professional Wet/Dry Vacuum", 0.144208, 0.748082),
            new StudyPair("post sleeveee", "RDI Crossover 6 in. x 6 in. x 54 in. Post Slee", 0.276639, 0.86475),
            new StudyPair("sheet metal", "Crown Bolt 24 in. x 1/2 in. x 12 in. Plain Met", 0.261905, 0.844295),
            new StudyPair("black bench", "Tradewinds Oasis 6 ft. Textured Black Bench wi", 0.337759, 0.903013),
            new StudyPair("vaccum for dw745", "Dirt Devil Express V6 Bagless Wet/Dry Handheld", 0.209008, 0.767965),
            new StudyPair("everbilt sloted", "Everbilt #8 x 1-1/2 in. Zinc-Plated Hex-Head S", 0.471475, 0.141895),
            new StudyPair("owt", "OWT Ornamental Wood Ties 6 in. x 6 in. Laredo", 0.325656, 0.003995),
            new StudyPair(
                    "GLACIER BAY BATHROOM VANITY", "Glacier Bay Modular 30-1/2 in. W x 18-3/4 in.", 0.615123, 0.307893),
            new StudyPair("unique home design", "Unique Home Designs 3 in. White Projection Bra", 0.322623, 0.01597),
            new StudyPair("everbilt sloted", "Everbilt #10 x 3/4 in. Zinc-Plated Hex-Head Sl", 0.466274, 0.160345));
}
