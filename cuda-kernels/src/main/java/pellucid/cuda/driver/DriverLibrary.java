package pellucid.cuda.driver;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Looks for the CUDA driver's library before any class of JCuda is touched: a class of JCuda whose static block failed
 * stays broken for the life of the JVM, a library that is not there is only a sentence.
 */
public final class DriverLibrary {
    /** The property that names the library's file, for a driver in an unusual place (or an emulated one). */
    public static final String PROPERTY = "pellucid.cuda.driver";

    private static final String WINDOWS = "nvcuda.dll";
    private static final String LINUX = "libcuda.so.1";
    private static final List<String> LINUX_FOLDERS = List.of(
            "/usr/lib/x86_64-linux-gnu",
            "/lib/x86_64-linux-gnu",
            "/usr/lib64",
            "/usr/lib",
            "/usr/lib/wsl/lib",
            "/usr/local/nvidia/lib64",
            "/usr/local/cuda/compat",
            "/run/opengl-driver/lib");

    private DriverLibrary() {}

    /** Loads the driver's library. Returns null, or in one sentence why there is none and what would mend it. */
    static String load() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String architecture = System.getProperty("os.arch");
        boolean windows = os.startsWith("windows");
        if (!(windows || os.startsWith("linux")) || !List.of("amd64", "x86_64").contains(architecture)) {
            return "JCuda has native libraries for Linux and Windows on x86-64 only, this is "
                    + System.getProperty("os.name") + " on " + architecture + "; use -Dpellucid.backend=simd";
        }
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return loadNamed(Path.of(named).toAbsolutePath());
        }
        String name = windows ? WINDOWS : LINUX;
        List<Path> folders = windows ? windowsFolders() : linuxFolders();
        for (Path folder : folders) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                String why = tryLoading(file);
                if (why == null) {
                    return null;
                }
                return "the CUDA driver " + file + " cannot be loaded (" + why + "); install NVIDIA's driver again";
            }
        }
        return "no CUDA driver was found (" + name + " is in none of " + folders.size()
                + " folders); with an NVIDIA device, install its driver 525 or newer, or name the file with -D"
                + PROPERTY;
    }

    private static String loadNamed(Path file) {
        if (!Files.exists(file)) {
            return "-D" + PROPERTY + " names " + file + ", which does not exist; name the file of the driver, " + LINUX
                    + " on Linux";
        }
        String why = tryLoading(file);
        return why == null ? null : "the CUDA driver " + file + " cannot be loaded: " + why;
    }

    private static String tryLoading(Path file) {
        try {
            System.load(file.toString());
            return null;
        } catch (UnsatisfiedLinkError e) {
            return e.getMessage();
        }
    }

    private static List<Path> linuxFolders() {
        List<Path> folders = new ArrayList<>();
        addPath(folders, System.getenv("LD_LIBRARY_PATH"));
        addPath(folders, System.getProperty("java.library.path"));
        LINUX_FOLDERS.forEach(folder -> folders.add(Path.of(folder)));
        return folders.stream().distinct().toList();
    }

    private static List<Path> windowsFolders() {
        List<Path> folders = new ArrayList<>();
        String root = System.getenv("SystemRoot");
        folders.add(Path.of(root == null ? "C:\\Windows" : root, "System32"));
        addPath(folders, System.getenv("PATH"));
        return folders.stream().distinct().toList();
    }

    private static void addPath(List<Path> folders, String path) {
        if (path == null) {
            return;
        }
        for (String folder : path.split(File.pathSeparator)) {
            if (!folder.isBlank()) {
                folders.add(Path.of(folder));
            }
        }
    }
}
