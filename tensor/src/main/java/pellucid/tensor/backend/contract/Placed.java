package pellucid.tensor.backend.contract;

import java.util.Arrays;
import java.util.Locale;
import pellucid.tensor.Backend;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/** An operand laid out on the candidate: a view of a larger tensor whose other elements must survive the operation. */
final class Placed {
    /** What lies around an operand. */
    private static final float AROUND = 12345.679f;

    private static final int AROUND_INTS = -12345;
    /** What lies in an output beforehand. */
    private static final int GARBAGE_INTS = 1 << 30;

    final Operand operand;
    final Layout layout;
    final Tensor view;
    final int versionBefore;
    private final Tensor base;
    private final int[] positions;
    private final int[] before;

    Placed(Operand operand, Layout layout, Backend backend) {
        this.operand = operand;
        this.layout = layout;
        Shape stored = operand.stored();
        Shape baseShape = layout.base(stored);
        if (operand.isInt()) {
            base = backend.ints(new int[baseShape.size()]).reshape(baseShape);
        } else {
            base = backend.floats(new float[baseShape.size()]).reshape(baseShape);
        }
        Tensor cut = layout.view(base, stored);
        view = cut.broadcastTo(operand.shape());
        positions = Positions.of(cut);
        fillBase(backend);
        before = bits();
        versionBefore = base.storage().version();
    }

    private void fillBase(Backend backend) {
        double[] initial = operand.initial();
        if (operand.isInt()) {
            int[] values = new int[base.size()];
            Arrays.fill(values, AROUND_INTS);
            for (int i = 0; i < positions.length; i++) {
                values[positions[i]] = initial == null ? GARBAGE_INTS : (int) initial[i];
            }
            backend.write(values, 0, base);
        } else {
            float[] values = new float[base.size()];
            Arrays.fill(values, AROUND);
            for (int i = 0; i < positions.length; i++) {
                values[positions[i]] = initial == null ? Float.NaN : (float) initial[i];
            }
            backend.write(values, 0, base);
        }
    }

    /** The elements of the operand now, in the order of the axes. */
    double[] values() {
        int[] bits = bits();
        double[] values = new double[positions.length];
        for (int i = 0; i < values.length; i++) {
            int element = bits[positions[i]];
            values[i] = operand.isInt() ? element : Float.intBitsToFloat(element);
        }
        return values;
    }

    /** Says what the operation changed that it should have left alone; null if nothing. */
    String damage(boolean mayChange) {
        int[] now = bits();
        boolean[] own = new boolean[now.length];
        for (int position : positions) {
            own[position] = true;
        }
        for (int i = 0; i < now.length; i++) {
            if (now[i] != before[i] && !(mayChange && own[i])) {
                return (own[i] ? "element " + i + " of the input " : "element " + i + " of the memory around ")
                        + operand.name() + " changed from " + element(before[i]) + " to " + element(now[i])
                        + "; only outputs may be written";
            }
        }
        return null;
    }

    /** Whether any element is another one now. */
    boolean hasChanged() {
        return !Arrays.equals(before, bits());
    }

    private String element(int bits) {
        return operand.isInt() ? Integer.toString(bits) : Float.toString(Float.intBitsToFloat(bits));
    }

    private int[] bits() {
        if (operand.isInt()) {
            return base.toInts();
        }
        float[] values = base.toFloats();
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    @Override
    public String toString() {
        String shape = operand.shape().toString();
        if (!operand.stored().equals(operand.shape())) {
            shape = operand.stored() + " stretched to " + shape;
        }
        return operand.name() + " " + shape + " " + layout.name().toLowerCase(Locale.ROOT);
    }
}
