package io.millrace.ring;

/** Owners of slots who are all alike; none of them is stale or fenced. */
enum TestOwners implements Owners {
    LIVING,
    DEAD;

    @Override
    public boolean holdIfDead(int slot) {
        return this == DEAD;
    }

    @Override
    public void release(int slot) {}

    @Override
    public boolean isFenced(int slot) {
        return false;
    }

    @Override
    public boolean isFencedAlive(int slot) {
        return false;
    }
}
