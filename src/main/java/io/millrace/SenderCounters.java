package io.millrace;

import io.millrace.layout.CounterLayout;
import io.millrace.memory.Memory;
import io.millrace.memory.Padded;

/** A sender's counters in the file. Written by the thread that uses the sender, read by anyone. */
final class SenderCounters extends Padded {
    private final Memory memory;
    private final long messages;
    private final long bytes;
    private final long timesFull;

    SenderCounters(Memory memory, int slot) {
        this.memory = memory;
        this.messages = memory.placeOf(CounterLayout.senderMessages(slot));
        this.bytes = memory.placeOf(CounterLayout.senderBytes(slot));
        this.timesFull = memory.placeOf(CounterLayout.senderTimesFull(slot));
    }

    /** So many messages more were sent, with payloads of so many bytes. */
    void sent(int moreMessages, long moreBytes) {
        add(messages, moreMessages);
        add(bytes, moreBytes);
    }

    /** A send began to wait for room. */
    void full() {
        add(timesFull, 1);
    }

    private void add(long counter, long more) {
        memory.putLongAt(counter, memory.getLongAt(counter) + more);
    }
}
