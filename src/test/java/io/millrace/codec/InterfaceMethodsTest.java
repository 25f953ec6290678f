package io.millrace.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Channel;
import io.millrace.ChannelOptions;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.BytesMarshallable;
import net.openhft.chronicle.bytes.MethodId;
import org.junit.jupiter.api.Test;

/** Which interfaces can be messages, and what stands for their methods. */
class InterfaceMethodsTest {
    @Test
    void numbersOfMethodsAreTheSameInEveryBuild() {
        assertThat(InterfaceMethods.of(MethodCallsTest.Numbers.class))
                .extracting(InterfaceMethods.Numbered::id)
                .containsExactly(-332180765086653640L);
        assertThat(InterfaceMethods.of(MethodCallsTest.MoreNumbers.class))
                .extracting(InterfaceMethods.Numbered::id)
                .contains(-332180765086653640L);
    }

    /** A method that got another name since. */
    interface Renamed {
        @MethodNumber(42)
        void renamed(int number);
    }

    /** The same method, without its number. */
    interface Plain {
        void renamed(int number);
    }

    /** Which of both declarations reflection shows, it does not say. */
    interface RenamedAndPlain extends Renamed, Plain {}

    /** The other way round. */
    interface PlainAndRenamed extends Plain, Renamed {}

    /** Overrides, and says nothing of the number. */
    interface Overriding extends Renamed {
        @Override
        void renamed(int number);
    }

    @Test
    void aMethodNumberCountsWhereverTheMethodHasIt() {
        for (Class<?> type :
                List.of(
                        Renamed.class,
                        RenamedAndPlain.class,
                        PlainAndRenamed.class,
                        Overriding.class)) {
            assertThat(InterfaceMethods.of(type))
                    .as("%s", type)
                    .extracting(InterfaceMethods.Numbered::id)
                    .containsExactly(42L);
        }
    }

    /** The same method with another number. */
    interface Renumbered {
        @MethodNumber(43)
        void renamed(int number);
    }

    /** Which of both? */
    interface TwoNumbers extends Renamed, Renumbered {}

    /** Two methods, one number. */
    interface SameNumber {
        @MethodNumber(1)
        void first();

        @MethodNumber(1)
        void second();
    }

    /** Of chronicle-bytes, which a JVM may or may not have. */
    interface OfChronicle {
        @MethodId(42)
        void number(int number) throws Exception;
    }

    @Test
    void theNumberDoesNotDependOnWhatIsOnTheClassPath() {
        assertThat(InterfaceMethods.of(OfChronicle.class))
                .extracting(InterfaceMethods.Numbered::id)
                .containsExactly(-332180765086653640L);
    }

    /** Only one class may implement it. */
    sealed interface Sealed permits OnlyOne {
        void number(int number);
    }

    private record OnlyOne() implements Sealed {
        @Override
        public void number(int number) {}
    }

    /** With a result. */
    interface WithResult {
        int next();
    }

    /** With an argument that cannot be sent. */
    interface WithObject {
        void take(Object object);
    }

    /** With an argument that cannot be made. */
    interface WithAbstract {
        void take(BytesMarshallable object);
    }

    /** With nothing. */
    interface Empty {}

    @Test
    void interfacesThatCannotBeTakenAreRefusedAndTakeNoSlot() {
        try (Channel channel = Channel.inProcess(ChannelOptions.defaults().maxSenders(1))) {
            refuses(channel, SameNumber.class, "have the same number 1");
            refuses(channel, TwoNumbers.class, "has several numbers, [42, 43]");
            refuses(channel, Sealed.class, "it is sealed");
            refuses(channel, WithResult.class, "has a result");
            refuses(channel, WithObject.class, "not java.lang.Object");
            refuses(channel, Empty.class, "has no method");
            refuses(channel, String.class, "is not an interface");
            refuses(channel, Runnable.class, "must open the package java.lang");
            assertThatThrownBy(
                            () -> Marshallables.receiver(channel, WithAbstract.class, object -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("without parameters");
            Marshallables.sender(channel, Feed.class).nothing();
            Marshallables.receiver(channel, Feed.class, FeedCalls.recorder(new ArrayList<>()))
                    .receive();
        }
    }

    private static void refuses(Channel channel, Class<?> type, String why) {
        assertThatThrownBy(() -> Marshallables.sender(channel, type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
