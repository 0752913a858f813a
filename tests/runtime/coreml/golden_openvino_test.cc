// Small networks and single operators, made with the script beside them, against what PyTorch or a formula gave.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>

#include "runtime/coreml/run_network.h"

namespace muster {
namespace {

using Json = nlohmann::json;

const std::filesystem::path kGolden(MUSTER_UNPACKED);

/// The networks that are kept, or, by hand, others of the same script: MUSTER_NETWORKS names its output folder.
std::filesystem::path networks_folder() {
  const char* other = std::getenv("MUSTER_NETWORKS");
  return other == nullptr ? kGolden / "networks" : std::filesystem::path(other);
}

std::vector<std::byte> bytes_of(const std::filesystem::path& path) {
  return read_file(path, 1U << 30U).value_or(std::vector<std::byte>{});
}

std::vector<float> floats_of(const std::filesystem::path& path) {
  const std::vector<std::byte> bytes = bytes_of(path);
  std::vector<float> values(bytes.size() / sizeof(float));
  std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
  return values;
}

Json list_of(const std::filesystem::path& path) {
  const std::vector<std::byte> bytes = bytes_of(path);
  const auto* begin = reinterpret_cast<const char*>(bytes.data());
  return Json::parse(begin, begin + bytes.size(), nullptr, false);
}

/// "mil.conv.plain" of "mil.conv.plain.mlpackage.zip".
std::string stem_of(const std::string& file) {
  return file.substr(0, std::min(file.find(".mlpackage"), file.find(".mlmodel")));
}

/// RGB pixels in the order that the network declares.
std::vector<std::byte> in_order(std::vector<std::byte> pixels, const std::string& layout) {
  for (std::size_t i = 0; layout == "BGR" && i + 2 < pixels.size(); i += 3) std::swap(pixels[i], pixels[i + 2]);
  return pixels;
}

void expect_networks(const std::string& ending, double tolerance) {
  const std::filesystem::path folder = networks_folder();
  const bool by_hand = folder != kGolden / "networks";
  int count = 0;
  for (const Json& network : list_of(folder / "networks.json")) {
    const std::string file = network.at("file");
    if (file.find(ending) == std::string::npos) continue;
    SCOPED_TRACE(file);
    const auto input = in_order(bytes_of(folder / network.at("input").get<std::string>()), network.at("layout"));
    const auto expected = floats_of(folder / network.at("reference").get<std::string>());
    const auto values = run_coreml(folder / file, input);
    ASSERT_EQ(values.size(), expected.size());
    std::size_t begin = 0;
    for (const std::size_t size : network.at("output_sizes")) {  // of one network what each of its units makes
      const auto part = [&](const std::vector<float>& all) { return std::span(all).subspan(begin, size); };
      const double error = relative_error(part(values), part(expected));
      EXPECT_LT(error, tolerance) << "the " << size << " values from " << begin;
      if (by_hand) std::cout << file << " " << error << "\n";
      begin += size;
    }
    EXPECT_EQ(begin, expected.size());
    ++count;
  }
  EXPECT_GT(count, 15);
}

void expect_operators(const std::string& ending, double tolerance) {
  int count = 0;
  for (const Json& one : list_of(kGolden / "operators" / "operators.json")) {
    const std::string file = one.at("file");
    if (!file.ends_with(ending)) continue;
    SCOPED_TRACE(file);
    const std::string stem = stem_of(file);
    const auto input = bytes_of(kGolden / "operators" / (stem + ".in"));
    ++count;
    if (file.find("_blocks.") != std::string::npos) {  // block-wise quantization
      const auto read = open_coreml(kGolden / "operators" / file);
      const auto network = read ? translate_coreml(*read) : tl::unexpected(read.error());
      EXPECT_FALSE(network);
      if (network) continue;
      EXPECT_EQ(network.error().code, ErrorCode::kUnsupported) << network.error().message;
      continue;
    }
    const auto expected = floats_of(kGolden / "operators" / (stem + ".ref"));
    try {
      EXPECT_LT(relative_error(run_coreml(kGolden / "operators" / file, input), expected), tolerance);
    } catch (const std::exception& thrown) {
      ADD_FAILURE() << thrown.what();
    }
  }
  EXPECT_GT(count, 200);
}

TEST(MlPrograms, of_networks_give_what_pytorch_gave) {
  expect_networks(".mlpackage", 1e-4);
}

TEST(MlPrograms, of_single_operators_give_what_the_reference_gave) {
  expect_operators(".mlpackage.zip", 1e-5);
}

TEST(NeuralNetworks, give_what_pytorch_gave) {
  expect_networks(".mlmodel", 1e-4);
}

TEST(NeuralNetworks, of_single_layers_give_what_the_reference_gave) {
  expect_operators(".mlmodel", 1e-5);
}

}  // namespace
}  // namespace muster
