#include <cmath>

#include "one_layer.h"

/// Layers that compute element by element, or over axes.
namespace muster {
namespace {

const Array kSigned{{1, 1, 3}, {-2, 0, 3}};
const Array kHalf{{2}, {-0.5, 0.25}};

std::vector<float> each(const Array& x, double (*function)(double)) {
  std::vector<float> values;
  for (const float value : x.values) values.push_back(static_cast<float>(function(static_cast<double>(value))));
  return values;
}

LayerCase function(const std::string& name, const Array& x, double (*formula)(double)) {
  return {name, name + " {}", {x}, {x.shape, each(x, formula)}};
}

LayerCase activation(const std::string& nonlinearity, const std::vector<float>& expected) {
  return {"activation_" + nonlinearity.substr(0, nonlinearity.find(' ')),
          "activation { " + nonlinearity + " }",
          {kSigned},
          {kSigned.shape, expected}};
}

LayerCase unary(const std::string& type, const Array& x, const std::vector<float>& expected) {
  return {"unary_" + type.substr(0, type.find(' ')), "unary { type: " + type + " }", {x}, {x.shape, expected}};
}

LayerCase pair(const std::string& name, const std::vector<float>& expected) {
  return {name, name + " {}", {{{2, 2}, {-3, 1, 4, 0}}, {{1, 2}, {2, 1}}}, {{2, 2}, expected}};
}

LayerCase over_last(const std::string& name, const std::vector<float>& expected) {
  return {name, name + " { axes: [-1] }", {{{2, 2}, {1, 2, 3, 4}}}, {{2}, expected}};
}

LayerCase over_width(const std::string& mode, const std::vector<float>& expected) {
  return {
      "reduce_" + mode, "reduce { axis: W mode: " + mode + " }", {{{1, 2, 2}, {1, 2, 4, 3}}}, {{1, 2, 1}, expected}};
}

const float kE = std::exp(1.F);

const std::vector<LayerCase> kCases{
    activation("linear { alpha: 2 beta: 1 }", {-3, 1, 7}),
    activation("ReLU {}", {0, 0, 3}),
    activation("leakyReLU { alpha: 0.5 }", {-1, 0, 3}),
    activation("thresholdedReLU { alpha: 3 }", {0, 0, 3}),
    activation("PReLU { alpha { floatValue: 0.25 } }", {-0.5, 0, 3}),
    activation("tanh {}", each(kSigned, std::tanh)),
    activation("scaledTanh { alpha: 2 beta: 0.5 }", {2 * std::tanh(-1.F), 0, 2 * std::tanh(1.5F)}),
    activation("sigmoid {}", each(kSigned, [](double x) { return 1 / (1 + std::exp(-x)); })),
    activation("sigmoidHard { alpha: 0.25 beta: 0.5 }", {0, 0.5, 1}),
    activation("ELU { alpha: 2 }", {2 * (std::exp(-2.F) - 1), 0, 3}),
    activation("softsign {}", {-2 / 3.F, 0, 0.75}),
    activation("softplus {}", each(kSigned, [](double x) { return std::log1p(std::exp(x)); })),
    activation("parametricSoftplus { alpha { floatValue: 2 } beta { floatValue: 0.5 } }",
               each(kSigned, [](double x) { return 2 * std::log1p(std::exp(x / 2)); })),
    {"prelu_of_channels",
     "activation { PReLU { alpha { floatValue: [1, 10] } } }",
     {{{2, 1, 1}, {-1, -1}}},
     {{2, 1, 1}, {-1, -10}}},
    {"clip", "clip { minVal: -1 maxVal: 2 }", {kSigned}, {kSigned.shape, {-1, 0, 2}}},
    {"clamped_relu", "clampedReLU { alpha: 0.5 beta: 2 }", {kSigned}, {kSigned.shape, {-1, 0, 2}}},
    {"gelu",
     "gelu {}",
     {kSigned},
     {kSigned.shape, each(kSigned, [](double x) { return x / 2 * (1 + std::erf(x / std::sqrt(2.0))); })}},
    {"gelu_tanh",
     "gelu { mode: TANH_APPROXIMATION }",
     {kSigned},
     {kSigned.shape, each(kSigned,
                          [](double x) {
                            return x / 2 * (1 + std::tanh(std::sqrt(2 / std::acos(-1.0)) * (x + 0.044715 * x * x * x)));
                          })}},
    {"gelu_sigmoid",
     "gelu { mode: SIGMOID_APPROXIMATION }",
     {kSigned},
     {kSigned.shape, each(kSigned, [](double x) { return x / (1 + std::exp(-1.702 * x)); })}},
    {"add", "add {}", {kSigned, kSigned, {{1, 1, 1}, {1}}}, {kSigned.shape, {-3, 1, 7}}},
    {"add_alpha", "add { alpha: 2 }", {kSigned}, {kSigned.shape, {0, 2, 5}}},
    {"multiply", "multiply {}", {kSigned, kSigned}, {kSigned.shape, {4, 0, 9}}},
    {"multiply_alpha", "multiply { alpha: 2 }", {kSigned}, {kSigned.shape, {-4, 0, 6}}},
    {"average", "average {}", {kSigned, kSigned, {{1, 1, 3}, {1, 3, 0}}}, {kSigned.shape, {-1, 1, 2}}},
    {"max", "max {}", {kSigned, {{1, 1, 1}, {1}}}, {kSigned.shape, {1, 1, 3}}},
    {"min", "min {}", {kSigned, {{1, 1, 1}, {1}}}, {kSigned.shape, {-2, 0, 1}}},
    pair("addBroadcastable", {-1, 2, 6, 1}),
    pair("subtractBroadcastable", {-5, 0, 2, -1}),
    pair("multiplyBroadcastable", {-6, 1, 8, 0}),
    pair("divideBroadcastable", {-1.5, 1, 2, 0}),
    pair("maxBroadcastable", {2, 1, 4, 1}),
    pair("minBroadcastable", {-3, 1, 2, 0}),
    pair("powBroadcastable", {9, 1, 16, 0}),
    pair("modBroadcastable", {1, 0, 0, 0}),
    pair("floorDivBroadcastable", {-2, 1, 2, 0}),
    pair("equal", {0, 1, 0, 0}),
    pair("notEqual", {1, 0, 1, 1}),
    pair("lessThan", {1, 0, 0, 1}),
    pair("lessEqual", {1, 1, 0, 1}),
    pair("greaterThan", {0, 0, 1, 0}),
    pair("greaterEqual", {0, 1, 1, 0}),
    pair("logicalAnd", {1, 1, 1, 0}),
    pair("logicalOr", {1, 1, 1, 1}),
    pair("logicalXor", {0, 0, 0, 1}),
    {"logical_not", "logicalNot {}", {kSigned}, {kSigned.shape, {0, 1, 0}}},
    {"greater_than_alpha", "greaterThan { alpha: -1 }", {kSigned}, {kSigned.shape, {0, 1, 1}}},
    {"where", "whereBroadcastable {}", {{{2}, {0, 1}}, {{1}, {5}}, {{2}, {7, 8}}}, {{2}, {7, 5}}},
    unary("SQRT scale: 2 shift: 1", {{3}, {0, 1.5, 4}}, {1, 2, 3}),
    unary("RSQRT epsilon: 1", {{2}, {0, 3}}, {1, 0.5}),
    unary("INVERSE epsilon: 1", {{2}, {0, 3}}, {1, 0.25}),
    unary("POWER alpha: 3", {{2}, {-2, 3}}, {-8, 27}),
    unary("EXP", {{2}, {0, 1}}, {1, kE}),
    unary("LOG", {{2}, {1, kE}}, {0, 1}),
    unary("ABS", {{2}, {-2, 1}}, {2, 1}),
    unary("THRESHOLD alpha: 1", {{2}, {-2, 3}}, {1, 3}),
    function("ceil", {{2}, {-1.5, 1.25}}, std::ceil),
    function("floor", {{2}, {-1.5, 1.25}}, std::floor),
    function("sign", kSigned, [](double x) { return x < 0   ? -1.0
                                                    : x > 0 ? 1.0
                                                            : 0.0; }),
    function("round", {{2}, {-1.75, 1.25}}, std::round),
    function("exp2", kSigned, std::exp2),
    function("sin", kSigned, std::sin),
    function("cos", kSigned, std::cos),
    function("tan", kSigned, std::tan),
    function("asin", kHalf, std::asin),
    function("acos", kHalf, std::acos),
    function("atan", kSigned, std::atan),
    function("sinh", kSigned, std::sinh),
    function("cosh", kSigned, std::cosh),
    function("tanh", kSigned, std::tanh),
    function("asinh", kSigned, std::asinh),
    function("acosh", {{2}, {1.5, 3}}, std::acosh),
    function("atanh", kHalf, std::atanh),
    function("erf", kSigned, std::erf),
    over_last("reduceL1", {3, 7}),
    over_last("reduceL2", {std::sqrt(5.F), 5}),
    over_last("reduceMax", {2, 4}),
    over_last("reduceMin", {1, 3}),
    over_last("reduceSum", {3, 7}),
    over_last("reduceProd", {2, 12}),
    over_last("reduceMean", {1.5, 3.5}),
    over_last("reduceLogSum", {std::log(3.F), std::log(7.F)}),
    over_last("reduceSumSquare", {5, 25}),
    over_last("reduceLogSumExp", {std::log(kE + kE * kE), 2 + std::log(kE + kE * kE)}),
    {"reduce_keeping", "reduceSum { axes: [0] keepDims: true }", {{{2, 2}, {1, 2, 3, 4}}}, {{1, 2}, {4, 6}}},
    {"reduce_all", "reduceMean { reduceAll: true }", {{{2, 2}, {1, 2, 3, 4}}}, {{1}, {2.5}}},
    over_width("SUM", {3, 7}),
    over_width("AVG", {1.5, 3.5}),
    over_width("PROD", {2, 12}),
    over_width("LOGSUM epsilon: 1", {std::log(2.F) + std::log(3.F), std::log(5.F) + std::log(4.F)}),
    over_width("SUMSQUARE", {5, 25}),
    over_width("L1", {3, 7}),
    over_width("L2", {std::sqrt(5.F), 5}),
    over_width("MAX", {2, 4}),
    over_width("MIN", {1, 3}),
    over_width("ARGMAX", {1, 0}),
    {"reduce_chw", "reduce { axis: CHW }", {counting({2, 1, 2, 1})}, {{2, 1, 1, 1}, {1, 5}}},
    {"reduce_hw", "reduce { axis: HW }", {counting({2, 1, 2})}, {{2, 1, 1}, {1, 5}}},
    {"reduce_c", "reduce { axis: C }", {counting({2, 1, 2})}, {{1, 1, 2}, {2, 4}}},
    {"reduce_h", "reduce { axis: H }", {counting({1, 2, 2})}, {{1, 1, 2}, {2, 4}}},
    {"arg_max", "argMax { axis: 1 }", {{{2, 2}, {1, 2, 4, 3}}}, {{2, 1}, {1, 0}}},
    {"arg_min", "argMin { axis: -1 removeDim: true }", {{{2, 2}, {1, 2, 4, 3}}}, {{2}, {0, 1}}},
    {"top_k", "topK { axis: -1 K: 2 }", {{{3}, {5, 9, 7}}}, {{2}, {9, 7, 1, 2}}, 2},
    {"bottom_k", "topK { K: 2 useBottomK: true }", {{{3}, {5, 9, 7}}}, {{2}, {5, 7, 0, 2}}, 2},
    {"cumulative_sum", "cumSum { axis: 0 }", {{{3}, {4, 6, 7}}}, {{3}, {4, 10, 17}}},
    {"cumulative_sum_back",
     "cumSum { axis: 0 excludeFinalSum: true reverse: true }",
     {{{3}, {4, 6, 7}}},
     {{3}, {13, 7, 0}}},
};

std::string unique_name(const testing::TestParamInfo<LayerCase>& info) {
  std::string name = std::to_string(info.index) + "_" + info.param.name;
  std::ranges::replace_if(
      name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
}

using Arithmetic = LayerTest;

TEST_P(Arithmetic, is_as_the_format_says) {
  expect_result(GetParam());
}

INSTANTIATE_TEST_SUITE_P(Layers, Arithmetic, testing::ValuesIn(kCases), unique_name);

TEST(ArithmeticRefused, what_is_no_operation) {
  using testing::HasSubstr;
  EXPECT_EQ(refusal_of("activation {}", {kSigned}), "activation 'tested': no nonlinearity");
  EXPECT_EQ(refusal_of("clip { minVal: 2 maxVal: 1 }", {kSigned}), "clip 'tested': minVal is above maxVal");
  EXPECT_THAT(refusal_of("addBroadcastable {}", {kSigned, counting({2})}), HasSubstr("addBroadcastable 'tested': "));
  EXPECT_EQ(refusal_of("addBroadcastable {}", {kSigned}), "addBroadcastable 'tested': 1 inputs");
  EXPECT_THAT(refusal_of("multiply { alpha: 2 }", {kSigned, kSigned}), HasSubstr("alpha"));
  EXPECT_THAT(refusal_of("equal { alpha: 2 }", {kSigned, kSigned}), HasSubstr("alpha"));
  EXPECT_THAT(refusal_of("reduceSum { axes: [7] }", {kSigned}), HasSubstr("axis 7 of rank 3"));
  EXPECT_THAT(refusal_of("reduceSum {}", {kSigned}), HasSubstr("no axes"));
  EXPECT_THAT(refusal_of("reduce { mode: ARGMAX }", {kSigned}), HasSubstr("ARGMAX over several axes"));
  EXPECT_THAT(refusal_of("topK { K: 4 axis: -1 }", {kSigned}, 2), HasSubstr("K: more than there are"));
  EXPECT_THAT(refusal_of("activation { PReLU { alpha { floatValue: [1, 2] } } }", {kSigned}), HasSubstr("alpha"));
}

}  // namespace
}  // namespace muster
