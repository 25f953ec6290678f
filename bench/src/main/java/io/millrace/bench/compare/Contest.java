package io.millrace.bench.compare;

import io.millrace.bench.harness.Stage;
import io.millrace.bench.harness.WorkerFlags;
import io.millrace.bench.subjects.CaseKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is measured.
 *
 * @param sliceNs how long a copy works before it is another one's turn.
 * @param warmups slices of each copy before those that count.
 * @param rounds slices of each copy that count.
 */
record Contest(
        CaseKind kind,
        int size,
        int senders,
        long sliceNs,
        int warmups,
        int rounds,
        List<Copy> copies) {
    private static final int NUMBERS = 6;
    private static final String CAUSE = "Caused by: ";

    List<String> encoded() {
        List<String> words = new ArrayList<>();
        words.add(kind.name());
        words.add(Integer.toString(size));
        words.add(Integer.toString(senders));
        words.add(Long.toString(sliceNs));
        words.add(Integer.toString(warmups));
        words.add(Integer.toString(rounds));
        copies.forEach(copy -> words.add(copy.encoded()));
        return words;
    }

    static Contest decoded(List<String> words) {
        return new Contest(
                CaseKind.valueOf(words.get(0)),
                Integer.parseInt(words.get(1)),
                Integer.parseInt(words.get(2)),
                Long.parseLong(words.get(3)),
                Integer.parseInt(words.get(4)),
                Integer.parseInt(words.get(5)),
                words.subList(NUMBERS, words.size()).stream().map(Copy::of).toList());
    }

    /**
     * Runs it in a JVM of its own.
     *
     * @return how each copy did.
     * @throws IOException when one could not work, with what the JVM said.
     */
    List<Standing> run(Stage stage, List<String> jvmOptions)
            throws IOException, InterruptedException {
        Path home = stage.newHome();
        Path errors = home.resolve("errors");
        List<String> command = WorkerFlags.command(ContestJvm.class, jvmOptions);
        command.add(home.toString());
        command.addAll(encoded());
        Process process = stage.start(command, errors);
        List<String> lines;
        try (BufferedReader output = process.inputReader()) {
            lines = output.lines().toList();
        }
        List<Standing> standings =
                lines.stream().filter(Standing::isEncoded).map(Standing::decoded).toList();
        if (process.waitFor() != 0 || standings.size() != copies.size()) {
            throw new IOException(lastCause(Files.readAllLines(errors), lines));
        }
        stage.clear(home);
        return standings;
    }

    /** A JVM that refuses its flags says so among its output. */
    private static String lastCause(List<String> errors, List<String> output) {
        return errors.stream()
                .filter(line -> line.startsWith(CAUSE))
                .map(line -> line.substring(CAUSE.length()))
                .reduce((before, last) -> last)
                .or(() -> Stream.concat(errors.stream(), output.stream()).findFirst())
                .orElse("the JVM ended without a word");
    }
}
