package io.millrace.ring;

/** What the ring needs to know of those who own the slots; known by the layer above. */
public interface Owners {
    /**
     * Takes the place of the slot's owner if that is proven dead, and keeps it until {@link
     * #release}: nobody else can take the slot or recover from it meanwhile.
     */
    boolean holdIfDead(int slot);

    /** Ends a hold. */
    void release(int slot);

    /** Whether the slot's owner is fenced; fences it first if it is stale. */
    boolean isFenced(int slot);

    /** Whether the slot's owner is fenced and may still store into the ring: not proven dead. */
    boolean isFencedAlive(int slot);
}
