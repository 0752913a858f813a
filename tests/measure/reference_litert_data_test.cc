// The whole way, from real models and real photos to figures, against the official interpreter's own answers.
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "base/table_reader.h"
#include "base/text.h"
#include "muster/muster.h"
#include "support/real_data.h"

namespace muster {
namespace {

struct Reference {
  const char* model;
  const char* labels;
  bool exact;   ///< every place; else neighbours closer than 1e-5 may stand in either order
  double top1;  ///< of the 500
};

void PrintTo(const Reference& reference, std::ostream* stream) {
  *stream << reference.model;
}

class AgainstTheOfficialInterpreter : public ::testing::TestWithParam<Reference> {};

struct Row {
  BestClasses best{};
  std::array<double, kBest> scores{};
};

std::map<std::string, Row> read_reference(const std::filesystem::path& path) {
  std::map<std::string, Row> rows;
  auto csv = TableReader::open(path);
  EXPECT_TRUE(csv.has_value());
  std::vector<std::string> fields;
  while (csv && csv->next(fields).value_or(false)) {
    Row& row = rows[fields[*csv->column("path")]];
    for (std::size_t k = 0; k < kBest; ++k) {
      row.best[k] = static_cast<std::int32_t>(*parse_integer(fields[*csv->column("top" + std::to_string(k + 1))]));
      row.scores[k] = *parse_number(fields[*csv->column("score" + std::to_string(k + 1))]);
    }
  }
  return rows;
}

TEST_P(AgainstTheOfficialInterpreter, the_five_best_classes_of_500_photos_are_the_same) {
  const std::filesystem::path data = real_data();
  const std::string model = GetParam().model;
  CheckOptions options;
  options.models = {data / "tflite" / (model + ".tflite")};
  options.data.data = data / "imagenet-500/labels.csv";
  options.data.labels = data / "tflite" / GetParam().labels;
  options.preprocessing.preset = "pillow";
  if (!GetParam().exact) options.preprocessing.mean = {127}, options.preprocessing.std = {128};
  options.run.latency = false;
  const Report report = check(options, {});
  ASSERT_FALSE(report.error.has_value()) << report.error->message;

  const muster::Run& run = report.models[0].run;
  const auto reference = read_reference(data / "reference" / (model + ".csv"));
  ASSERT_EQ(run.dataset.size(), 500U);
  ASSERT_EQ(reference.size(), 500U);
  for (std::size_t i = 0; i < run.dataset.size(); ++i) {
    const Row& row = reference.at(std::string(run.dataset.paths[i]));
    for (std::size_t k = 0; k < kBest; ++k) {
      const double score = static_cast<double>(run.predictions.scores[i][k]);
      EXPECT_NEAR(score, row.scores[k], 1e-5) << run.dataset.paths[i];
      if (GetParam().exact) {
        EXPECT_EQ(run.predictions.best[i][k], row.best[k]) << run.dataset.paths[i];
      } else if (run.predictions.best[i][k] != row.best[k]) {
        const bool tied_above = k > 0 && std::abs(row.scores[k] - row.scores[k - 1]) < 1e-5;
        const bool tied_below = k + 1 == kBest || std::abs(row.scores[k] - row.scores[k + 1]) < 1e-5;
        EXPECT_TRUE(tied_above || tied_below) << run.dataset.paths[i];
      }
    }
  }
  for (const Measurement& figure : report.models[0].measurements)
    if (figure.metric == "top1_accuracy") {
      EXPECT_DOUBLE_EQ(figure.estimate.value, GetParam().top1);
    }
}

INSTANTIATE_TEST_SUITE_P(
    RealModels, AgainstTheOfficialInterpreter,
    ::testing::Values(Reference{"mobilenet_v1_0.25_128_quant", "imagenet_labels.txt", true, 0.446},
                      Reference{"mobilenet_v1_0.5_160_quant", "imagenet_labels.txt", true, 0.706},
                      Reference{"mobilenet_v2_1.0_224_quant", "imagenet_labels.txt", true, 0.886},
                      Reference{"tf2_mobilenet_v2_1.0_224_ptq", "imagenet_labels.txt", true, 0.894},
                      Reference{"efficientnet_lite0_int8", "imagenet_labels_1000.txt", true, 0.886},
                      Reference{"efficientnet_lite0_fp32", "imagenet_labels_1000.txt", false, 0.888}));

TEST(BrokenModel, that_loads_in_name_only_is_an_error_that_says_why) {
  const std::filesystem::path data = real_data();
  CheckOptions options;
  options.models = {data / "broken/model_invoking_error.tflite"};
  options.run.accuracy = false;
  const Report report = check(options, {});
  ASSERT_TRUE(report.error.has_value());
  EXPECT_FALSE(report.verdict.has_value());
  EXPECT_NE(report.error->message.find("LiteRT"), std::string::npos) << report.error->message;
  EXPECT_TRUE(report.models[0].run.model.has_value());
}

TEST(Segmenter, is_timed_but_not_graded) {
  const std::filesystem::path data = real_data();
  CheckOptions options;
  options.models = {data / "tflite/deeplabv3_mnv2_dm05_pascal_quant.tflite"};
  options.run.max_time = std::chrono::milliseconds(300);
  const Report report = check(options, {});
  ASSERT_FALSE(report.error.has_value()) << report.error->message;
  EXPECT_EQ(report.verdict, Verdict::kUnproven);
  EXPECT_EQ(report.models[0].run.latency_runs.size(), 3U);
}

}  // namespace
}  // namespace muster
