// The verbs from several threads at once: what ThreadSanitizer looks at.
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "muster/muster.h"
#include "support/fake_models.h"

namespace muster {
namespace {

/// Calls `work(i)` in four threads at once.
template <class Work>
void in_threads(const Work& work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([&work, i] { work(i); });
  for (std::thread& thread : threads) thread.join();
}

TEST(Threads, may_check_at_once_each_with_its_own_workers) {
  FakeScene scene("");
  scene.add_photos(10);
  scene.options.run.jobs = 1;
  std::vector<std::string> digests(4);
  in_threads([&](int i) {
    const Report report = check(scene.options, {});
    if (!report.error) digests[static_cast<std::size_t>(i)] = report.models[0].run.data_sha256;
  });
  for (const std::string& digest : digests) {
    EXPECT_EQ(digest.size(), 64U);
    EXPECT_EQ(digest, digests[0]);
  }
}

TEST(Threads, may_judge_and_render_one_run_at_once) {
  FakeScene scene("");
  scene.add_photos(40);
  muster::Run partial;
  const auto run = observe(scene.model, scene.options, {}, partial);
  ASSERT_TRUE(run.has_value());
  std::vector<std::string> rendered(4);
  in_threads([&](int i) {
    Report report;
    report.models.push_back(judge(*run, default_budget()));
    rendered[static_cast<std::size_t>(i)] = render(report, i % 2 == 0 ? "json" : "text").value_or("");
  });
  EXPECT_FALSE(rendered[0].empty());
  EXPECT_EQ(rendered[0], rendered[2]);
  EXPECT_EQ(rendered[1], rendered[3]);
}

TEST(Threads, may_stop_a_run_from_outside) {
  FakeScene scene("sleep=10");
  scene.add_photos(400);
  std::atomic<bool> stop{false};
  Hooks hooks;
  hooks.stop = &stop;
  std::thread stopper([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    stop = true;
  });
  muster::Run partial;
  const auto run = observe(scene.model, scene.options, hooks, partial);
  stopper.join();
  ASSERT_TRUE(run.has_value());
  EXPECT_TRUE(run->interrupted);
}

}  // namespace
}  // namespace muster
