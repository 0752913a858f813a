// A real model and 500 real photos, in two hundred random orders.
#include <gtest/gtest.h>

#include "measure/predictions.h"
#include "muster/verbs.h"
#include "support/message_of.h"
#include "support/real_data.h"
#include "verdict/early_decision.h"

namespace muster {
namespace {

TEST(EarlyDecision, declares_a_real_bad_model_bad_within_80_photos_in_nine_orders_of_ten) {
  const std::filesystem::path data = real_data();
  CheckOptions options;
  options.data.data = data / "imagenet-500/labels.csv";
  options.data.labels = data / "tflite/imagenet_labels.txt";
  options.preprocessing.preset = "litert-eval";
  options.run.latency = false;
  muster::Run partial;
  const auto run = observe(data / "tflite/mobilenet_v1_0.25_128_quant.tflite", options, {}, partial);
  ASSERT_TRUE(run.has_value()) << message_of(run);
  int early = 0, good = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    DecisionCourse course(default_budget(), *run);
    std::size_t taken = 0;
    for (const std::uint32_t photo : random_order(run->dataset.size(), seed)) {
      course.add(photo);
      ++taken;
      if (course.settled()) break;
    }
    const auto decided = course.estimate("top1_accuracy");
    ASSERT_TRUE(decided.has_value());
    early += taken <= 80 && *decided->high < 0.7 ? 1 : 0;
    good += *decided->low >= 0.7 ? 1 : 0;
  }
  EXPECT_GE(early, 180);
  EXPECT_EQ(good, 0);
}

}  // namespace
}  // namespace muster
