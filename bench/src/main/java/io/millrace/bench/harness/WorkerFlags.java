package io.millrace.bench.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Flags of the JVMs that measure, the same for every subject. */
public final class WorkerFlags {
    private static final List<String> FLAGS =
            List.of(
                    "-Xms1g",
                    "-Xmx1g",
                    "-XX:MaxDirectMemorySize=4g",
                    "-XX:+UseParallelGC",
                    "-XX:-UsePerfData",
                    "-Dagrona.disable.bounds.checks=true",
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:+IgnoreUnrecognizedVMOptions",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                    // What Chronicle asks for; without the compiler its calls go by a slow proxy.
                    "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                    "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                    "--add-exports=jdk.unsupported/sun.misc=ALL-UNNAMED",
                    "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
                    "--add-opens=jdk.compiler/com.sun.tools.javac=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                    "--add-opens=java.base/java.io=ALL-UNNAMED",
                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                    "-Dchronicle.analytics.disable=true",
                    "-Dchronicle.announcer.disable=true");

    private WorkerFlags() {}

    /**
     * The command of a JVM with these flags and the present class path.
     *
     * @param more flags, behind all others.
     */
    public static List<String> command(Class<?> main, List<String> more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(more);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return command;
    }

    /** In the order of a command line. */
    public static List<String> all() {
        return FLAGS;
    }
}
