/**
 * The CUDA driver as this module uses it: is there one ({@link pellucid.cuda.driver.DriverLibrary}), the device and its
 * stream ({@link pellucid.cuda.driver.Device}), memory on it ({@link pellucid.cuda.driver.DeviceMemory},
 * {@link pellucid.cuda.driver.CudaStorage}), the way there and back ({@link pellucid.cuda.driver.Staging}), and driver
 * errors as sentences ({@link pellucid.cuda.driver.CudaError}).
 *
 * <p>Source: NVIDIA, CUDA Driver API reference, version 12; the bindings are JCuda's.
 */
package pellucid.cuda.driver;
