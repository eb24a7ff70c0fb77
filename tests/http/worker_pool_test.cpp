#include "http/worker_pool.h"

#include <gtest/gtest.h>

#include <functional>
#include <latch>
#include <memory>
#include <utility>

namespace stagecraft::http {
namespace {

class Task : public Job {
 public:
  explicit Task(std::function<void()> run) : run_(std::move(run)) {}
  void run() override { run_(); }

 private:
  std::function<void()> run_;
};

bool submit(WorkerPool& pool, std::function<void()> run) {
  std::unique_ptr<Job> job = std::make_unique<Task>(std::move(run));
  return pool.submit(job);
}

TEST(WorkerPool, RunsEveryJobOfABurst) {
  WorkerPool pool(8, 1000);
  for (int burst = 0; burst < 200; ++burst) {
    std::latch done(20);
    for (int job = 0; job < 20; ++job) EXPECT_TRUE(submit(pool, [&] { done.count_down(); }));
    done.wait();
  }
}

TEST(WorkerPool, LetsAJobThatBlocksHoldUpNobody) {
  constexpr int threads = 4;
  WorkerPool pool(threads, 1000);
  std::latch release(1), all_but_one_block(threads - 1), done(100), unblocked(threads - 1);
  for (int job = 0; job < threads - 1; ++job)
    submit(pool, [&] {
      all_but_one_block.count_down();
      release.wait();
      unblocked.count_down();
    });
  all_but_one_block.wait();
  for (int job = 0; job < 100; ++job) submit(pool, [&] { done.count_down(); });
  done.wait();
  release.count_down();
  unblocked.wait();
}

TEST(WorkerPool, RefusesWhatItsQueueCannotHold) {
  WorkerPool pool(1, 2);
  std::latch runs(1), release(1), done(2);
  submit(pool, [&] {
    runs.count_down();
    release.wait();
  });
  runs.wait();
  EXPECT_TRUE(submit(pool, [&] { done.count_down(); }));
  EXPECT_TRUE(submit(pool, [&] { done.count_down(); }));
  EXPECT_FALSE(submit(pool, [] {}));
  release.count_down();
  done.wait();
}

}  // namespace
}  // namespace stagecraft::http
