// Two real models beside each other: the flips counted from the official interpreter's own answers.
#include <gtest/gtest.h>

#include "muster/muster.h"
#include "support/real_data.h"
#include "support/schema.h"
#include "support/temp_folder.h"

namespace muster {
namespace {

TEST(Compare, counts_the_flips_of_the_int8_model_as_the_official_interpreter_has_them) {
  const std::filesystem::path data = real_data();
  const TempFolder folder;  // the models with their own sidecars: float numbers for one, raw pixels for the other
  CheckOptions options;
  for (const std::string name : {"efficientnet_lite0_fp32", "efficientnet_lite0_int8"}) {
    options.models.push_back(folder / (name + ".tflite"));
    std::filesystem::create_symlink(data / "tflite" / (name + ".tflite"), options.models.back());
  }
  folder.write_text("efficientnet_lite0_fp32.muster.toml", "mean = 127\nstd = 128\n");
  options.data.data = data / "imagenet-500/labels.csv";
  options.data.labels = data / "tflite/imagenet_labels_1000.txt";
  options.preprocessing.preset = "pillow";
  options.run.latency = false;
  const ComparisonReport comparison = compare(options, {}, {});
  ASSERT_FALSE(comparison.report.error.has_value()) << comparison.report.error->message;
  const Comparison& one = comparison.report.models.at(1).comparison.value();
  // Counted from reference/efficientnet_lite0_fp32.csv and _int8.csv.
  EXPECT_EQ(one.flips.photos, 500U);
  EXPECT_EQ(one.flips.right_to_wrong, 5U);
  EXPECT_EQ(one.flips.wrong_to_right, 4U);
  EXPECT_EQ(one.flips.wrong_to_wrong, 4U);
  EXPECT_EQ(one.sameness, Sameness::kInconclusive);
  EXPECT_EQ(one.moved.size(), 10U);
  EXPECT_TRUE(one.preparation.empty()) << "(pixel - 127) / 128, but for the calibration of the int8 input";
  EXPECT_EQ(one.agreement.photos, 20U) << one.agreement.reason;
  EXPECT_TRUE(keeps_to_schema("comparison.schema.json", render_comparison_json(comparison)));
}

}  // namespace
}  // namespace muster
