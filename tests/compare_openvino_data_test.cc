// One network in three formats: the same decisions.
#include <gtest/gtest.h>

#include "muster/muster.h"
#include "support/real_data.h"
#include "support/temp_folder.h"

namespace muster {
namespace {

constexpr float kTie = 1e-3F;

/// Photos on which the two answers differ, where the reference's first two probabilities do not nearly tie.
std::size_t differing(const Predictions& reference, const Predictions& other, bool logits) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < reference.best.size(); ++i) {
    const bool tie = reference.scores[i][0] - reference.scores[i][1] < (logits ? 4 : 1) * kTie;
    if (reference.best[i][0] != other.best[i][0] && !tie) ++count;
  }
  return count;
}

TEST(Compare, finds_one_network_the_same_in_tflite_core_ml_and_onnx) {
  const std::filesystem::path data = real_data();
  const TempFolder folder;  // with the sidecars of the two that take numbers
  CheckOptions options;
  for (const std::string name : {"tflite/efficientnet_lite0_fp32.tflite", "coreml/efficientnet_lite0_fp32.mlpackage",
                                 "onnx/efficientnet_lite0.onnx"}) {
    options.models.push_back(folder / std::filesystem::path(name).filename().string());
    std::filesystem::create_symlink(data / name, options.models.back());
  }
  folder.write_text("efficientnet_lite0_fp32.tflite.muster.toml", "mean = 127\nstd = 128\n");
  folder.write_text("efficientnet_lite0.onnx.muster.toml", "mean = 127\nstd = 128\n");
  options.data.data = data / "imagenet-500/labels.csv";
  options.data.labels = data / "tflite/imagenet_labels_1000.txt";
  options.preprocessing.preset = "pillow";
  options.run.latency = false;
  const ComparisonReport comparison = compare(options, {}, {});
  ASSERT_FALSE(comparison.report.error.has_value()) << comparison.report.error->message;
  const auto& models = comparison.report.models;
  ASSERT_EQ(models.size(), 3U);
  const bool logits = models[0].run.predictions.score_kind == "logit";
  for (std::size_t i = 1; i < models.size(); ++i) {
    SCOPED_TRACE(models[i].run.model->path);
    EXPECT_EQ(differing(models[0].run.predictions, models[i].run.predictions, logits), 0U);
    const auto& one = models[i].comparison;
    ASSERT_TRUE(one.has_value());
    EXPECT_EQ(one->flips.photos, 500U);
    EXPECT_EQ(one->sameness, Sameness::kSame) << one->reason;
  }
  EXPECT_EQ(models[1].run.predictions.origin, Origin::kTranslated);
  EXPECT_EQ(models[2].run.predictions.origin, Origin::kHost);
}

}  // namespace
}  // namespace muster
