#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <limits>
#include <openvino/openvino.hpp>
#include <span>
#include <string>
#include <vector>

#include "base/file.h"
#include "model/coreml/coreml_file.h"
#include "runtime/coreml/translate.h"
#include "runtime/openvino_compile.h"
#include "support/message_of.h"

namespace muster {

/// Fills the inputs from the front of `input`, and returns the rest of it.
inline std::span<const std::byte> fill_inputs(ov::InferRequest& request, std::span<const std::byte> input) {
  for (std::size_t i = 0; i < request.get_compiled_model().inputs().size(); ++i) {
    ov::Tensor tensor = request.get_input_tensor(i);
    const std::size_t size = std::min(tensor.get_byte_size(), input.size());
    EXPECT_EQ(size, tensor.get_byte_size()) << "too few bytes of input";
    std::ranges::copy(input.first(size), static_cast<std::byte*>(tensor.data()));
    input = input.subspan(size);
  }
  return input;
}

/// What the network makes of `input`, the bytes of its inputs one after another, once or several times: all its
/// outputs one after another, for each time.
inline std::vector<float> run_model(const std::shared_ptr<ov::Model>& network, std::span<const std::byte> input) {
  ov::Core core;
  auto compiled = compile_exactly(core, network);
  EXPECT_TRUE(compiled) << message_of(compiled);
  if (!compiled) return {};
  ov::InferRequest request = compiled->create_infer_request();
  std::vector<float> values;
  do {
    input = fill_inputs(request, input);
    request.infer();
    for (std::size_t i = 0; i < compiled->outputs().size(); ++i) {
      const ov::Tensor tensor = request.get_output_tensor(i);
      values.insert(values.end(), tensor.data<const float>(), tensor.data<const float>() + tensor.get_size());
    }
  } while (!input.empty());
  return values;
}

/// The same of a Core ML file. Empty, and the test fails: one that is not translated.
inline std::vector<float> run_coreml(const std::filesystem::path& path, std::span<const std::byte> input) {
  const auto file = open_coreml(path);
  EXPECT_TRUE(file) << message_of(file);
  if (!file) return {};
  const auto network = translate_coreml(*file);
  EXPECT_TRUE(network) << path.filename() << ": " << message_of(network);
  return network ? run_model(*network, input) : std::vector<float>{};
}

/// The largest difference, in shares of the largest value expected; infinite where the counts differ.
inline double relative_error(std::span<const float> values, std::span<const float> expected) {
  if (values.size() != expected.size() || values.empty()) return std::numeric_limits<double>::infinity();
  double difference = 0, largest = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double error = std::fabs(static_cast<double>(values[i]) - static_cast<double>(expected[i]));
    difference = std::isnan(error) ? std::numeric_limits<double>::infinity() : std::max(difference, error);
    largest = std::max(largest, std::fabs(static_cast<double>(expected[i])));
  }
  return difference == 0 ? 0 : difference / largest;
}

}  // namespace muster
