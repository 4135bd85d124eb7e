package pellucid.tensor.backend.ejml;

import pellucid.tensor.Backend;
import pellucid.tensor.backend.BackendProvider;

/** Announces the EJML backend. */
public final class EjmlProvider implements BackendProvider {
    @Override
    public String name() {
        return "ejml";
    }

    @Override
    public int rank() {
        return 20;
    }

    @Override
    public String refusal() {
        try {
            Class.forName("org.ejml.dense.row.CommonOps_FDRM", false, EjmlProvider.class.getClassLoader());
            return null;
        } catch (ClassNotFoundException | LinkageError e) {
            return "EJML is not on the class path (" + e.getMessage() + "); add org.ejml:ejml-fdense";
        }
    }

    @Override
    public Backend create() {
        return new EjmlBackend();
    }
}
