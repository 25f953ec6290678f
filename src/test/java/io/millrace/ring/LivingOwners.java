package io.millrace.ring;

/** Nobody is dead, stale or fenced. */
final class LivingOwners implements Owners {
    @Override
    public boolean holdIfDead(int slot) {
        return false;
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
