package io.millrace;

/**
 * A codec of this package whose messages cannot change their length, and that writes exactly what
 * it announced: it is given the whole ring to write into, where any other gets a view that ends
 * with its claim.
 */
sealed interface ExactCodec<T> extends Codec<T>
        permits BuiltInCodecs.BytesCodec, BuiltInCodecs.Int64Codec, Utf8Codec {}
