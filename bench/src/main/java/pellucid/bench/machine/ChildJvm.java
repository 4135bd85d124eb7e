package pellucid.bench.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import pellucid.tensor.BackendException;

/** A fresh JVM with this one's class path, for what must be measured from the start of a process. */
public final class ChildJvm {
    private ChildJvm() {}

    /**
     * Runs a main class to its end.
     *
     * @param flags options of the JVM besides the vector module and native access
     * @return the lines of its standard output
     */
    public static List<String> run(List<String> flags, Class<?> main, String... arguments) {
        List<String> command = command(flags, main, arguments);
        try {
            Path errors = Files.createTempFile("pellucid-bench", ".err");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectError(errors.toFile())
                        .start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int code = process.waitFor();
                if (code != 0) {
                    throw new BackendException("a JVM started to run " + main.getName() + " ended with code " + code
                            + "; its last words: "
                            + Files.readString(errors, StandardCharsets.UTF_8).strip());
                }
                return output.lines().toList();
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw cannotStart(main, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Runs a main class that speaks for this process.
     *
     * @param without variables of this process's environment that it must not see
     * @return the exit code
     */
    public static int replaceThisOne(Set<String> without, Class<?> main, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(command(List.of(), main, arguments)).inheritIO();
        builder.environment().keySet().removeAll(without);
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw cannotStart(main, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The command that runs a main class in a JVM like this one, with the vector module and native access. */
    public static List<String> command(List<String> flags, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--add-modules=jdk.incubator.vector");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(flags);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static BackendException cannotStart(Class<?> main, IOException e) {
        return new BackendException(
                "a second JVM could not be started to run " + main.getName() + ": " + e.getMessage()
                        + "; is java.home (" + System.getProperty("java.home") + ") whole?",
                e);
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("a measurement was interrupted", e);
    }
}
