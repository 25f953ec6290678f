/** The {@code millrace} command: one class for each command, over the public API alone. */
package io.millrace.cli;
