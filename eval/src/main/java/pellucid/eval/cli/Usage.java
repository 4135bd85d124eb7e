package pellucid.eval.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Rules that the values of options must keep; breaking one is wrong usage. */
final class Usage {
    private static final char REPLACEMENT = '\uFFFD';

    private Usage() {}

    /** The error for a value that is wrong; the message names what was found and what is wanted. */
    static ParameterException wrong(CommandSpec command, String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }

    static void requireAtLeast(CommandSpec command, String option, int value, int least) {
        if (value < least) {
            throw wrong(command, option + " is " + value + "; it must be at least " + least);
        }
    }

    /** The file to write must not be the file that is read. */
    static void requireDifferent(CommandSpec command, String option, Path written, String other, Path read) {
        boolean same;
        try {
            same = written.toAbsolutePath()
                            .normalize()
                            .equals(read.toAbsolutePath().normalize())
                    || Files.exists(written) && Files.exists(read) && Files.isSameFile(written, read);
        } catch (IOException unknown) {
            same = false;
        }
        if (same) {
            throw wrong(
                    command, option + " and " + other + " are the same file, " + written + "; write to another one");
        }
    }

    /** A text from the command line that is there and has arrived whole. */
    static void requireText(CommandSpec command, String parameter, String text) {
        if (text.isBlank()) {
            throw wrong(command, parameter + " is empty; give a text");
        }
        if (text.indexOf(REPLACEMENT) >= 0) {
            throw wrong(
                    command,
                    parameter + " is '" + text + "', in which Java could not read every character; set a locale that"
                            + " has them, for example LC_ALL=C.UTF-8");
        }
    }
}
