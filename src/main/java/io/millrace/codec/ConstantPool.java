package io.millrace.codec;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The constants of a class file (The Java Virtual Machine Specification, 4.4), each entered once.
 * For one thread.
 */
final class ConstantPool {
    private static final int UTF8 = 1;
    private static final int INTEGER = 3;
    private static final int CLASS = 7;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_HANDLE = 15;
    private static final int DYNAMIC = 17;
    private static final int INVOKE_STATIC = 6;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final Map<List<Object>, Integer> indexes = new HashMap<>();

    /** A part of an entry. */
    private interface Part {
        void write(DataOutputStream out) throws IOException;
    }

    int utf8(String text) throws IOException {
        return enter(UTF8, text, part -> part.writeUTF(text));
    }

    int integer(int value) throws IOException {
        return enter(INTEGER, value, part -> part.writeInt(value));
    }

    int classNamed(String internalName) throws IOException {
        int name = utf8(internalName);
        return enter(CLASS, name, part -> part.writeShort(name));
    }

    int method(String owner, String name, String descriptor) throws IOException {
        return pair(METHOD, classNamed(owner), nameAndType(name, descriptor));
    }

    int staticMethodHandle(String owner, String name, String descriptor) throws IOException {
        int method = method(owner, name, descriptor);
        return enter(
                METHOD_HANDLE,
                method,
                part -> {
                    part.writeByte(INVOKE_STATIC);
                    part.writeShort(method);
                });
    }

    /** A constant that the bootstrap method of this index computes when it is first loaded. */
    int dynamic(int bootstrap, String name, String descriptor) throws IOException {
        return pair(DYNAMIC, bootstrap, nameAndType(name, descriptor));
    }

    private int nameAndType(String name, String descriptor) throws IOException {
        return pair(NAME_AND_TYPE, utf8(name), utf8(descriptor));
    }

    private int pair(int tag, int first, int second) throws IOException {
        return enter(
                tag,
                List.of(first, second),
                part -> {
                    part.writeShort(first);
                    part.writeShort(second);
                });
    }

    private int enter(int tag, Object key, Part rest) throws IOException {
        List<Object> entry = List.of(tag, key);
        Integer known = indexes.get(entry);
        if (known != null) {
            return known;
        }
        out.writeByte(tag);
        rest.write(out);
        int index = indexes.size() + 1;
        indexes.put(entry, index);
        return index;
    }

    void writeTo(DataOutputStream target) throws IOException {
        target.writeShort(indexes.size() + 1);
        out.flush();
        bytes.writeTo(target);
    }
}
