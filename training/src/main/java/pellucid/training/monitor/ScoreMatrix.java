package pellucid.training.monitor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.EncodeOptions;
import pellucid.models.sentence.Normalization;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.models.weights.AtomicFile;
import pellucid.tensor.InputException;
import pellucid.training.data.Batch;

/**
 * Who competes with whom in a batch: the cosine of every anchor with every candidate, as multiple negatives ranking
 * compares them. In row i, candidate i is the positive, and all others are its negatives; a bright cell off the diagonal is
 * a hard negative, or one that is none: a text that would be right as well.
 *
 * @param anchors the texts of the rows
 * @param candidates the texts of the columns: the positives in the order of the anchors, then hard negatives
 * @param cosines [anchors][candidates]
 */
public record ScoreMatrix(List<String> anchors, List<String> candidates, double[][] cosines) {
    private static final int CELL = 18;
    private static final int MARGIN = 34;
    private static final int LEGEND = 46;

    public ScoreMatrix {
        anchors = List.copyOf(anchors);
        candidates = List.copyOf(candidates);
        if (cosines.length != anchors.size() || cosines.length > candidates.size()) {
            throw new InputException("a matrix of " + cosines.length + " rows for " + anchors.size() + " anchors and "
                    + candidates.size() + " candidates; each anchor needs a row and a positive");
        }
    }

    /** The matrix of a batch of two or more columns: anchor, positive, and any hard negatives. */
    public static ScoreMatrix of(SentenceEncoder encoder, Batch batch) {
        if (batch.columns().size() < 2) {
            throw new InputException("a score matrix needs anchors and positives, and the batch has "
                    + batch.columns().size() + " column; give it a column of positives");
        }
        List<String> anchors = batch.columns().get(0);
        List<String> candidates =
                batch.columns().stream().skip(1).flatMap(List::stream).toList();
        // As training packs its texts: without a prompt, and the whole vectors.
        EncodeOptions unit = EncodeOptions.DEFAULTS
                .withPrompt("")
                .withTruncateDim(encoder.model().dimension())
                .withNormalization(Normalization.ALWAYS);
        Embeddings a = encoder.encode(anchors, unit);
        Embeddings c = encoder.encode(candidates, unit);
        double[][] cosines = new double[a.count()][c.count()];
        for (int i = 0; i < a.count(); i++) {
            for (int j = 0; j < c.count(); j++) {
                for (int d = 0; d < a.dimension(); d++) {
                    cosines[i][j] += (double) a.rows()[i * a.dimension() + d] * c.rows()[j * c.dimension() + d];
                }
            }
        }
        return new ScoreMatrix(anchors, candidates, cosines);
    }

    /** The candidate that an anchor is closest to; the first one on ties. */
    public int best(int anchor) {
        int best = 0;
        for (int j = 1; j < candidates.size(); j++) {
            best = cosines[anchor][j] > cosines[anchor][best] ? j : best;
        }
        return best;
    }

    /** How many anchors are closest to their own positive. */
    public int right() {
        int right = 0;
        for (int i = 0; i < anchors.size(); i++) {
            right += best(i) == i ? 1 : 0;
        }
        return right;
    }

    /**
     * The matrix as an SVG picture: the larger the cosine, the darker; positives are framed in black, and where an anchor
     * is closer to another candidate that one is framed in red. Pointing at a cell shows the two texts.
     */
    public String svg() {
        int width = Math.max(MARGIN + candidates.size() * CELL + 10, 330);
        int height = LEGEND + MARGIN + anchors.size() * CELL + 10;
        StringBuilder svg = new StringBuilder();
        svg.append(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\"",
                width, height, width, height));
        svg.append(" font-family=\"sans-serif\" font-size=\"9\">\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        legend(svg);
        for (int i = 0; i < anchors.size(); i++) {
            text(svg, MARGIN - 6, top(i) + 12, "end", Integer.toString(i));
            for (int j = 0; j < candidates.size(); j++) {
                cell(svg, i, j);
            }
        }
        for (int j = 0; j < candidates.size(); j++) {
            text(svg, left(j) + CELL / 2, LEGEND + MARGIN - 6, "middle", Integer.toString(j));
        }
        for (int i = 0; i < anchors.size(); i++) {
            frame(svg, i, i, "black");
            if (best(i) != i) {
                frame(svg, i, best(i), "#d62728");
            }
        }
        return svg.append("</svg>\n").toString();
    }

    /** Writes {@link #svg}. */
    public void write(Path file) {
        try (AtomicFile picture = AtomicFile.create(file)) {
            picture.write(ByteBuffer.wrap(svg().getBytes(StandardCharsets.UTF_8)));
            picture.commit();
        }
    }

    private void legend(StringBuilder svg) {
        svg.append(
                "<text x=\"8\" y=\"17\" font-size=\"12\">Cosine of anchors (rows) and candidates (columns)</text>\n");
        svg.append(format(
                "<text x=\"8\" y=\"33\" font-size=\"11\">closest to its own positive (black): %d of %d; red: a closer one</text>\n",
                right(), anchors.size()));
        for (int step = 0; step <= 10; step++) {
            svg.append(format(
                    "<rect x=\"%d\" y=\"40\" width=\"10\" height=\"9\" fill=\"%s\"/>\n",
                    30 + 10 * step, colour(step / 10.0)));
        }
        text(svg, 26, 48, "end", "0");
        text(svg, 144, 48, "start", "1");
    }

    private void cell(StringBuilder svg, int i, int j) {
        svg.append(format(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"><title>",
                left(j), top(i), CELL, CELL, colour(cosines[i][j])));
        svg.append(format("%.3f: ", cosines[i][j]));
        svg.append(XmlText.escaped(anchors.get(i))).append(" / ").append(XmlText.escaped(candidates.get(j)));
        svg.append("</title></rect>\n");
    }

    private static void frame(StringBuilder svg, int i, int j, String colour) {
        svg.append(format(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n",
                left(j) + 1, top(i) + 1, CELL - 2, CELL - 2, colour));
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String text) {
        svg.append(format("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, text));
    }

    /** The same digits in every country. */
    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    private static int left(int column) {
        return MARGIN + column * CELL;
    }

    private static int top(int row) {
        return LEGEND + MARGIN + row * CELL;
    }

    /** From white at 0 and below to dark blue at 1. */
    private static String colour(double cosine) {
        double t = Math.min(1, Math.max(0, cosine));
        return format("#%02x%02x%02x", mixed(255, 8, t), mixed(255, 48, t), mixed(255, 107, t));
    }

    private static int mixed(int from, int to, double t) {
        return (int) Math.round(from + (to - from) * t);
    }
}
