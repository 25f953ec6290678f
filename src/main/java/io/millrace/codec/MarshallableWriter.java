package io.millrace.codec;

import net.openhft.chronicle.bytes.BytesMarshallable;

/** Arguments of calls that write themselves, behind their length. */
final class MarshallableWriter {
    private final CallWriter writer;
    private final RecordBytes bytes = new RecordBytes();

    MarshallableWriter(CallWriter writer) {
        this.writer = writer;
    }

    void put(BytesMarshallable object) {
        int lengthAt = writer.at();
        writer.put(CallWriter.NULL);
        if (object != null) {
            int length = bytes.write(object, writer.buffer(), writer.at(), writer.left());
            writer.buffer().putInt(lengthAt, length, CallWriter.ORDER);
            writer.written(length);
        }
    }
}
