/**
 * The ring: claiming, stamping, reading, and mending what dead senders left. Knows no file, no
 * process and no clock.
 *
 * <p>Memory order is in the names of {@link io.millrace.memory.Memory}'s methods. Every ordering
 * edge has a name that stands, after the word SYNC, at both of its ends:
 *
 * <ul>
 *   <li>{@code publish-record}: the release store of a stamp, with the acquire load of the stamp by
 *       the consumer. What was written into the record before is seen after.
 *   <li>{@code reuse-space}: the release store of the consumer cursor, with the producer's volatile
 *       load of it. What the consumer read before has been read before it is written over.
 *   <li>{@code declare-intent}: the store of the intent and the compare-and-set of the producer
 *       cursor, with the recovery's load of that cursor and then of the intents. Who has moved the
 *       cursor has an intent to show for it.
 *   <li>{@code enter-sole}, {@code revoke-sole}, {@code settle-sole}: the beginning and the end of
 *       the mode of a sole sender, see {@link io.millrace.ring.SoleMode}.
 *   <li>{@code close}: within the process, the flag of use and the request to close, see {@link
 *       io.millrace.ring.RingSide}.
 * </ul>
 *
 * Words that are written by one side only stand on cache lines of their own (see {@link
 * io.millrace.layout}): the producer cursor is shared by the senders and never read by a receiver
 * that finds its records ready; the consumer cursor is read by a sender only when the ring seems
 * full.
 */
package io.millrace.ring;
