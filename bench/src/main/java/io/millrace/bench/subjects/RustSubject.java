package io.millrace.bench.subjects;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** {@code std::sync::mpsc::sync_channel} of Rust, compiled by {@code rustc -O} where that is. */
final class RustSubject implements ProgramSubject {
    private static final int SIZE = 32;
    private static final NativeProgram PROGRAM =
            new NativeProgram("rustc", "-O", "sync_channel.rs");

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
    public Set<CaseKind> cases() {
        return EnumSet.of(CaseKind.ROUND_TRIP, CaseKind.THROUGHPUT);
    }

    @Override
    public boolean supports(Scope scope, int size, int senders) {
        return scope == Scope.THREADS && size == SIZE;
    }

    @Override
    public boolean isAvailable() {
        return PROGRAM.isAvailable();
    }

    @Override
    public String needs() {
        return PROGRAM.compiler();
    }

    @Override
    public List<String> build(Path directory) throws IOException, InterruptedException {
        return PROGRAM.build(directory);
    }
}
