package io.millrace.examples;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The programs that a README prints: Java blocks, each after a line {@code <!-- compiled: Name.java
 * -->}, and after the last block of a program a {@code text} block with what its classes print
 * together.
 */
final class ReadmePrograms {
    private static final String MARK = "<!-- compiled: ";
    private static final String MARK_END = ".java -->";
    private static final String FENCE = "```";

    /** A program: its sources by class name, and the lines that it prints. */
    record Program(Map<String, String> sources, List<String> output) {
        @Override
        public String toString() {
            return String.join(" and ", sources.keySet());
        }
    }

    private ReadmePrograms() {}

    static List<Program> in(List<String> readme) {
        List<Program> programs = new ArrayList<>();
        Map<String, String> sources = new LinkedHashMap<>();
        for (int i = 0; i < readme.size(); i++) {
            String line = readme.get(i);
            if (line.startsWith(MARK)) {
                String name = line.substring(MARK.length(), line.length() - MARK_END.length());
                if (!line.endsWith(MARK_END) || !readme.get(i + 1).equals(FENCE + "java")) {
                    throw new IllegalArgumentException(
                            "line " + (i + 1) + " of the README marks no Java block: " + line);
                }
                sources.put(name, String.join("\n", block(readme, i + 1)));
            } else if (line.equals(FENCE + "text") && !sources.isEmpty()) {
                programs.add(new Program(sources, block(readme, i)));
                sources = new LinkedHashMap<>();
            }
        }
        if (!sources.isEmpty()) {
            throw new IllegalArgumentException("no text block follows " + sources.keySet());
        }
        return programs;
    }

    private static List<String> block(List<String> readme, int fence) {
        int end = fence + 1;
        while (!readme.get(end).equals(FENCE)) {
            end++;
        }
        return readme.subList(fence + 1, end);
    }
}
