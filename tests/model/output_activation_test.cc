#include "model/output_activation.h"

#include <gtest/gtest.h>

#include "model/model_test_support.h"
#include "support/tflite_builder.h"

namespace muster {
namespace {

/// A chain of operators behind an input, each with its one input; the last one's output is the model's.
Model chain(const std::vector<std::string_view>& operators) {
  Graph graph;
  graph.tensors.resize(operators.size() + 1);
  for (std::size_t i = 0; i < operators.size(); ++i) {
    const auto index = static_cast<std::int32_t>(i);
    graph.nodes.push_back({OperatorKind::kPlain, operators[i], {index}, {index + 1}, false});
  }
  Model model;
  add_output_activation(graph, static_cast<std::int32_t>(operators.size()), model);
  return model;
}

std::string activation(const std::vector<std::string_view>& operators) {
  return chain(operators).output_activation;
}

TEST(OutputActivation, is_that_of_the_last_operator_in_any_format) {
  EXPECT_EQ(activation({"FULLY_CONNECTED", "SOFTMAX"}), "softmax");
  EXPECT_EQ(activation({"Gemm", "Softmax"}), "softmax");
  EXPECT_EQ(activation({"inner_product", "softmaxND"}), "softmax");
  EXPECT_EQ(activation({"FULLY_CONNECTED", "LOGISTIC"}), "sigmoid");
  EXPECT_EQ(activation({"linear", "sigmoid"}), "sigmoid");
  EXPECT_EQ(activation({"Gemm", "LogSoftmax"}), "log_softmax");
  EXPECT_EQ(activation({"SOFTMAX", "FULLY_CONNECTED"}), "none");
  EXPECT_EQ(activation({"Conv", "GlobalAveragePool", "Flatten"}), "none");
}

TEST(OutputActivation, is_looked_for_behind_operators_that_only_move_numbers) {
  const Model model = chain({"SOFTMAX", "DEQUANTIZE", "RESHAPE", "SQUEEZE", "QUANTIZE", "EXPAND_DIMS"});
  EXPECT_EQ(model.output_activation, "softmax");
  EXPECT_EQ(model.output_operator, "SOFTMAX");
  EXPECT_EQ(activation({"Softmax", "QuantizeLinear", "DequantizeLinear", "Flatten"}), "softmax");
}

TEST(OutputActivation, is_not_known_behind_other_arithmetic) {
  EXPECT_EQ(activation({"SOFTMAX", "MUL"}), "");
  EXPECT_EQ(activation({"Softmax", "ReduceMean"}), "") << "a mean of probabilities";
  EXPECT_EQ(activation({"OF_TOMORROW"}), "");
  EXPECT_EQ(activation({}), "");
}

TEST(OutputActivation, knows_a_softmax_that_is_spelled_out) {
  Graph graph;
  graph.tensors.resize(5);
  graph.nodes = {{OperatorKind::kPlain, "FULLY_CONNECTED", {0}, {1}, false},
                 {OperatorKind::kPlain, "EXP", {1}, {2}, false},
                 {OperatorKind::kPlain, "SUM", {2}, {3}, false},
                 {OperatorKind::kPlain, "DIV", {2, 3}, {4}, false}};
  Model model;
  add_output_activation(graph, 4, model);
  EXPECT_EQ(model.output_activation, "softmax");
  graph.nodes[2].inputs = {1};  // the sum of something else
  Model other;
  add_output_activation(graph, 4, other);
  EXPECT_EQ(other.output_activation, "");
}

TEST(OutputActivation, ends_in_a_graph_that_goes_round) {
  Graph graph;
  graph.tensors.resize(2);
  graph.nodes = {{OperatorKind::kPlain, "RESHAPE", {1}, {0}, false},
                 {OperatorKind::kPlain, "RESHAPE", {0}, {1}, false}};
  Model model;
  add_output_activation(graph, 1, model);
  EXPECT_EQ(model.output_activation, "");
}

TEST(OutputActivation, of_a_tflite_file_is_among_its_facts) {
  constexpr std::int32_t kSoftmax = 25, kLogistic = 14;
  TfliteRecipe recipe;
  EXPECT_EQ(load_bytes(build_tflite(recipe))->output_activation, "none");
  EXPECT_EQ(load_bytes(build_tflite(recipe))->output_operator, "FULLY_CONNECTED");
  recipe.nodes.push_back({kSoftmax, "", {}, {1, 4}, false});
  EXPECT_EQ(load_bytes(build_tflite(recipe))->output_activation, "softmax");
  recipe.nodes.back().builtin_code = kLogistic;
  EXPECT_EQ(load_bytes(build_tflite(recipe))->output_activation, "sigmoid");
}

}  // namespace
}  // namespace muster
