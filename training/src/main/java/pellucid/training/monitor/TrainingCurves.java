package pellucid.training.monitor;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import pellucid.models.weights.AtomicFile;
import pellucid.training.EvaluationReport;
import pellucid.training.TrainingListener;
import pellucid.training.TrainingResult;

/**
 * Draws the numbers of a {@link TrainingLog} over the steps, as one SVG file: loss and learning rate, and below them the
 * evaluators' metrics, if there are any. It is drawn anew after every evaluation and at the end.
 *
 * <p>The loss of single steps is noisy; the thick line is its exponential moving average,
 * {@code s = .9 s + .1 loss}, divided by {@code 1 - .9ᵗ} so that it does not start at 0.
 */
public final class TrainingCurves implements TrainingListener {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 320;
    private static final double KEPT = 0.9;
    /** No screen shows more points in one line; a longer one is drawn by every second, third … of its points. */
    private static final int POINTS = 1000;

    private final TrainingLog log;
    private final Path file;

    /** @param log which must be a listener of the same training, added before this one */
    public TrainingCurves(TrainingLog log, Path file) {
        this.log = log;
        this.file = file;
    }

    @Override
    public void evaluated(EvaluationReport report) {
        draw();
    }

    @Override
    public void finished(TrainingResult result) {
        draw();
    }

    private void draw() {
        Map<String, String> pictures = new LinkedHashMap<>();
        Line loss = line(TrainingLog.LOSS);
        if (!loss.steps().isEmpty()) {
            XYChart chart = chart("Loss", "loss");
            add(chart, "each step", loss, new Color(0xAEC7E8), 1);
            add(chart, "average", smoothed(loss), new Color(0x1F77B4), 2.5f);
            pictures.put("Loss", svg(chart));
            XYChart rate = chart("Learning rate", "rate");
            rate.getStyler().setLegendVisible(false);
            rate.getStyler().setYAxisDecimalPattern("0.##E0");
            add(rate, "learning rate", line(TrainingLog.LEARNING_RATE), new Color(0x2CA02C), 2);
            pictures.put("Learning rate", svg(rate));
        }
        if (!log.metrics().isEmpty()) {
            XYChart chart = chart("Evaluation", "metric");
            Color[] colours = chart.getStyler().getSeriesColors();
            int drawn = 0;
            for (String metric : log.metrics()) {
                Line line = line(metric);
                if (!line.steps().isEmpty()) {
                    Color colour = colours[drawn++ % colours.length];
                    XYSeries series = add(chart, metric, line, colour, 2);
                    series.setMarker(SeriesMarkers.CIRCLE);
                    series.setMarkerColor(colour);
                }
            }
            pictures.put("Evaluation: " + String.join(", ", log.metrics()), svg(chart));
        }
        write(pictures);
    }

    /** A curve: its values over the steps. */
    private record Line(List<Double> steps, List<Double> values) {}

    /** The finite values of a column. */
    private Line line(String column) {
        Line line = new Line(new ArrayList<>(), new ArrayList<>());
        for (Map<String, Double> row : log.rows()) {
            Double value = row.get(column);
            if (value != null && Double.isFinite(value)) {
                line.steps().add(row.get(TrainingLog.STEP));
                line.values().add(value);
            }
        }
        return line;
    }

    private static Line smoothed(Line line) {
        List<Double> values = new ArrayList<>();
        double sum = 0;
        double weight = 0;
        for (double value : line.values()) {
            sum = KEPT * sum + (1 - KEPT) * value;
            weight = KEPT * weight + (1 - KEPT);
            values.add(sum / weight);
        }
        return new Line(line.steps(), values);
    }

    private static XYChart chart(String title, String axis) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("step")
                .yAxisTitle(axis)
                .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setPlotGridLinesColor(new Color(0xE0E0E0));
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setXAxisDecimalPattern("#0");
        return chart;
    }

    private static XYSeries add(XYChart chart, String name, Line line, Color colour, float width) {
        Line shown = thinned(line);
        XYSeries series = chart.addSeries(name, shown.steps(), shown.values());
        series.setLineColor(colour);
        series.setLineStyle(new BasicStroke(width));
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }

    private static Line thinned(Line line) {
        int stride = (line.steps().size() + POINTS - 1) / POINTS;
        Line thin = new Line(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < line.steps().size(); i += stride) {
            thin.steps().add(line.steps().get(i));
            thin.values().add(line.values().get(i));
        }
        return thin;
    }

    private static String svg(XYChart chart) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        return text.substring(text.indexOf("<svg"));
    }

    /** One picture below the other, each under a name, for the letters in it are drawn and cannot be searched. */
    private void write(Map<String, String> pictures) {
        int height = Math.max(1, pictures.size()) * HEIGHT;
        StringBuilder all = new StringBuilder();
        all.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + WIDTH + "\" height=\"" + height + "\">\n");
        int top = 0;
        for (Map.Entry<String, String> picture : pictures.entrySet()) {
            all.append("<g transform=\"translate(0," + top + ")\"><title>");
            all.append(XmlText.escaped(picture.getKey())).append("</title>\n");
            all.append(picture.getValue()).append("\n</g>\n");
            top += HEIGHT;
        }
        all.append("</svg>\n");
        try (AtomicFile file = AtomicFile.create(this.file)) {
            file.write(ByteBuffer.wrap(all.toString().getBytes(StandardCharsets.UTF_8)));
            file.commit();
        }
    }
}
