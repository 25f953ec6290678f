package io.millrace.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimingTest {
    private final Timing timing = new Timing(100, 200);

    @Test
    void warmsUpLongerWhereJvmsShareCores() {
        assertThat(timing.sharedBy(5, 2)).isEqualTo(new Timing(500, 200));
    }

    @Test
    void isAsAskedWhereEachJvmHasACore() {
        assertThat(timing.sharedBy(2, 2)).isEqualTo(timing);
    }
}
