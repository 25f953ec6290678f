/**
 * A channel between threads or processes of one host: many senders, one receiver, messages in a
 * memory-mapped ring.
 *
 * <pre>{@code
 * Sender  --\
 * Sender  ---+--> [ ring of a mapped file ] --> Receiver
 * Sender  --/
 * }</pre>
 *
 * Start with {@link io.millrace.Channel}. It means what Rust's {@code std::sync::mpsc} means,
 * across process borders: {@code send} fails once the receiver is gone, iteration ends once every
 * sender is gone and the ring is drained, and what was sent belongs to the receiver. A half whose
 * process dies or gives no sign of life counts as dropped.
 */
package io.millrace;
