#include <gmock/gmock.h>

#include <cstring>

#include "data/npy.h"
#include "runtime/coreml/run_network.h"
#include "support/real_data.h"

namespace muster {
namespace {

std::vector<std::byte> bytes_of(const std::filesystem::path& path) {
  const auto bytes = read_file(path, 1 << 24);
  EXPECT_TRUE(bytes) << message_of(bytes);
  return bytes.value_or(std::vector<std::byte>{});
}

std::vector<float> floats_of(const std::filesystem::path& path) {
  const std::vector<std::byte> bytes = bytes_of(path);
  std::vector<float> floats(bytes.size() / sizeof(float));
  std::memcpy(floats.data(), bytes.data(), floats.size() * sizeof(float));
  return floats;
}

/// The numbers of a NumPy file of references.
template <class T>
std::vector<T> reference(const std::string& name) {
  const auto array = read_npy(real_data() / "reference/efficientnet_lite0" / name);
  EXPECT_TRUE(array) << message_of(array);
  std::vector<T> values;
  if (array)
    for (const double value : array->values) values.push_back(static_cast<T>(value));
  return values;
}

class Zoo : public testing::TestWithParam<const char*> {};

TEST_P(Zoo, agrees_with_its_source) {
  const std::filesystem::path file = real_data() / "coreml/zoo" / GetParam();
  const std::vector<float> values = run_coreml(file.string() + ".mlmodel", bytes_of(file.string() + ".in"));
  EXPECT_LT(relative_error(values, floats_of(file.string() + ".ref")), 1e-5);
}

INSTANTIATE_TEST_SUITE_P(NeuralNetworks, Zoo, testing::Values("tinycnn", "squeezenet1_1", "shufflenet_v2_x0_5"));

TEST(TranslateNetworkData, weights_from_lookup_tables) {
  constexpr std::size_t kImages = 20, kClasses = 1000;
  const auto pixels = reference<std::uint8_t>("inputs_u8.npy");
  const auto expected = reference<float>("probabilities_lut8_mlmodel_f32.npy");
  const std::vector<float> values =
      run_coreml(real_data() / "coreml/efficientnet_lite0_lut8.mlmodel", std::as_bytes(std::span(pixels)));
  ASSERT_EQ(values.size(), kImages * kClasses);
  ASSERT_EQ(expected.size(), values.size());
  for (std::size_t i = 0; i < kImages; ++i) {
    const std::span image = std::span(values).subspan(i * kClasses, kClasses);
    const std::span wanted = std::span(expected).subspan(i * kClasses, kClasses);
    EXPECT_THAT(image, testing::Pointwise(testing::FloatNear(1e-3F), wanted)) << "image " << i;
    EXPECT_EQ(std::ranges::max_element(image) - image.begin(), std::ranges::max_element(wanted) - wanted.begin());
  }
}

/// Of before there was any mapping of shapes: all blobs have rank 5. No reference exists; digits have probabilities.
TEST(TranslateNetworkData, a_network_of_the_first_version) {
  const std::vector<std::byte> image(28 * 28);
  const std::vector<float> values = run_coreml(real_data() / "coreml/mnist_ph1ps.mlmodel", image);
  ASSERT_EQ(values.size(), 10u);
  float sum = 0;
  for (const float value : values) sum += value;
  EXPECT_NEAR(sum, 1, 1e-5);
}

}  // namespace
}  // namespace muster
