package io.millrace.liveness;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * What befalls a channel's halves, as events of the JDK Flight Recorder. All of them are rare; none
 * is on the path of a message.
 *
 * <p>The first event of a process loads a large part of the recorder, a tenth of a second of work,
 * and that while a death is noticed and mended. So no event is made where nobody has ever started
 * the recorder.
 */
@SuppressWarnings("UnusedVariable") // the recorder reads the fields
public final class Events {
    private Events() {}

    /** A half is noticed to be stale or dead by this process. */
    static void halfDropped(String channel, int slot, long pid, String why) {
        if (!FlightRecorder.isInitialized()) {
            return;
        }
        HalfDropped event = new HalfDropped();
        if (event.shouldCommit()) {
            event.channel = channel;
            event.slot = slot;
            event.pid = pid;
            event.why = why;
            event.commit();
        }
    }

    /** The receiver has declared a sender dropped. */
    static void senderFenced(String channel, int slot, long pid) {
        if (!FlightRecorder.isInitialized()) {
            return;
        }
        SenderFenced event = new SenderFenced();
        if (event.shouldCommit()) {
            event.channel = channel;
            event.slot = slot;
            event.pid = pid;
            event.commit();
        }
    }

    /** The slot of a dead sender can be taken again. */
    static void slotFreed(String channel, int slot, long pid) {
        if (!FlightRecorder.isInitialized()) {
            return;
        }
        SlotFreed event = new SlotFreed();
        if (event.shouldCommit()) {
            event.channel = channel;
            event.slot = slot;
            event.pid = pid;
            event.commit();
        }
    }

    /** What a dead sender left unfinished has become padding. */
    public static void recordRecovered(String channel, long position, long end) {
        if (!FlightRecorder.isInitialized()) {
            return;
        }
        RecordRecovered event = new RecordRecovered();
        if (event.shouldCommit()) {
            event.channel = channel;
            event.position = position;
            event.end = end;
            event.commit();
        }
    }

    /** The receiver went past what a fenced sender holds. */
    public static void recordPassedOver(
            String channel, long position, long end, int slot, long pid) {
        if (!FlightRecorder.isInitialized()) {
            return;
        }
        RecordPassedOver event = new RecordPassedOver();
        if (event.shouldCommit()) {
            event.channel = channel;
            event.position = position;
            event.end = end;
            event.slot = slot;
            event.pid = pid;
            event.commit();
        }
    }

    /** A receiver took the place of one that died. */
    static void receiverReplaced(String channel, long pid) {
        if (!FlightRecorder.isInitialized()) {
            return;
        }
        ReceiverReplaced event = new ReceiverReplaced();
        if (event.shouldCommit()) {
            event.channel = channel;
            event.pid = pid;
            event.commit();
        }
    }

    /** The receiver has found every sender gone and the ring drained. */
    static void channelClosed(String channel) {
        if (!FlightRecorder.isInitialized()) {
            return;
        }
        ChannelClosed event = new ChannelClosed();
        if (event.shouldCommit()) {
            event.channel = channel;
            event.commit();
        }
    }

    @Name("io.millrace.HalfDropped")
    @Label("Half Dropped")
    @Category("Millrace")
    @Description("A half of a channel was noticed to be stale or dead")
    @StackTrace(false)
    private static final class HalfDropped extends Event {
        @Label("Channel")
        private String channel;

        @Label("Slot")
        private int slot;

        @Label("Process")
        private long pid;

        @Label("Why")
        private String why;
    }

    @Name("io.millrace.SenderFenced")
    @Label("Sender Fenced")
    @Category("Millrace")
    @Description("The receiver declared a sender dropped; it can never write again")
    @StackTrace(false)
    private static final class SenderFenced extends Event {
        @Label("Channel")
        private String channel;

        @Label("Slot")
        private int slot;

        @Label("Process")
        private long pid;
    }

    @Name("io.millrace.SlotFreed")
    @Label("Slot Freed")
    @Category("Millrace")
    @Description("The slot of a dead sender can be taken again")
    @StackTrace(false)
    private static final class SlotFreed extends Event {
        @Label("Channel")
        private String channel;

        @Label("Slot")
        private int slot;

        @Label("Process")
        private long pid;
    }

    @Name("io.millrace.RecordRecovered")
    @Label("Record Recovered")
    @Category("Millrace")
    @Description("What a dead sender left unfinished has become padding")
    @StackTrace(false)
    private static final class RecordRecovered extends Event {
        @Label("Channel")
        private String channel;

        @Label("Position")
        private long position;

        @Label("End")
        private long end;
    }

    @Name("io.millrace.RecordPassedOver")
    @Label("Record Passed Over")
    @Category("Millrace")
    @Description("The receiver went past what a fenced sender that may still live holds")
    @StackTrace(false)
    private static final class RecordPassedOver extends Event {
        @Label("Channel")
        private String channel;

        @Label("Position")
        private long position;

        @Label("End")
        private long end;

        @Label("Slot")
        private int slot;

        @Label("Process")
        private long pid;
    }

    @Name("io.millrace.ReceiverReplaced")
    @Label("Receiver Replaced")
    @Category("Millrace")
    @Description("A receiver took the place of one that died")
    @StackTrace(false)
    private static final class ReceiverReplaced extends Event {
        @Label("Channel")
        private String channel;

        @Label("Process Before")
        private long pid;
    }

    @Name("io.millrace.ChannelClosed")
    @Label("Channel Closed")
    @Category("Millrace")
    @Description("Every sender is gone and the ring is drained")
    @StackTrace(false)
    private static final class ChannelClosed extends Event {
        @Label("Channel")
        private String channel;
    }
}
