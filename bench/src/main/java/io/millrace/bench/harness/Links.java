package io.millrace.bench.harness;

import io.millrace.bench.subjects.Link;
import io.millrace.bench.subjects.LinkSpec;
import io.millrace.bench.subjects.LinkSubject;
import io.millrace.bench.subjects.Message;
import io.millrace.bench.subjects.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The links of a cell that this JVM has open, each once. */
final class Links implements AutoCloseable {
    private final Cell cell;
    private final Path home;
    private final Map<String, Link> opened = new HashMap<>();

    Links(Cell cell, Path home) {
        this.cell = cell;
        this.home = home;
    }

    Link get(String name) throws IOException {
        Link link = opened.get(name);
        if (link == null) {
            link = open(name, cell.scope() == Scope.JVMS);
            opened.put(name, link);
        }
        return link;
    }

    /** A link that the caller closes. */
    Link open(String name, boolean shared) throws IOException {
        return ((LinkSubject) cell.subject())
                .open(
                        new LinkSpec(
                                home,
                                shared,
                                name,
                                message().size(),
                                cell.senders(),
                                cell.isYielding()));
    }

    Cell cell() {
        return cell;
    }

    Path home() {
        return home;
    }

    Message message() {
        return new Message(cell.subject().messageSize(cell.size()));
    }

    @Override
    public void close() {
        opened.values().forEach(Link::close);
    }
}
