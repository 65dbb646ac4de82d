# SPDX-License-Identifier: GPL-2.0-or-later
"""The test machine's clock (tests/vm/clock), set forward to a moment where it stands.

What is sent while it stands is sent at that moment, however busy the machine is.
Moments are nanoseconds since boot.
"""
import time

CONTROL = '/sys/module/clock/parameters/'
STEP = 9 * 10 ** 9          # the clock takes ten seconds at once
LEAST = 50 * 10 ** 6        # so that the last step surely ends a tick
TICK = 10 * 10 ** 6         # by so much what the kernel takes for now is behind, or less
SPINS = 10 ** 7
MONOTONIC_COARSE = 6        # of clock_gettime(2)


def now():
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME)


class Clock:
    def __init__(self):
        self.stands = False

    @staticmethod
    def put(name, value):
        with open(CONTROL + name, 'w') as file:
            file.write(str(value))

    def reach(self, moment):
        """Sets it forward to this moment, where it stands until it goes on."""
        while moment - now() > STEP + LEAST:
            self.go()
            self.put('forward', STEP)
            time.sleep(0.01)
        self.stop()
        left = moment - now()
        if left < LEAST:
            raise OSError(f'a moment came {LEAST - left} ns too late to be met')
        self.put('forward', left)
        self.await_tick()

    @staticmethod
    def await_tick():
        """The kernel's idea of now follows at the next tick, which no sleep can wait for."""
        for _ in range(SPINS):
            if time.monotonic_ns() - time.clock_gettime_ns(MONOTONIC_COARSE) < TICK:
                return
        raise OSError('the clock stands, and the kernel does not notice')

    def stop(self):
        self.put('stopped', 1)
        self.stands = True

    def go(self):
        if self.stands:
            self.put('stopped', 0)
        self.stands = False
