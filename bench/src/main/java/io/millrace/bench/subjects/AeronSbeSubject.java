package io.millrace.bench.subjects;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FragmentHandler;
import io.millrace.MessageHandler;
import io.millrace.bench.sbe.MessageHeaderDecoder;
import io.millrace.bench.sbe.MessageHeaderEncoder;
import io.millrace.bench.sbe.SbeOrderDecoder;
import io.millrace.bench.sbe.SbeOrderEncoder;
import java.nio.file.Path;

/** Aeron IPC with SBE's flyweights, as {@link AeronSubject} with an exclusive publication. */
final class AeronSbeSubject extends TypedSubject {
    private static final int LENGTH =
            MessageHeaderEncoder.ENCODED_LENGTH + SbeOrderEncoder.BLOCK_LENGTH;

    AeronSbeSubject(String name) {
        super(
                name,
                "SBE flyweights of four int64, tryClaim; else as aeron-exclusive",
                AeronSubject.MAX_LOGS);
    }

    @Override
    public Companion begin(Path home) {
        return AeronSubject.launchDriver(home);
    }

    @Override
    public Link open(LinkSpec spec) {
        return new SbeLink(AeronSubject.connect(spec), spec.name().hashCode());
    }

    private record SbeLink(Aeron aeron, int stream) implements Link {
        @Override
        public LinkSender sender(int index) {
            ExclusivePublication publication =
                    aeron.addExclusivePublication(AeronSubject.CHANNEL, stream);
            AeronSubject.awaitReceiver(publication);
            BufferClaim claim = new BufferClaim();
            MessageHeaderEncoder header = new MessageHeaderEncoder();
            SbeOrderEncoder order = new SbeOrderEncoder();
            return stamp -> {
                if (publication.tryClaim(LENGTH, claim) <= 0) {
                    return false;
                }
                var unused = order.wrapAndApplyHeader(claim.buffer(), claim.offset(), header);
                SbeOrders.fill(order, stamp);
                claim.commit();
                return true;
            };
        }

        @Override
        public LinkReceiver receiver(MessageHandler handler) {
            Subscription subscription = aeron.addSubscription(AeronSubject.CHANNEL, stream);
            OrderBytes orders = new OrderBytes(handler);
            MessageHeaderDecoder header = new MessageHeaderDecoder();
            SbeOrderDecoder order = new SbeOrderDecoder();
            FragmentHandler reading =
                    (buffer, offset, length, unused) -> {
                        header.wrap(buffer, offset);
                        requireOrder(header);
                        order.wrap(
                                buffer,
                                offset + MessageHeaderDecoder.ENCODED_LENGTH,
                                header.blockLength(),
                                header.version());
                        SbeOrders.pass(order, orders);
                    };
            return limit -> subscription.poll(reading, limit);
        }

        private static void requireOrder(MessageHeaderDecoder header) {
            if (header.templateId() != SbeOrderDecoder.TEMPLATE_ID
                    || header.schemaId() != SbeOrderDecoder.SCHEMA_ID) {
                throw new IllegalStateException("template " + header.templateId());
            }
        }

        @Override
        public void close() {
            aeron.close();
        }
    }
}
