package io.clausewatch.producer;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** So many bytes, of which a share is taken for as long as it is needed. */
final class ByteBudget {
  /** Fair, so that a large event is not overtaken for ever by small ones. */
  private final ReentrantLock lock = new ReentrantLock(true);

  private final Condition freed = lock.newCondition();
  private final long capacity;
  private long used;

  ByteBudget(long capacity) {
    this.capacity = capacity;
  }

  /**
   * Takes a share; one that is larger than all there is has all of it.
   *
   * @return false when there was no room in that time
   */
  boolean acquire(long bytes, Duration within) throws InterruptedException {
    long left = within.toNanos();
    lock.lockInterruptibly();
    try {
      while (used > 0 && used + bytes > capacity) {
        if (left <= 0) {
          return false;
        }
        left = freed.awaitNanos(left);
      }
      used += bytes;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Takes a share for what is there already, whether there is room or not. */
  void take(long bytes) {
    lock.lock();
    try {
      used += bytes;
    } finally {
      lock.unlock();
    }
  }

  void release(long bytes) {
    lock.lock();
    try {
      used -= bytes;
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  long used() {
    lock.lock();
    try {
      return used;
    } finally {
      lock.unlock();
    }
  }
}
