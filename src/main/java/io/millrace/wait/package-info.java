/**
 * Sleeping in the kernel on a 32-bit word of memory that several processes share, and being woken
 * from any of them.
 *
 * <p>{@link io.millrace.wait.Futex} is the bare system call, {@link
 * io.millrace.wait.InterruptibleWait} adds {@link Thread#interrupt()}, and {@link
 * io.millrace.wait.VirtualThreads} tells which threads should do neither.
 */
package io.millrace.wait;
