package io.millrace.bench.subjects;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A futex between two processes in C: what the kernel takes to wake somebody, and nothing else. */
final class FutexSubject implements ProgramSubject, SleepingSubject {
    private static final NativeProgram PROGRAM = new NativeProgram("gcc", "-O2", "futex_pair.c");

    @Override
    public String name() {
        return Subjects.FLOOR + "-futex";
    }

    @Override
    public String settings() {
        return "two processes of a C program, gcc -O2: a time stored in shared memory, a word"
                + " changed and a futex wake; nobody spins";
    }

    @Override
    public boolean isPeer() {
        return false;
    }

    @Override
    public boolean isAvailable() {
        return System.getProperty("os.name").equals("Linux") && PROGRAM.isAvailable();
    }

    @Override
    public String needs() {
        return "Linux and " + PROGRAM.compiler();
    }

    @Override
    public List<String> build(Path directory) throws IOException, InterruptedException {
        return PROGRAM.build(directory);
    }
}
