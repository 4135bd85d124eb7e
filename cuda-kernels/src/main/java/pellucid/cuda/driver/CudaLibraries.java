package pellucid.cuda.driver;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * NVIDIA's libraries that are optional here (NVRTC, cuBLAS): loaded by file before any class of JCuda asks for them, for
 * the same reason as the driver ({@link DriverLibrary}).
 */
public final class CudaLibraries {
    private static final Map<String, String> LOOKED = new ConcurrentHashMap<>();

    private CudaLibraries() {}

    /**
     * Loads a library.
     *
     * @param name such as cublas
     * @param version the major version of the file, such as 12
     * @return null, or in a few words why it cannot be loaded
     */
    public static String load(String name, String version) {
        String found = LOOKED.computeIfAbsent(name, n -> look(n, version));
        return found.isEmpty() ? null : found;
    }

    /** The folder of the CUDA toolkit's headers; null where there is no toolkit. */
    public static Path toolkitHeaders() {
        String home = System.getenv("CUDA_PATH");
        Path headers = Path.of(home == null ? "/usr/local/cuda" : home, "include");
        return Files.isDirectory(headers) ? headers : null;
    }

    private static String look(String name, String version) {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        String file = windows ? name + "64_" + version + ".dll" : "lib" + name + ".so." + version;
        for (Path folder : folders(windows)) {
            Path candidate = folder.resolve(file);
            if (Files.exists(candidate)) {
                try {
                    System.load(candidate.toAbsolutePath().toString());
                    return "";
                } catch (UnsatisfiedLinkError e) {
                    return candidate + " cannot be loaded (" + e.getMessage() + ")";
                }
            }
        }
        return file + " was not found; install the CUDA toolkit 12, or put its folder on "
                + (windows ? "PATH" : "LD_LIBRARY_PATH");
    }

    private static List<Path> folders(boolean windows) {
        List<Path> folders = new ArrayList<>();
        String path = System.getenv(windows ? "PATH" : "LD_LIBRARY_PATH");
        if (path != null) {
            for (String folder : path.split(File.pathSeparator)) {
                folders.add(Path.of(folder));
            }
        }
        String home = System.getenv("CUDA_PATH");
        if (home != null) {
            folders.add(Path.of(home, windows ? "bin" : "lib64"));
        }
        if (!windows) {
            folders.add(Path.of("/usr/local/cuda/lib64"));
            folders.add(Path.of("/usr/local/cuda-12/lib64"));
            folders.add(Path.of("/usr/lib/x86_64-linux-gnu"));
            folders.add(Path.of("/usr/lib64"));
        }
        return folders;
    }
}
