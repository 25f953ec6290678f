package io.millrace;

/** A ring that fills soon and wraps often, and messages for it. */
final class SmallRing {
    static final int CAPACITY = 4096;
    static final ChannelOptions OPTIONS =
            ChannelOptions.defaults().capacity(CAPACITY).maxSenders(4);

    private SmallRing() {}

    /** A message whose bytes tell this seed from the next. */
    static byte[] pattern(int length, int seed) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (seed * 31 + i);
        }
        return bytes;
    }
}
