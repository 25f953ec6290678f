package io.millrace.bench.subjects;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A program that is compiled where it runs, if there is a compiler.
 *
 * @param compiler name of its command.
 * @param optimise its flag to compile for speed.
 * @param source name of the resource.
 */
record NativeProgram(String compiler, String optimise, String source) {
    boolean isAvailable() {
        String path = System.getenv("PATH");
        return path != null
                && List.of(path.split(File.pathSeparator)).stream()
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, compiler)));
    }

    /** The command that runs it; compiles it if that has not been done in this directory. */
    List<String> build(Path directory) throws IOException, InterruptedException {
        Path copy = directory.resolve(source);
        Path program = directory.resolve(source.replaceFirst("[.][a-z]+$", ""));
        if (!Files.exists(program)) {
            try (InputStream text = NativeProgram.class.getResourceAsStream(source)) {
                Files.copy(text, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            Process running =
                    new ProcessBuilder(
                                    compiler, optimise, "-o", program.toString(), copy.toString())
                            .redirectErrorStream(true)
                            .start();
            String said =
                    new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (running.waitFor() != 0) {
                throw new IOException(compiler + " failed: " + said.strip());
            }
        }
        return List.of(program.toString());
    }
}
