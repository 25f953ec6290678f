/**
 * Where everything is in a channel file. No other package does offset arithmetic. Imports nothing
 * of Millrace.
 *
 * <p>Whatever changes here changes {@link io.millrace.layout.HeaderLayout#VERSION}, the golden file
 * of the tests and {@code native-notes/layout.md}.
 */
package io.millrace.layout;
