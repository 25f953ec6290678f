package io.millrace.codec;

/** Every kind of argument. */
interface Feed {
    void nothing();

    void primitives(
            boolean z, byte b, char c, short s, int i, float f, long l, double d, long last);

    void text(String first, int between, String second);

    void bytes(byte[] bytes);

    void side(Side side, Side other);

    void parcels(Parcel first, long between, Parcel second);

    default void twice() {
        nothing();
        nothing();
    }

    /** For an argument. */
    enum Side {
        BUY,
        SELL {
            @Override
            public String toString() {
                return "a constant with a class of its own";
            }
        }
    }
}
