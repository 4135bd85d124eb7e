package pellucid.cuda;

import pellucid.cuda.driver.Device;
import pellucid.tensor.Backend;
import pellucid.tensor.backend.BackendProvider;

/** Announces the CUDA backend where there is a driver and a device. */
public final class CudaProvider implements BackendProvider {
    @Override
    public String name() {
        return "cuda";
    }

    @Override
    public int rank() {
        return 40;
    }

    @Override
    public String refusal() {
        return Device.refusal();
    }

    @Override
    public Backend create() {
        return new CudaBackend();
    }
}
