package io.millrace.bench.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/**
 * The main class of a JVM that measures, or is the other side of a measurement. It obeys commands,
 * a line each, and answers each by a line; when its input ends before it was told to end, the JVM
 * that runs the benchmark has died, and this one deletes the files and goes too.
 */
public final class Worker {
    static final String RECEIVERS = "receivers";
    static final String SENDERS = "senders";
    static final String RUN = "run";
    static final String STOP = "stop";
    static final String EXPECT = "expect";
    static final String END = "end";

    static final String OK = "ok";
    static final String FAILED = "failed";

    private static final PrintStream ANSWERS = System.out;

    private final List<PartThread> parts;
    private final Links links;

    private Worker(List<PartThread> parts, Links links) {
        this.parts = parts;
        this.links = links;
    }

    /** Arguments: the run's directory, the cell's, the cell, times, which JVM of the cell. */
    public static void main(String[] arguments) throws InterruptedException {
        // What libraries print must not pass for an answer.
        System.setOut(System.err);
        Path run = Path.of(arguments[0]);
        Links links = new Links(Cell.decoded(arguments[2]), Path.of(arguments[1]));
        Timing timing = new Timing(Long.parseLong(arguments[3]), Long.parseLong(arguments[4]));
        BlockingQueue<String> commands = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> read(commands, run), "commands");
        reader.setDaemon(true);
        reader.start();
        try {
            List<PartThread> parts = new ArrayList<>();
            int number = Integer.parseInt(arguments[5]);
            for (Callable<Part> maker : Parts.of(links.cell(), links, timing, number)) {
                parts.add(new PartThread(maker));
            }
            new Worker(parts, links).obeyAll(commands);
        } catch (Exception e) {
            fail(e);
            throw new IllegalStateException(e);
        }
        // Not all subjects end their threads.
        System.exit(0);
    }

    private static void read(BlockingQueue<String> commands, Path run) {
        try {
            BufferedReader input =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                commands.add(line);
                if (line.equals(END)) {
                    return;
                }
            }
        } catch (IOException e) {
            // As good as the end of the input.
        }
        try {
            Scratch.delete(run);
        } finally {
            Runtime.getRuntime().halt(1);
        }
    }

    static void fail(Throwable e) {
        e.printStackTrace();
        String said = String.valueOf(e).lines().collect(Collectors.joining(" "));
        answer(FAILED + " " + said);
    }

    private static synchronized void answer(String line) {
        ANSWERS.println(line);
        ANSWERS.flush();
    }

    private void obeyAll(BlockingQueue<String> commands) throws IOException, InterruptedException {
        while (true) {
            String command = commands.take();
            answer(obey(command));
            if (command.equals(END)) {
                return;
            }
        }
    }

    private String obey(String command) throws IOException, InterruptedException {
        String[] words = command.split(" ", -1);
        switch (words[0]) {
            case RECEIVERS -> {
                for (PartThread part : parts) {
                    part.openReceiver();
                }
            }
            case SENDERS -> {
                for (PartThread part : parts) {
                    part.openSender();
                }
            }
            case RUN -> {
                parts.forEach(PartThread::start);
                for (PartThread each : parts) {
                    if (each.part().isLead()) {
                        return OK + " " + each.part().sample().encoded();
                    }
                }
            }
            case STOP -> {
                return OK + " " + stop();
            }
            case EXPECT -> expect(words[1]);
            case END -> links.close();
            default -> throw new IllegalArgumentException(command);
        }
        return OK;
    }

    /**
     * What those parts have sent that only end when they are told. All are told before the first is
     * waited for: one that waits for room gets it late while the others go on.
     */
    private String stop() throws IOException, InterruptedException {
        List<PartThread> others = parts.stream().filter(each -> !each.part().isLead()).toList();
        others.forEach(each -> each.part().stop());
        StringBuilder sent = new StringBuilder();
        for (PartThread other : others) {
            other.join();
            sent.append(sent.isEmpty() ? "" : ",").append(other.part().sent());
        }
        return sent.toString();
    }

    private void expect(String counts) throws IOException, InterruptedException {
        long[] each = Arrays.stream(counts.split(",")).mapToLong(Long::parseLong).toArray();
        for (PartThread thread : parts) {
            if (thread.part().isLead()) {
                thread.part().expect(each);
                thread.join();
            }
        }
    }
}
