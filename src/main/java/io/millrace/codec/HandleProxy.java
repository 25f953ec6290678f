package io.millrace.codec;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.List;

/**
 * Makes an object of an interface whose methods call method handles.
 *
 * <p>{@link java.lang.reflect.Proxy} packs the arguments of every call into an array and boxes
 * them; chronicle-bytes' method writers are built on it. Here the arguments stay where they are:
 * each method of a hidden class loads its handle as a constant, which the compiler sees through,
 * and passes its arguments on.
 */
final class HandleProxy {
    private static final int CLASS_FILE_VERSION = 61;
    private static final String HANDLE = "java/lang/invoke/MethodHandle";
    private static final String HANDLES = "java/lang/invoke/MethodHandles";
    private static final String CLASS_DATA_AT_TYPE =
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;I)"
                    + "Ljava/lang/Object;";

    private static final int ALOAD_0 = 0x2a;
    private static final int LDC_W = 0x13;
    private static final int INVOKEVIRTUAL = 0xb6;
    private static final int INVOKESPECIAL = 0xb7;
    private static final int RETURN = 0xb1;
    private static final int ILOAD = 0x15;
    private static final int LLOAD = 0x16;
    private static final int FLOAD = 0x17;
    private static final int DLOAD = 0x18;
    private static final int ALOAD = 0x19;

    private HandleProxy() {}

    /** A method of the interface, without a result, and what it calls: the same parameters. */
    record Target(String name, MethodHandle handle) {}

    /**
     * Makes the object.
     *
     * @param lookup with full access to the interface's package; the class is made there.
     */
    static <T> T implement(Lookup lookup, Class<T> type, List<Target> targets) {
        try {
            Lookup made =
                    lookup.defineHiddenClassWithClassData(
                            classFile(type, targets),
                            targets.stream().map(Target::handle).toList(),
                            true);
            MethodHandle constructor =
                    made.findConstructor(made.lookupClass(), MethodType.methodType(void.class));
            return type.cast(constructor.invoke());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("no class could be made for " + type.getName(), e);
        }
    }

    private static byte[] classFile(Class<?> type, List<Target> targets) throws IOException {
        ConstantPool pool = new ConstantPool();
        String interfaceName = type.getName().replace('.', '/');
        int thisClass = pool.classNamed(interfaceName + "$$Millrace");
        int superClass = pool.classNamed("java/lang/Object");
        int implemented = pool.classNamed(interfaceName);

        ByteArrayOutputStream bodyBytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bodyBytes);
        body.writeShort(Modifier.FINAL | 0x1000);
        body.writeShort(thisClass);
        body.writeShort(superClass);
        body.writeShort(1);
        body.writeShort(implemented);
        body.writeShort(0);
        body.writeShort(targets.size() + 1);
        writeConstructor(body, pool);
        for (int i = 0; i < targets.size(); i++) {
            writeMethod(body, pool, targets.get(i), i);
        }
        body.writeShort(1);
        writeBootstraps(body, pool, targets.size());

        ByteArrayOutputStream fileBytes = new ByteArrayOutputStream();
        DataOutputStream file = new DataOutputStream(fileBytes);
        file.writeInt(0xCAFEBABE);
        file.writeShort(0);
        file.writeShort(CLASS_FILE_VERSION);
        pool.writeTo(file);
        bodyBytes.writeTo(file);
        return fileBytes.toByteArray();
    }

    private static void writeConstructor(DataOutputStream out, ConstantPool pool)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream code = new DataOutputStream(bytes);
        code.writeByte(ALOAD_0);
        code.writeByte(INVOKESPECIAL);
        code.writeShort(pool.method("java/lang/Object", "<init>", "()V"));
        code.writeByte(RETURN);
        writeMember(out, pool, "<init>", "()V", 1, bytes.toByteArray());
    }

    private static void writeMethod(
            DataOutputStream out, ConstantPool pool, Target target, int index) throws IOException {
        MethodType callType = target.handle().type();
        String descriptor = callType.toMethodDescriptorString();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream code = new DataOutputStream(bytes);
        code.writeByte(LDC_W);
        code.writeShort(pool.dynamic(index, "_", "L" + HANDLE + ";"));
        int local = 1;
        for (Class<?> parameter : callType.parameterList()) {
            code.writeByte(loadOf(parameter));
            code.writeByte(local);
            local += slots(parameter);
        }
        code.writeByte(INVOKEVIRTUAL);
        code.writeShort(pool.method(HANDLE, "invokeExact", descriptor));
        code.writeByte(RETURN);
        writeMember(out, pool, target.name(), descriptor, local, bytes.toByteArray());
    }

    /** As many words of stack as of locals: the handle takes the place of {@code this}. */
    private static void writeMember(
            DataOutputStream out,
            ConstantPool pool,
            String name,
            String descriptor,
            int words,
            byte[] code)
            throws IOException {
        out.writeShort(Modifier.PUBLIC);
        out.writeShort(pool.utf8(name));
        out.writeShort(pool.utf8(descriptor));
        out.writeShort(1);
        out.writeShort(pool.utf8("Code"));
        out.writeInt(12 + code.length);
        out.writeShort(words);
        out.writeShort(words);
        out.writeInt(code.length);
        out.write(code);
        out.writeShort(0);
        out.writeShort(0);
    }

    /** Constant number i is element i of the class data. */
    private static void writeBootstraps(DataOutputStream out, ConstantPool pool, int count)
            throws IOException {
        out.writeShort(pool.utf8("BootstrapMethods"));
        out.writeInt(2 + count * 6);
        out.writeShort(count);
        for (int i = 0; i < count; i++) {
            out.writeShort(pool.staticMethodHandle(HANDLES, "classDataAt", CLASS_DATA_AT_TYPE));
            out.writeShort(1);
            out.writeShort(pool.integer(i));
        }
    }

    private static int loadOf(Class<?> type) {
        if (type == long.class) {
            return LLOAD;
        }
        if (type == double.class) {
            return DLOAD;
        }
        if (type == float.class) {
            return FLOAD;
        }
        return type.isPrimitive() ? ILOAD : ALOAD;
    }

    private static int slots(Class<?> type) {
        return type == long.class || type == double.class ? 2 : 1;
    }

    /** Full access to an interface's package. */
    static Lookup lookupIn(Class<?> type) {
        Module own = HandleProxy.class.getModule();
        own.addReads(type.getModule());
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                    type.getName()
                            + " cannot be taken: "
                            + type.getModule()
                            + " must open the package "
                            + type.getPackageName()
                            + " to "
                            + own,
                    e);
        }
    }
}
