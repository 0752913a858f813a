// Real Core ML files against PyTorch's answers, or those of their own compressed weights.
#include <gtest/gtest.h>

#include <cstring>

#include "data/npy.h"
#include "runtime/coreml/run_network.h"
#include "support/real_data.h"

namespace muster {
namespace {

std::vector<std::byte> bytes_of(const std::filesystem::path& path) {
  return read_file(path, 1U << 30U).value_or(std::vector<std::byte>{});
}

std::vector<double> numbers_of(const std::string& name) {
  return read_npy(real_data() / "reference/efficientnet_lite0" / (name + ".npy")).value_or(NpyArray{}).values;
}

std::size_t best_of(std::span<const float> scores) {
  return static_cast<std::size_t>(std::ranges::max_element(scores) - scores.begin());
}

/// The largest difference of a probability, over 20 photos; their top-1 must be the same.
void expect_probabilities(const std::string& file, const std::string& reference, double tolerance) {
  SCOPED_TRACE(file);
  const std::vector<double> pixels = numbers_of("inputs_u8"), expected = numbers_of(reference);
  std::vector<std::byte> input(pixels.size());
  std::ranges::transform(pixels, input.begin(), [](double pixel) { return static_cast<std::byte>(pixel); });
  const std::vector<float> scores = run_coreml(real_data() / "coreml" / file, input);
  ASSERT_EQ(scores.size(), expected.size());
  ASSERT_EQ(scores.size(), 20'000U);
  const std::vector<float> wanted(expected.begin(), expected.end());
  double difference = 0;
  for (std::size_t i = 0; i < scores.size(); ++i)
    difference = std::max(difference, std::fabs(static_cast<double>(scores[i]) - expected[i]));
  EXPECT_LT(difference, tolerance);
  for (std::size_t i = 0; i < scores.size(); i += 1000)
    EXPECT_EQ(best_of(std::span(scores).subspan(i, 1000)), best_of(std::span(wanted).subspan(i, 1000)));
}

TEST(EfficientNetLite0, in_float32_gives_what_pytorch_gives) {
  expect_probabilities("efficientnet_lite0_fp32.mlpackage", "probabilities_torch_f32", 1e-5);
  expect_probabilities("efficientnet_lite0_fp32.mlpackage", "probabilities_fp32_mlpackage_f32", 1e-5);
}

TEST(EfficientNetLite0, with_compressed_weights_gives_what_these_weights_give) {
  expect_probabilities("efficientnet_lite0_fp16.mlpackage", "probabilities_fp16_mlpackage_f32", 1e-3);
  expect_probabilities("efficientnet_lite0_pal6.mlpackage", "probabilities_pal6_mlpackage_f32", 1e-3);
}

TEST(EfficientNetLite0, in_8_bits_differs_by_no_more_than_its_references_own_rounding_to_float16) {
  expect_probabilities("efficientnet_lite0_lin8.mlpackage", "probabilities_lin8_mlpackage_f32", 5e-3);
}

TEST(Zoo, gives_what_pytorch_gives) {
  const std::filesystem::path zoo = real_data() / "coreml/zoo";
  const std::vector<std::pair<std::string, std::string>> files{{"shufflenet_v2_x0_5.mlpackage", "shufflenet_v2_x0_5"},
                                                               {"squeezenet1_1.mlpackage", "squeezenet1_1"},
                                                               {"tinycnn.mlpackage", "tinycnn"},
                                                               {"tinyvit.mlpackage", "tinyvit"},
                                                               {"tinyvit.18.mlpackage", "tinyvit"}};
  for (const auto& [file, stem] : files) {
    SCOPED_TRACE(file);
    const std::vector<std::byte> reference = bytes_of(zoo / (stem + ".ref"));
    std::vector<float> expected(reference.size() / sizeof(float));
    std::memcpy(expected.data(), reference.data(), reference.size());
    EXPECT_LT(relative_error(run_coreml(zoo / file, bytes_of(zoo / (stem + ".in"))), expected), 1e-5);
  }
}

}  // namespace
}  // namespace muster
