package pellucid.eval.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.internal.chartpart.IChart;

/** Charts as SVG that can stand inside a page. Letters are drawn as outlines: the page needs no font of the reader's. */
final class Svg {
    /** Hundredths of a pixel are enough for letters, and halve the size. */
    private static final int DECIMALS = 2;

    private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d{" + DECIMALS + ",}");
    private static final Pattern CLIP = Pattern.compile("clip-?\\d+");
    private static final Pattern SIZE = Pattern.compile("(<svg[^>]*?) height=\"\\d+px\"([^>]*?) width=\"\\d+px\"");

    private Svg() {}

    /** Draws a chart. */
    static String of(IChart chart) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String svg = bytes.toString(StandardCharsets.UTF_8);
        String element = svg.substring(svg.indexOf("<svg"));
        return LONG_NUMBER.matcher(element).replaceAll(number -> rounded(number.group()));
    }

    private static String rounded(String number) {
        return new BigDecimal(number)
                .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    /**
     * The picture as it stands in the page: as wide as there is room, with its caption for those who cannot see it, and
     * with names that no other picture of the page has.
     */
    static String inline(Figure figure, String name) {
        String svg = SIZE.matcher(figure.svg()).replaceFirst("$1$2");
        svg = CLIP.matcher(svg).replaceAll(clip -> name + "-" + clip.group());
        String label = " role=\"img\" aria-label=\"" + Html.text(figure.caption()) + "\"";
        return svg.replaceFirst("<svg", Matcher.quoteReplacement("<svg" + label));
    }
}
