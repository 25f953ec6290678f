/** Making, checking and mapping channel files. Knows the file system and no protocol. */
package io.millrace.mapping;
