/**
 * Access to the words of a channel in the memory order that each method's name says. Imports
 * nothing of Millrace.
 */
package io.millrace.memory;
