package pellucid.cuda.launch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import pellucid.tensor.BackendException;

/** A kernel's name and parameters. */
record Signature(String kernel, List<Parameter> parameters) {
    private static final Pattern COMMENT = Pattern.compile("//[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern ENTRY =
            Pattern.compile("extern\\s+\"C\"\\s+__global__\\s+(?:__launch_bounds__\\s*\\([^)]*\\)\\s*)?void\\s+"
                    + "(?:__launch_bounds__\\s*\\([^)]*\\)\\s*)?(\\w+)\\s*\\(([^)]*)\\)");
    private static final Pattern PTX_ENTRY = Pattern.compile("\\.entry\\s+(\\w+)\\s*\\(([^)]*)\\)");
    private static final Pattern PTX_PARAMETER = Pattern.compile("(\\.[usfb]\\d+)\\b.*?(\\[\\d+])?$");

    /** The kernels that a CUDA source defines, by name. */
    static Map<String, Signature> inSource(String file, String source) {
        Map<String, Signature> found = new LinkedHashMap<>();
        Matcher entry = ENTRY.matcher(COMMENT.matcher(source).replaceAll(" "));
        while (entry.find()) {
            String kernel = entry.group(1);
            List<Parameter> parameters = new ArrayList<>();
            for (String declaration : entry.group(2).split(",")) {
                if (!declaration.isBlank()) {
                    parameters.add(parameter(file, kernel, declaration));
                }
            }
            found.put(kernel, new Signature(kernel, List.copyOf(parameters)));
        }
        return found;
    }

    private static Parameter parameter(String file, String kernel, String declaration) {
        String text = declaration.replace("__restrict__", " ").strip();
        boolean readOnly = text.startsWith("const ");
        text = readOnly ? text.substring("const ".length()).strip() : text;
        int end = text.length();
        while (end > 0 && (Character.isLetterOrDigit(text.charAt(end - 1)) || text.charAt(end - 1) == '_')) {
            end--;
        }
        String type = text.substring(0, end).strip().replaceAll("\\s+", " ").replace(" *", "*");
        if (!Parameter.KNOWN.containsKey(type)) {
            throw new BackendException(file + ": kernel '" + kernel + "' has the parameter '" + declaration.strip()
                    + "', whose type cannot be launched from Java; use one of "
                    + Parameter.KNOWN.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        return new Parameter(type, text.substring(end), readOnly);
    }

    /** How a PTX text declares the parameters of each of its kernels. */
    static Map<String, List<String>> inPtx(String ptx) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        Matcher entry = PTX_ENTRY.matcher(ptx);
        while (entry.find()) {
            List<String> types = new ArrayList<>();
            for (String declaration : entry.group(2).split(",")) {
                Matcher parameter = PTX_PARAMETER.matcher(declaration.strip());
                if (parameter.find()) {
                    types.add(parameter.group(1) + (parameter.group(2) == null ? "" : parameter.group(2)));
                }
            }
            found.put(entry.group(1), types);
        }
        return found;
    }

    /** How PTX should declare the parameters. */
    List<String> ptxTypes() {
        return parameters.stream().map(Parameter::ptxType).toList();
    }

    @Override
    public String toString() {
        return kernel + parameters.stream().map(Parameter::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
