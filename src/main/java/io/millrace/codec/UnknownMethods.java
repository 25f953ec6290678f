package io.millrace.codec;

/** What a receiver of calls does with a call of a method that its interface does not have. */
public enum UnknownMethods {
    /**
     * It throws {@link io.millrace.ChannelFormatException}, and the message counts as not consumed.
     */
    FAIL,
    /** It passes over the message and counts it, see {@link MethodReceiver#skipped}. */
    SKIP
}
