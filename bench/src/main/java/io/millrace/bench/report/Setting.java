package io.millrace.bench.report;

import io.millrace.bench.harness.Timing;
import io.millrace.bench.harness.WorkerFlags;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where and how a run measured: what has to be known to judge its figures. */
public final class Setting {
    private static final String VERSIONS = "versions.properties";
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Setting() {}

    /** By name, in the order of the report. */
    public static Map<String, String> of(Timing timing, int rounds, String command) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "Time",
                ZonedDateTime.now(ZoneOffset.UTC)
                        .format(
                                DateTimeFormatter.ofPattern(
                                        "yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)));
        facts.put(
                "Host",
                "%s, %d cores, %s %s %s"
                        .formatted(
                                processor(),
                                Runtime.getRuntime().availableProcessors(),
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")));
        facts.put(
                "JVM",
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        facts.put("Flags", String.join(" ", WorkerFlags.all()));
        facts.put("Versions", versions());
        facts.put(
                "Rounds",
                "%d, every figure once in each, in fresh JVMs; %s s of warm-up, then %s s"
                        .formatted(rounds, timing.warmupNs() / 1e9, timing.measureNs() / 1e9));
        facts.put("Command", command);
        return facts;
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException | UncheckedIOException e) {
            return "unknown processor";
        }
    }

    private static String versions() {
        Properties versions = new Properties();
        try (InputStream input = Setting.class.getResourceAsStream(VERSIONS)) {
            versions.load(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TreeMap<>(versions)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }
}
