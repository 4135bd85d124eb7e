package pellucid.cuda.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a driver there is a sentence, and no class of JCuda was touched. */
class DriverLibraryTest {
    private final String before = System.getProperty(DriverLibrary.PROPERTY);
    private final String os = System.getProperty("os.name");

    @AfterEach
    void restore() {
        System.setProperty("os.name", os);
        if (before == null) {
            System.clearProperty(DriverLibrary.PROPERTY);
        } else {
            System.setProperty(DriverLibrary.PROPERTY, before);
        }
    }

    @Test
    void aNamedFileThatIsNotThereIsNamed() {
        System.setProperty(DriverLibrary.PROPERTY, "/no/such/libcuda.so.1");
        assertThat(DriverLibrary.load())
                .isEqualTo("-Dpellucid.cuda.driver names /no/such/libcuda.so.1, which does not exist; name the file of"
                        + " the driver, libcuda.so.1 on Linux");
    }

    @Test
    void aFileThatIsNoLibraryIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("libcuda.so.1"));
        System.setProperty(DriverLibrary.PROPERTY, file.toString());
        assertThat(DriverLibrary.load()).startsWith("the CUDA driver " + file + " cannot be loaded: ");
    }

    @Test
    void aSystemWithoutJcudaIsToldSo() {
        System.setProperty("os.name", "Mac OS X");
        assertThat(DriverLibrary.load())
                .startsWith("JCuda has native libraries for Linux and Windows on x86-64 only, this is Mac OS X");
    }
}
