package pellucid.tensor.backend.simd;

import pellucid.tensor.backend.Workers;
import pellucid.tensor.backend.reference.ReferenceBackend;

/**
 * How the SIMD backend shares loops out over its threads. What is too small stays on the calling thread; nothing that is
 * computed depends on where the parts begin.
 */
abstract class SharedOut extends ReferenceBackend {
    /** Elements below which a pass over memory stays on one thread. */
    static final int WORTH_SHARING = 1 << 16;

    final Workers workers;

    SharedOut(Workers workers) {
        this.workers = workers;
    }

    interface Row {
        void at(int row);
    }

    interface Part {
        void at(int from, int n);
    }

    interface Run {
        void at(int from, int to, int n);
    }

    /** Whether a pass over these rows is long enough for several threads. */
    final boolean worthSharing(Rows rows) {
        return (long) rows.count() * rows.columns() >= WORTH_SHARING && !workers.isSerial();
    }

    /** All rows, in blocks over the threads where there is enough to do. */
    final void forRows(Rows rows, Row body) {
        int blocks = worthSharing(rows) ? Math.min(rows.count(), 4 * workers.threads()) : 1;
        workers.run(blocks, block -> {
            int end = (int) ((long) rows.count() * (block + 1) / blocks);
            for (int r = (int) ((long) rows.count() * block / blocks); r < end; r++) {
                body.at(r);
            }
        });
    }

    /** A run of n elements, in parts over the threads where there is enough to do; parts begin at whole vectors. */
    final void forParts(int n, Part body) {
        int blocks = n < WORTH_SHARING || workers.isSerial() ? 1 : 4 * workers.threads();
        int size = Lanes.padded((n + blocks - 1) / blocks);
        workers.run(blocks, block -> {
            int from = Math.min(n, block * size);
            body.at(from, Math.min(n - from, size));
        });
    }

    final void forRuns(Rows from, Rows to, Run body) {
        if (from.isOneRun() && to.isOneRun()) {
            forParts(to.count() * to.columns(), (at, n) -> body.at(from.at() + at, to.at() + at, n));
        } else {
            forRows(to, r -> body.at(from.start(r), to.start(r), to.columns()));
        }
    }
}
