#include "model/multiply_accumulates.h"

#include <gtest/gtest.h>

#include <limits>

namespace muster {
namespace {

constexpr std::int64_t kMany = std::numeric_limits<std::int32_t>::max();

/// A node whose inputs have these shapes.
std::optional<std::uint64_t> macs(OperatorKind kind, const std::vector<std::vector<std::int64_t>>& inputs,
                                  std::vector<std::int64_t> output, bool transpose_x = false) {
  Graph graph;
  GraphNode node{kind, "op", {}, {0}, transpose_x};
  graph.tensors.emplace_back().shape = std::move(output);
  for (const auto& shape : inputs) {
    node.inputs.push_back(static_cast<std::int32_t>(graph.tensors.size()));
    graph.tensors.emplace_back().shape = shape;
  }
  return multiply_accumulates(graph, node);
}

TEST(MultiplyAccumulates, follows_each_operators_formula) {
  EXPECT_EQ(macs(OperatorKind::kConvolution, {{1, 8, 8, 3}, {16, 3, 3, 3}}, {1, 4, 4, 16}), 4U * 4 * 16 * 27);
  EXPECT_EQ(macs(OperatorKind::kDepthwise, {{1, 8, 8, 6}, {1, 3, 3, 6}}, {1, 4, 4, 6}), 4U * 4 * 6 * 9);
  EXPECT_EQ(macs(OperatorKind::kTransposed, {{4}, {5, 2, 2, 7}, {1, 4, 4, 7}}, {1, 8, 8, 5}), 4U * 4 * 7 * 5 * 4);
  EXPECT_EQ(macs(OperatorKind::kFullyConnected, {{1, 128}, {10, 128}}, {1, 10}), 1280U);
  EXPECT_EQ(macs(OperatorKind::kBatchMatmul, {{2, 3, 5}, {2, 5, 7}}, {2, 3, 7}), 2U * 3 * 5 * 7);
  EXPECT_EQ(macs(OperatorKind::kBatchMatmul, {{2, 5, 3}, {2, 5, 7}}, {2, 3, 7}, true), 2U * 3 * 5 * 7);
  EXPECT_EQ(macs(OperatorKind::kPlain, {{1, 8}}, {1, 8}), 0U);
}

TEST(MultiplyAccumulates, counts_grouped_convolutions_by_their_filter) {
  EXPECT_EQ(macs(OperatorKind::kConvolution, {{1, 8, 8, 32}, {64, 3, 3, 8}}, {1, 8, 8, 64}), 64U * 64 * 9 * 8);
}

TEST(MultiplyAccumulates, counts_convolutions_with_channels_first_of_any_rank_and_groups) {
  EXPECT_EQ(macs(OperatorKind::kConvolutionOI, {{1, 3, 8, 8}, {16, 3, 3, 3}}, {1, 16, 4, 4}), 16U * 16 * 27);
  EXPECT_EQ(macs(OperatorKind::kConvolutionOI, {{1, 6, 8, 8}, {6, 1, 3, 3}}, {1, 6, 4, 4}), 16U * 6 * 9);
  EXPECT_EQ(macs(OperatorKind::kConvolutionOI, {{1, 3, 8}, {16, 3, 3}}, {1, 16, 6}), 16U * 6 * 9);
  EXPECT_EQ(macs(OperatorKind::kTransposedIO, {{1, 7, 4, 4}, {7, 5, 2, 2}}, {1, 5, 8, 8}), 16U * 7 * 5 * 4);
  EXPECT_EQ(macs(OperatorKind::kConvolutionOI, {{1, 3, 8, 8}, {}}, {1, 16, 4, 4}), std::nullopt);
}

TEST(MultiplyAccumulates, takes_a_dynamic_batch_as_one_and_nothing_else) {
  EXPECT_EQ(macs(OperatorKind::kFullyConnected, {{-1, 128}, {10, 128}}, {-1, 10}), 1280U);
  EXPECT_EQ(macs(OperatorKind::kConvolution, {{1, -1, -1, 3}, {16, 3, 3, 3}}, {1, -1, -1, 16}), std::nullopt);
}

TEST(MultiplyAccumulates, does_not_guess) {
  EXPECT_EQ(macs(OperatorKind::kUncounted, {{1, 8}}, {1, 8}), std::nullopt);
  EXPECT_EQ(macs(OperatorKind::kConvolution, {{1, 8, 8, 3}}, {1, 4, 4, 16}), std::nullopt);
  EXPECT_EQ(macs(OperatorKind::kConvolution, {{1, 8, 8, 3}, {16, 27}}, {1, 4, 4, 16}), std::nullopt);
  EXPECT_EQ(macs(OperatorKind::kBatchMatmul, {}, {1, 4}), std::nullopt);
  EXPECT_EQ(macs(OperatorKind::kFullyConnected, {{1, 128}, {10, 128}}, {}), std::nullopt);
}

TEST(MultiplyAccumulates, saturates) {
  EXPECT_EQ(macs(OperatorKind::kConvolution, {{1}, {kMany, kMany, kMany, kMany}}, {kMany, kMany, kMany, kMany}),
            std::numeric_limits<std::uint64_t>::max());
}

}  // namespace
}  // namespace muster
