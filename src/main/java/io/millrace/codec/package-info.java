/**
 * Messages that need more than bytes: objects of chronicle-bytes, calls of interfaces, flyweights
 * of SBE.
 *
 * <p>{@link io.millrace.codec.Marshallables} has the first two, {@link
 * io.millrace.codec.Flyweights} the third. chronicle-bytes is optional, and only marshallable
 * objects need it; SBE's generated classes need nothing but Agrona.
 */
package io.millrace.codec;
