package io.millrace.testkit;

import io.millrace.memory.Memory;

/**
 * The channel's words, where an access outside of the file or across two words is an error of the
 * caller instead of a crash.
 */
public class CheckedMemory extends ForwardingMemory {
    private final long length;

    /** Over a file of this length. */
    public CheckedMemory(Memory memory, long length) {
        super(memory);
        this.length = length;
    }

    @Override
    protected void before(long offset) {
        if (offset < 0 || offset > length - Long.BYTES || offset % Long.BYTES != 0) {
            throw new AssertionError("access at offset " + offset + " of a file of " + length);
        }
    }
}
