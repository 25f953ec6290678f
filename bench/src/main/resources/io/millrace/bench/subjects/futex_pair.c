// A futex pair as a subject of the benchmark; ProgramSubject says what it is given and prints.
#define _GNU_SOURCE
#include <linux/futex.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SECOND_NS 1000000000LL
#define WARMUP_SILENCE_NS 80000LL

struct pair {
    _Atomic uint32_t sent;
    long long times[];
};

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * SECOND_NS + time.tv_nsec;
}

static void keep_silent(long long nanos) {
    struct timespec time = {nanos / SECOND_NS, nanos % SECOND_NS};
    while (nanosleep(&time, &time) != 0) {
    }
}

static void futex(struct pair *pair, int operation, uint32_t value) {
    syscall(SYS_futex, &pair->sent, operation, value, NULL, NULL, 0);
}

static void send_all(struct pair *pair, uint32_t warmups, uint32_t all, long long silence) {
    for (uint32_t i = 0; i < all; i++) {
        keep_silent(i < warmups ? WARMUP_SILENCE_NS : silence);
        pair->times[i] = now();
        atomic_fetch_add(&pair->sent, 1);
        futex(pair, FUTEX_WAKE, 1);
    }
}

static void receive_all(struct pair *pair, uint32_t all) {
    uint32_t seen = 0;
    while (seen < all) {
        uint32_t sent = atomic_load(&pair->sent);
        if (sent == seen) {
            futex(pair, FUTEX_WAIT, seen);
            continue;
        }
        long long woken = now();
        for (; seen < sent; seen++) {
            pair->times[seen] = woken - pair->times[seen];
        }
    }
}

int main(int arguments, char **argument) {
    if (arguments != 6 || strcmp(argument[1], "wake-up") != 0) {
        fprintf(stderr, "usage: wake-up 1 WARMUP_NS MEASURE_NS RATE\n");
        return 2;
    }
    long long silence = SECOND_NS / atoll(argument[5]);
    uint32_t warmups = atoll(argument[3]) / WARMUP_SILENCE_NS;
    uint32_t all = warmups + atoll(argument[4]) / silence;
    size_t length = sizeof(struct pair) + all * sizeof(long long);
    struct pair *pair =
        mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (pair == MAP_FAILED) {
        perror("memory");
        return 1;
    }
    pid_t receiver = getpid();
    pid_t sender = fork();
    if (sender < 0) {
        perror("fork");
        return 1;
    }
    if (sender == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() == receiver) {
            send_all(pair, warmups, all, silence);
        }
        return 0;
    }
    receive_all(pair, all);
    waitpid(sender, NULL, 0);
    for (uint32_t i = warmups; i < all; i++) {
        printf("%lld 1\n", pair->times[i]);
    }
    return 0;
}
