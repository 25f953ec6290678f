/**
 * Who holds which slot, who still lives, and when the channel is closed.
 *
 * <p>Two kinds of knowledge are kept apart. <b>Closure follows the heartbeat</b>, or the proof of
 * death where that comes first: a half that gives no sign of life is dropped. <b>Memory follows the
 * proof of death</b>: what a sender has claimed is given to others only when no thread of its
 * process can store any more.
 *
 * <p>Ordering edges of this package, by the name that stands at both ends:
 *
 * <ul>
 *   <li>{@code fence-sender}: the receiver's compare-and-set on a sender's state word, with the
 *       sender's look at that word after its stamp.
 *   <li>{@code closed-verdict}: an attach marks its slot and then raises the attach word; the
 *       verdict reads the attach word and then the slots, and sets its bit on the word that it
 *       read.
 *   <li>{@code table-changes}: who changes a sender's state word then counts that; a watcher reads
 *       the count and then the state words.
 * </ul>
 */
package io.millrace.liveness;
