package io.millrace.bench.subjects;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code std::sync::mpsc::sync_channel} of Rust, compiled by {@code rustc -O} where that is. */
final class RustSubject implements ProgramSubject {
    private static final int SIZE = 32;
    private static final String COMPILER = "rustc";
    private static final String SOURCE = "sync_channel.rs";

    @Override
    public String name() {
        return "rust-sync-channel";
    }

    @Override
    public String settings() {
        return "sync_channel(1024) of [u64; 4], rustc -O; round trip: try_recv, spinning;"
                + " throughput: send and recv, which block";
    }

    @Override
    public boolean supports(Scope scope, int size, int senders) {
        return scope == Scope.THREADS && size == SIZE;
    }

    @Override
    public boolean isAvailable() {
        String path = System.getenv("PATH");
        return path != null
                && List.of(path.split(File.pathSeparator)).stream()
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, COMPILER)));
    }

    @Override
    public List<String> build(Path directory) throws IOException, InterruptedException {
        Path source = directory.resolve(SOURCE);
        Path program = directory.resolve("sync_channel");
        if (!Files.exists(program)) {
            try (InputStream text = RustSubject.class.getResourceAsStream(SOURCE)) {
                Files.copy(text, source);
            }
            Process compiler =
                    new ProcessBuilder(COMPILER, "-O", "-o", program.toString(), source.toString())
                            .redirectErrorStream(true)
                            .start();
            String said =
                    new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (compiler.waitFor() != 0) {
                throw new IOException("rustc failed: " + said.strip());
            }
        }
        return List.of(program.toString());
    }
}
