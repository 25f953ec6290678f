package io.millrace.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/** A JVM in which copies take turns, in an order that is new in each round. */
final class ContestJvm {
    private final Contest contest;
    private final List<LongToDoubleFunction> copies = new ArrayList<>();
    private final double[][] figures;

    private ContestJvm(Path home, Contest contest) throws Exception {
        this.contest = contest;
        figures = new double[contest.copies().size()][contest.rounds()];
        ClassLoader classes = null;
        for (Copy copy : contest.copies()) {
            Path ownHome = Files.createDirectory(home.resolve("copy-" + copies.size()));
            classes = copy.sharing() ? classes : copy.load();
            copies.add(atWork(copy, classes, ownHome));
        }
    }

    private LongToDoubleFunction atWork(Copy copy, ClassLoader classes, Path home)
            throws Exception {
        return (LongToDoubleFunction)
                classes.loadClass(CopyAtWork.class.getName())
                        .getConstructor(
                                Path.class, String.class, String.class, int.class, int.class)
                        .newInstance(
                                home,
                                copy.subject(),
                                contest.kind().name(),
                                contest.size(),
                                contest.senders());
    }

    private List<Standing> standings() {
        for (int i = 0; i < contest.warmups(); i++) {
            takeTurns(0);
        }
        for (int round = 0; round < contest.rounds(); round++) {
            takeTurns(round);
        }
        return Arrays.stream(figures).map(own -> Standing.of(own, figures[0])).toList();
    }

    private void takeTurns(int round) {
        List<Integer> order = new ArrayList<>();
        for (int copy = 0; copy < copies.size(); copy++) {
            order.add(copy);
        }
        Collections.shuffle(order);
        for (int copy : order) {
            figures[copy][round] = copies.get(copy).applyAsDouble(contest.sliceNs());
        }
    }

    /** Prints each copy's standing in a line of its own. */
    public static void main(String[] arguments) throws Exception {
        endWithInput();
        List<String> words = List.of(arguments);
        Contest contest = Contest.decoded(words.subList(1, words.size()));
        new ContestJvm(Path.of(words.get(0)), contest)
                .standings()
                .forEach(standing -> System.out.println(standing.encoded()));
        // Not all subjects end their threads.
        System.exit(0);
    }

    private static void endWithInput() {
        Thread watch =
                new Thread(
                        () -> {
                            try {
                                while (System.in.read() >= 0) {}
                            } catch (IOException e) {
                                // The end, too.
                            }
                            Runtime.getRuntime().halt(1);
                        },
                        "input");
        watch.setDaemon(true);
        watch.start();
    }
}
