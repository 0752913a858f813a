#include "muster/budget.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "base/file.h"

namespace muster {
namespace {

Result<Budget> load(std::string_view text, std::string_view target = "") {
  const auto path = std::filesystem::path(::testing::TempDir()) /
                    (std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()) + ".toml");
  if (auto written = write_file(path, text); !written) return tl::unexpected(written.error());
  auto budget = load_budget(path, target);
  std::filesystem::remove(path);
  return budget;
}

const Limit& limit_of(const Budget& budget, std::string_view metric) {
  static const Limit none;
  const auto found = std::ranges::find(budget.limits, metric, &Limit::metric);
  EXPECT_NE(found, budget.limits.end()) << metric;
  return found == budget.limits.end() ? none : *found;
}

void expect_error(std::string_view text, std::string_view part, std::string_view target = "") {
  const auto budget = load(text, target);
  ASSERT_FALSE(budget) << text;
  EXPECT_NE(budget.error().message.find(part), std::string::npos) << budget.error().message;
}

constexpr std::string_view kExample = R"(schema = 1
[limits.top1_accuracy]
good = 0.90
bad = 0.80
level = "error"
[limits."recall/dog"]
min = 0.95
[target.pixel.limits.latency_p90_ms]
max = 40
accelerator = "gpu"
[accept]
host_latency = "prototype, no phone yet"
)";

TEST(Budget, the_default_has_three_limits) {
  const Budget budget = default_budget();
  ASSERT_EQ(budget.limits.size(), 3U);
  EXPECT_EQ(limit_of(budget, "model_bytes").bad, 50e6);
  EXPECT_EQ(limit_of(budget, "latency_p90_ms").good, 100);
  EXPECT_EQ(limit_of(budget, "top1_accuracy").good, 0.85);
}

TEST(Budget, entries_overlay_the_default_metric_by_metric) {
  const auto budget = load(kExample);
  ASSERT_TRUE(budget) << budget.error().message;
  EXPECT_EQ(budget->limits.size(), 4U);
  EXPECT_EQ(limit_of(*budget, "top1_accuracy").bad, 0.80);
  EXPECT_EQ(limit_of(*budget, "recall/dog").good, 0.95);
  EXPECT_EQ(limit_of(*budget, "recall/dog").bad, 0.95);
  EXPECT_EQ(limit_of(*budget, "latency_p90_ms").bad, 1000);
  EXPECT_EQ(budget->accept_host_latency, "prototype, no phone yet");
}

TEST(Budget, a_target_overlays_the_rest) {
  const auto budget = load(kExample, "pixel");
  ASSERT_TRUE(budget) << budget.error().message;
  EXPECT_EQ(limit_of(*budget, "latency_p90_ms").bad, 40);
  EXPECT_EQ(limit_of(*budget, "latency_p90_ms").accelerator, "gpu");
  EXPECT_EQ(limit_of(*budget, "top1_accuracy").bad, 0.80);
  expect_error(kExample, "did you mean 'pixel'", "pixle");
}

TEST(Budget, a_level_alone_keeps_the_bounds) {
  const auto budget = load("[limits.model_bytes]\nlevel = \"off\"\n");
  ASSERT_TRUE(budget) << budget.error().message;
  EXPECT_EQ(limit_of(*budget, "model_bytes").level, Level::kOff);
  EXPECT_EQ(limit_of(*budget, "model_bytes").bad, 50e6);
}

TEST(Budget, one_bound_alone_is_both) {
  const auto budget = load("[limits.top1_accuracy]\nbad = 0.6\n");
  ASSERT_TRUE(budget) << budget.error().message;
  EXPECT_EQ(limit_of(*budget, "top1_accuracy").good, 0.6);
}

TEST(Budget, slices_may_have_limits) {
  EXPECT_TRUE(load("[limits.\"top1_accuracy@light=night\"]\nmin = 0.8\n"));
}

TEST(Budget, may_ask_for_devices_and_their_answers) {
  const auto budget = load(
      "[evidence]\ndevices = [\"Pixel 6\", \" Galaxy A14 \"]\n"
      "[target.ios.evidence]\ndevices = [\"iPhone\"]\naccuracy_origin = \"device\"\n");
  ASSERT_TRUE(budget) << budget.error().message;
  EXPECT_EQ(budget->devices, (std::vector<std::string>{"Pixel 6", "Galaxy A14"}));
  EXPECT_FALSE(budget->accuracy_on_device);
  const auto ios = load(
      "[evidence]\ndevices = [\"Pixel 6\"]\n[target.ios.evidence]\ndevices = [\"iPhone\"]\n"
      "accuracy_origin = \"device\"\n",
      "ios");
  EXPECT_EQ(ios->devices, std::vector<std::string>{"iPhone"});
  EXPECT_TRUE(ios->accuracy_on_device);
  expect_error("[evidence]\ndevices = \"Pixel 6\"\n", ":2: devices must be a list of names");
  expect_error("[evidence]\ndevices = [\"\"]\n", ":2: a device's name must be a text");
  expect_error("[evidence]\naccuracy_origin = \"phone\"\n", ":2: accuracy_origin must be");
  expect_error("[evidence]\nphones = []\n", "unknown key 'phones'");
}

TEST(Budget, errors_name_file_and_line_and_offer_the_nearest) {
  expect_error("schema = 1\n[limits.top1_acuracy]\nmin = 0.9\n",
               ".toml:2: unknown metric 'top1_acuracy'; did you mean 'top1_accuracy'?");
  expect_error("[limits.top1_accuracy]\n\nmni = 0.9\n", ".toml:3: unknown key 'mni'; did you mean 'min'?");
  expect_error("limit = 1\n", "did you mean 'limits'");
  expect_error("[target.pixel]\nlimit = 1\n", "did you mean 'limits'");
  expect_error("[accept]\nhost_latancy = \"x\"\n", "did you mean 'host_latency'");
  expect_error("[limits.top1_accuracy\n", ".toml:1:");
}

TEST(Budget, bounds_in_the_wrong_direction_are_refused) {
  expect_error("[limits.top1_accuracy]\ngood = 0.7\nbad = 0.8\n", "good = 0.7 is worse than bad = 0.8");
  expect_error("[limits.latency_p90_ms]\ngood = 200\nbad = 100\n", "better when lower");
  expect_error("[limits.top1_accuracy]\nmax = 0.9\n", "use 'min'");
  expect_error("[limits.latency_p90_ms]\nmin = 20\n", "use 'max'");
}

TEST(Budget, values_that_make_no_sense_are_refused) {
  expect_error("schema = 2\n", "schema must be 1");
  expect_error("schema = \"1\"\n", "schema must be 1");
  expect_error("[limits.top1_accuracy]\nmin = 90\n", "from 0 to 1");
  expect_error("[limits.latency_p90_ms]\nmax = nan\n", "must be a number");
  expect_error("[limits.latency_p90_ms]\nmax = \"1\"\n", "must be a number");
  expect_error("[limits.latency_p90_ms]\nmax = -1\n", "negative");
  expect_error("[limits.latency_p90_ms]\nmax = 1\ngood = 1\n", "alone");
  expect_error("[limits.load_ms]\nlevel = \"error\"\n", "no bound");
  expect_error("[limits.load_ms]\nmax = 1\nlevel = \"fatal\"\n", "level must be");
  expect_error("[limits.load_ms]\nmax = 1\naccelerator = \"tpu\"\n", "accelerator must be");
  expect_error("[accept]\nhost_latency = \" \"\n", "the reason why");
  expect_error("[accept]\nhost_latency = true\n", "the reason why");
  expect_error("limits = 3\n", "must be a table");
}

TEST(Budget, a_file_that_is_not_there_is_an_error) {
  EXPECT_EQ(load_budget("/nowhere/muster.toml", "").error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace muster
