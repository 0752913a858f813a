#include <cmath>

#include "one_layer.h"

/// Layers with weights, and the ways to store them.
namespace muster {
namespace {

const float kRoot = 1 / std::sqrt(1.25F);  // the scale of 0 1 2 3 less their mean, whose variance is 1.25

std::string constant(const std::string& data) {
  return "loadConstantND { shape: [2, 2] data { " + data + " } }";
}

const std::vector<LayerCase> kCases{
    {"float32", constant("floatValue: [1, 2, 3, 4]"), {}, {{2, 2}, {1, 2, 3, 4}}},
    {"float16", constant(R"(float16Value: "\000\074\000\100\000\300\000\000")"), {}, {{2, 2}, {1, 2, -2, 0}}},
    {"linear_8_bits",
     constant(
         R"(rawValue: "\000\001\002\377" quantization { numberOfBits: 8 linearQuantization { scale: 2 bias: -1 } })"),
     {},
     {{2, 2}, {-1, 1, 3, 509}}},
    {"linear_of_channels",
     constant(
         R"(rawValue: "\001\002\003\004" quantization { numberOfBits: 8 linearQuantization { scale: [1, 10] bias: [0, 5] } })"),
     {},
     {{2, 2}, {1, 2, 35, 45}}},
    {"linear_4_bits",  // highest bits first: 1 2 3 15
     constant(R"(rawValue: "\022\077" quantization { numberOfBits: 4 linearQuantization { scale: 1 } })"),
     {},
     {{2, 2}, {1, 2, 3, 15}}},
    {"table_1_bit",
     constant(R"(rawValue: "\140" quantization { numberOfBits: 1 lookupTableQuantization { floatValue: [7, 9] } })"),
     {},
     {{2, 2}, {7, 9, 9, 7}}},
    {"table_2_bits",
     constant(
         R"(rawValue: "\033" quantization { numberOfBits: 2 lookupTableQuantization { floatValue: [5, 6, 7, 8] } })"),
     {},
     {{2, 2}, {5, 6, 7, 8}}},
    {"linear_6_bits",  // 000001 000010 000011 111111
     constant(R"(rawValue: "\004\040\377" quantization { numberOfBits: 6 linearQuantization { scale: 1 } })"),
     {},
     {{2, 2}, {1, 2, 3, 63}}},
    {"inner_product",
     "innerProduct { inputChannels: 2 outputChannels: 2 hasBias: true weights { floatValue: [1, 2, 3, 4] } "
     "bias { floatValue: [10, 20] } }",
     {{{1, 2}, {5, 6}}},
     {{1, 2}, {27, 59}}},
    {"inner_product_vector",
     "innerProduct { inputChannels: 2 outputChannels: 1 weights { floatValue: [1, 2] } }",
     {{{2}, {5, 6}}},
     {{1}, {17}}},
    {"inner_product_image",
     "innerProduct { inputChannels: 2 outputChannels: 1 weights { floatValue: [1, 2] } }",
     {{{1, 1, 2, 1, 1}, {5, 6}}},
     {{1, 1, 1, 1, 1}, {17}}},
    {"matmul", "batchedMatmul { transposeB: true }", {{{1, 2}, {1, 2}}, {{2, 2}, {1, 2, 3, 4}}}, {{1, 2}, {5, 11}}},
    {"matmul_vectors", "batchedMatmul {}", {{{2}, {1, 2}}, {{2}, {3, 4}}}, {{1, 1}, {11}}},
    {"matmul_weights",
     "batchedMatmul { weightMatrixFirstDimension: 2 weightMatrixSecondDimension: 1 hasBias: true "
     "weights { floatValue: [1, 2] } bias { floatValue: 10 } }",
     {counting({2, 1, 2})},
     {{2, 1, 1}, {12, 18}}},
    {"dot", "dot {}", {{{2, 1, 1}, {1, 2}}, {{2, 1, 1}, {3, 4}}}, {{1, 1, 1}, {11}}},
    {"cosine", "dot { cosineSimilarity: true }", {{{2, 1, 1}, {3, 4}}, {{2, 1, 1}, {4, 3}}}, {{1, 1, 1}, {0.96F}}},
    {"batchnorm",
     "batchnorm { channels: 2 epsilon: 1 gamma { floatValue: [1, 2] } beta { floatValue: [0, 1] } "
     "mean { floatValue: [1, 2] } variance { floatValue: [3, 8] } }",
     {{{1, 2, 1, 1}, {5, 8}}},
     {{1, 2, 1, 1}, {2, 5}}},
    {"instance_norm",
     "batchnorm { channels: 1 epsilon: 1e-9 computeMeanVar: true instanceNormalization: true gamma { floatValue: 1 } "
     "beta { floatValue: 1 } }",
     {counting({1, 1, 2, 2})},
     {{1, 1, 2, 2}, {1 - 1.5F * kRoot, 1 - 0.5F * kRoot, 1 + 0.5F * kRoot, 1 + 1.5F * kRoot}}},
    {"mvn", "mvn { acrossChannels: true }", {counting({1, 2, 1, 2})}, {{1, 2, 1, 2}, {-1.5, -0.5, 0.5, 1.5}}},
    {"mvn_of_channels",
     "mvn { normalizeVariance: true epsilon: 1e-9 }",
     {counting({1, 2, 1, 2})},
     {{1, 2, 1, 2}, {-1, 1, -1, 1}}},
    {"l2_normalize", "l2normalize { epsilon: 11 }", {{{2, 1, 1}, {3, 4}}}, {{2, 1, 1}, {0.5, 4 / 6.F}}},
    {"lrn",
     "lrn { alpha: 3 beta: 0.5 localSize: 3 k: 1 }",
     {{{3, 1, 1}, {1, 1, 2}}},
     {{3, 1, 1}, {1 / std::sqrt(3.F), 1 / std::sqrt(7.F), 2 / std::sqrt(6.F)}}},
    {"layer_normalization",
     "layerNormalization { normalizedShape: 2 eps: 1e-9 gamma { floatValue: [1, 2] } beta { floatValue: [0, 1] } }",
     {counting({1, 2})},
     {{1, 2}, {-1, 3}}},
    {"softmax", "softmax {}", {{{2, 1, 1}, {0, std::log(3.F)}}}, {{2, 1, 1}, {0.25, 0.75}}},
    {"softmax_nd", "softmaxND { axis: -1 }", {{{1, 2}, {0, std::log(3.F)}}}, {{1, 2}, {0.25, 0.75}}},
    {"scale",
     "scale { shapeScale: 2 scale { floatValue: [2, 3] } hasBias: true shapeBias: [1, 1, 2] bias { floatValue: [10, "
     "20] } }",
     {counting({2, 1, 2})},
     {{2, 1, 2}, {10, 22, 16, 29}}},
    {"bias", "bias { shape: 1 bias { floatValue: 5 } }", {counting({2, 1, 1})}, {{2, 1, 1}, {5, 6}}},
};

using Weights = LayerTest;

TEST_P(Weights, are_read_and_used) {
  expect_result(GetParam());
}

INSTANTIATE_TEST_SUITE_P(Layers, Weights, testing::ValuesIn(kCases), name_of);

TEST(WeightsRefused, counts_and_rules_that_do_not_fit) {
  using testing::HasSubstr;
  const auto rule = [](const std::string& text) {
    return refusal_of(constant(R"(rawValue: "\001\002\003\004" quantization { )" + text + " }"), {});
  };
  EXPECT_EQ(rule("numberOfBits: 8"), "loadConstantND 'tested': data: no rule of quantization");
  EXPECT_THAT(rule("numberOfBits: 9 linearQuantization { scale: 1 }"), HasSubstr("9 bits a weight"));
  EXPECT_THAT(rule("numberOfBits: 4 linearQuantization { scale: 1 }"), HasSubstr("4 bytes for 4 weights of 4 bits"));
  EXPECT_THAT(rule("numberOfBits: 8 linearQuantization { scale: [1, 2, 3] }"), HasSubstr("3 scales for 2 channels"));
  EXPECT_THAT(rule("numberOfBits: 8 linearQuantization { scale: 1 bias: [1, 2] }"), HasSubstr("2 biases"));
  EXPECT_THAT(rule("numberOfBits: 8 lookupTableQuantization { floatValue: 1 }"), HasSubstr("a table of 1 values"));
  EXPECT_THAT(refusal_of(constant(R"(float16Value: "\000")"), {}), HasSubstr("1 bytes for 4 half floats"));
  EXPECT_THAT(refusal_of(constant(R"(floatValue: [1, 2, 3, 4] rawValue: "\000")"), {}), HasSubstr("more than one way"));
  EXPECT_THAT(refusal_of(constant(""), {}), HasSubstr("0 values instead of 4"));
  EXPECT_THAT(refusal_of(constant(R"(int8RawValue: "\000\000\000\000")"), {}), HasSubstr("field int8RawValue"));
  EXPECT_THAT(refusal_of("innerProduct { inputChannels: 3 outputChannels: 1 }", {counting({1, 2})}),
              HasSubstr("2 input channels, not 3"));
  EXPECT_THAT(refusal_of("innerProduct { inputChannels: 2 outputChannels: 1 weights { floatValue: [1, 2] } "
                         "bias { floatValue: 1 } }",
                         {counting({1, 2})}),
              HasSubstr("field bias without hasBias"));
  EXPECT_THAT(refusal_of("batchedMatmul { hasBias: true }", {counting({1, 2}), counting({2, 1})}),
              HasSubstr("hasBias"));
  EXPECT_THAT(refusal_of("innerProduct { int8DynamicQuantize: true }", {counting({1, 2})}),
              HasSubstr("field int8DynamicQuantize is not supported"));
  EXPECT_THAT(refusal_of("scale { shapeScale: [3] scale { floatValue: [1, 2, 3] } }", {counting({2, 1, 1})}),
              HasSubstr("scale: 3×1×1 for a blob of 2×1×1"));
  EXPECT_THAT(refusal_of("lrn { localSize: 2 }", {counting({2, 1, 1})}), HasSubstr("localSize"));
}

}  // namespace
}  // namespace muster
