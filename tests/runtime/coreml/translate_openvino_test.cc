#include "runtime/coreml/translate.h"

#include <gmock/gmock.h>

#include "runtime/coreml/run_network.h"

namespace muster {
namespace {

using testing::HasSubstr;

const std::filesystem::path kNetworks = std::filesystem::path(MUSTER_UNPACKED) / "networks";

/// A classifier of the networks that are kept as tests.
CoremlFile classifier() {
  auto file = open_coreml(kNetworks / "squeezenet.mlmodel");
  EXPECT_TRUE(file) << message_of(file);
  return file ? std::move(*file) : CoremlFile();
}

/// The classifier as the only stage of a pipeline.
CoremlFile piped(const CoremlFile& inside) {
  CoremlFile file;
  *file.message.mutable_description() = inside.message.description();
  *file.message.mutable_pipelineclassifier()->mutable_pipeline()->add_models() = inside.message;
  return file;
}

TEST(TranslateCoreml, of_a_pipeline_around_one_network_is_that_network) {
  const CoremlFile alone = classifier();
  const auto network = translate_coreml(alone), inside = translate_coreml(piped(alone));
  ASSERT_TRUE(network) << message_of(network);
  ASSERT_TRUE(inside) << message_of(inside);
  std::vector<std::byte> pixels(ov::shape_size((*network)->input(0).get_shape()));
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::byte>(i * 7 % 251);
  const std::vector<float> scores = run_model(*network, pixels);
  EXPECT_EQ(scores.size(), 10U);
  EXPECT_EQ(scores, run_model(*inside, pixels));
}

TEST(TranslateCoreml, of_a_pipeline_with_other_stages_is_refused_by_their_names) {
  CoremlFile file = piped(classifier());
  file.message.mutable_pipelineclassifier()->mutable_pipeline()->add_models()->mutable_normalizer();
  const auto network = translate_coreml(file);
  ASSERT_FALSE(network);
  EXPECT_EQ(network.error().code, ErrorCode::kUnsupported);
  EXPECT_THAT(network.error().message, HasSubstr("normalizer"));
}

TEST(TranslateCoreml, of_a_network_with_another_step_says_that_it_is_not_run) {
  CoremlFile file = piped(classifier());
  file.message.mutable_pipelineclassifier()->mutable_pipeline()->add_models()->mutable_identity();
  EXPECT_THAT(message_of(translate_coreml(file)), HasSubstr("other steps than its network: its stages identity"));
}

}  // namespace
}  // namespace muster
