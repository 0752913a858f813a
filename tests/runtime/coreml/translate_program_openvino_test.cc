// What ML Programs are refused for, and what they are not refused for.
#include "runtime/coreml/translate_program.h"

#include <gmock/gmock.h>

#include "runtime/coreml/program_builder.h"
#include "runtime/coreml/run_network.h"

namespace muster {
namespace {

using namespace program;
using testing::AllOf;
using testing::HasSubstr;

auto translate(const CoremlFile& file) {
  return translate_program(file.message, file);
}

std::string refusal_of(const CoremlFile& file) {
  return message_of(translate(file));
}

ErrorCode code_of(const CoremlFile& file) {
  const auto network = translate(file);
  return network ? ErrorCode::kInternal : network.error().code;
}

/// relu(x), with an output.
CoremlFile small_program() {
  CoremlFile file = empty_program();
  add_operation(file, "relu", {{"x", "x"}}, "y");
  add_output(file, "y");
  return file;
}

TEST(TranslateProgram, runs_one_that_is_built_by_hand) {
  const auto network = translate(small_program());
  ASSERT_TRUE(network) << message_of(network);
  EXPECT_EQ((*network)->output(0).get_shape(), (ov::Shape{1, 2, 4, 4}));
}

/// What one operator of a 4×3 matrix (1, 2, 3, …) and of indices that are known in the run only makes of both.
std::vector<float> at(const std::string& type, const Arguments& more, const Shape& shape,
                      const std::vector<std::int32_t>& indices) {
  Arguments arguments{{"x", {floats({4, 3})}}, {"indices", {whole_input(shape)}}};
  if (type == "one_hot") arguments.erase(arguments.begin());
  arguments.insert(arguments.end(), more.begin(), more.end());
  const CoremlFile file = program_of(type, arguments);
  const auto network = translate(file);
  EXPECT_TRUE(network) << message_of(network);
  return network ? run_model(*network, std::as_bytes(std::span(indices))) : std::vector<float>{};
}

TEST(TranslateProgram, takes_computed_indices_from_the_end_and_fails_on_those_outside) {
  using testing::ElementsAre;
  EXPECT_THAT(at("gather", {}, {2}, {-1, 0}), ElementsAre(10, 11, 12, 1, 2, 3));
  EXPECT_THAT(at("gather_along_axis", {}, {1, 3}, {-1, 0, 1}), ElementsAre(10, 2, 6));
  EXPECT_THAT(at("gather_nd", {}, {2, 2}, {-1, -1, 1, 0}), ElementsAre(12, 4));
  const Arguments three{{"one_hot_vector_size", {integer(3)}}, {"on_value", {number(2)}}, {"off_value", {number(0)}}};
  EXPECT_THAT(at("one_hot", three, {2}, {-1, 0}), ElementsAre(0, 0, 2, 2, 0, 0));
  Arguments constant_ones = three;
  constant_ones.emplace_back("indices", std::vector{integers({-1, 0})});
  const CoremlFile file = program_of("one_hot", constant_ones);
  const auto network = translate(file);
  ASSERT_TRUE(network) << message_of(network);
  EXPECT_THAT(run_model(*network, {}), ElementsAre(0, 0, 2, 2, 0, 0));
  for (const std::int32_t outside : {4, -5, 1 << 28}) {
    EXPECT_ANY_THROW(at("gather", {}, {1}, {outside}));
    EXPECT_ANY_THROW(at("gather_along_axis", {}, {1, 3}, {outside, 0, 0}));
    EXPECT_ANY_THROW(at("gather_nd", {}, {1, 2}, {outside, 0}));
    EXPECT_ANY_THROW(at("one_hot", three, {1}, {outside}));
  }
  EXPECT_ANY_THROW(at("gather_nd", {}, {1, 2}, {0, 3}));
}

TEST(TranslateProgramRefused, all_operators_that_are_missing_at_once) {
  CoremlFile file = small_program();
  add_operation(file, "non_maximum_suppression", {}, "a");
  add_operation(file, "lstm", {}, "b");
  add_operation(file, "lstm", {}, "c");
  add_operation(file, "\033[2J", {}, "d");
  EXPECT_EQ(
      refusal_of(file),
      R"(operators that are not supported: \x1B[2J, lstm, non_maximum_suppression; convert the model with others, )"
      "or bring predictions from a device (--predictions)");
  EXPECT_EQ(code_of(file), ErrorCode::kUnsupported);
  for (int i = 0; i < 50; ++i) add_operation(file, std::to_string(i), {}, "z");
  EXPECT_THAT(refusal_of(file), HasSubstr(" and 33 more"));
}

TEST(TranslateProgramRefused, values_that_are_computed_nowhere_before) {
  CoremlFile file = empty_program();
  add_operation(file, "add", {{"x", "x"}, {"y", "b"}}, "a");  // a cycle
  add_operation(file, "relu", {{"x", "a"}}, "b");
  add_output(file, "b");
  EXPECT_EQ(refusal_of(file), "operator add 'a': 'y' is 'b', which is computed nowhere before");
  EXPECT_EQ(code_of(file), ErrorCode::kMalformed);
  CoremlFile alone = empty_program();
  add_output(alone, "y");
  EXPECT_EQ(refusal_of(alone), "the output 'y' is computed nowhere");
}

TEST(TranslateProgramRefused, names_that_are_given_twice) {
  CoremlFile file = small_program();
  add_operation(file, "relu", {{"x", "y"}}, "x");
  EXPECT_EQ(refusal_of(file), "operator relu 'x': the name 'x' is given twice");
  CoremlFile inputs = small_program();
  *inputs.message.mutable_description()->add_input() = inputs.message.description().input(0);
  EXPECT_EQ(refusal_of(inputs), "the name 'x' is given twice");
}

TEST(TranslateProgramRefused, stated_shapes_that_are_not_what_is_computed) {
  CoremlFile file = small_program();
  auto& output = *block_of(file).mutable_operations(0)->mutable_outputs(0);
  set_type(*output.mutable_type(), spec::FLOAT32, {1, 2, 4, 5});
  EXPECT_EQ(refusal_of(file), "operator relu 'y': the shape is [1,2,4,4], which is not what the program states");
  EXPECT_EQ(code_of(file), ErrorCode::kMalformed);
  output.mutable_type()->mutable_tensortype()->mutable_dimensions(3)->mutable_unknown();  // fits any
  EXPECT_TRUE(translate(file));
  output.mutable_type()->mutable_tensortype()->mutable_dimensions()->RemoveLast();
  EXPECT_EQ(code_of(file), ErrorCode::kMalformed);
  CoremlFile inputs = small_program();
  auto& input = *function_of(inputs).add_inputs();
  input.set_name("x");
  set_type(*input.mutable_type(), spec::FLOAT32, {1, 2, 8, 8});
  EXPECT_THAT(refusal_of(inputs), HasSubstr("the function's input 'x': the shape is [1,2,4,4]"));
  input.set_name("z");
  EXPECT_EQ(refusal_of(inputs), "the function's input 'z': the model does not have it");
}

TEST(TranslateProgramRefused, outputs_that_are_not_as_many_as_are_named) {
  CoremlFile file = small_program();
  block_of(file).mutable_operations(0)->add_outputs()->set_name("z");
  EXPECT_EQ(refusal_of(file), "operator relu 'y': it has 1 outputs, and 2 are named");
}

TEST(TranslateProgramRefused, operations_with_inner_blocks) {
  CoremlFile file = small_program();
  block_of(file).mutable_operations(0)->add_blocks();
  EXPECT_EQ(refusal_of(file), "operator relu 'y': its inner blocks are not supported");
}

TEST(TranslateProgramRefused, inputs_and_attributes_that_are_stated_twice_or_not_once) {
  CoremlFile file = small_program();
  auto& relu = *block_of(file).mutable_operations(0);
  (*relu.mutable_inputs())["x"].add_arguments()->set_name("x");
  EXPECT_EQ(refusal_of(file), "operator relu 'y': 'x' has 2 values and not one");
  CoremlFile both = program_of("elu", {{"x", {input({2})}}, {"alpha", {number(1)}}});
  (*block_of(both).mutable_operations(1)->mutable_attributes())["alpha"] = number(2).value;
  (*block_of(both).mutable_operations(1)->mutable_inputs())["alpha"].mutable_arguments(0)->clear_name();
  *(*block_of(both).mutable_operations(1)->mutable_inputs())["alpha"].mutable_arguments(0)->mutable_value() =
      number(3).value;
  EXPECT_EQ(refusal_of(both), "operator elu 'out0': 'alpha' is stated twice");
}

TEST(TranslateProgramRefused, programs_without_operations_for_their_opset) {
  CoremlFile file = small_program();
  function_of(file).set_opset("CoreML9");
  EXPECT_EQ(refusal_of(file), "the program has no operations for its own opset 'CoreML9'");
  file.message.mutable_mlprogram()->clear_functions();
  EXPECT_EQ(refusal_of(file), "a program without a function");
  EXPECT_EQ(code_of(file), ErrorCode::kMalformed);
}

TEST(TranslateProgramRefused, several_functions_of_which_none_is_the_main_one) {
  CoremlFile file = small_program();
  auto& functions = *file.message.mutable_mlprogram()->mutable_functions();
  functions["other"] = functions["main"];
  EXPECT_TRUE(translate(file));
  functions["first"] = functions["main"];
  functions.erase("main");
  EXPECT_THAT(refusal_of(file), HasSubstr("several functions ('first', 'other')"));
  functions.erase("first");
  EXPECT_TRUE(translate(file)) << "the only one runs, whatever its name";
}

TEST(TranslateProgramRefused, state) {
  CoremlFile file = small_program();
  auto& state = *function_of(file).add_inputs();
  state.set_name("cache");
  state.mutable_type()->mutable_statetype();
  EXPECT_THAT(refusal_of(file), AllOf(HasSubstr("state"), HasSubstr("'cache'")));
  EXPECT_EQ(code_of(file), ErrorCode::kUnsupported);
  CoremlFile declared = small_program();
  declared.message.mutable_description()->add_state()->set_name("memory");
  EXPECT_THAT(refusal_of(declared), HasSubstr("'memory'"));
}

TEST(TranslateProgramRefused, inputs_and_outputs_of_other_kinds) {
  CoremlFile image = small_program();
  image.message.mutable_description()->mutable_output(0)->mutable_type()->mutable_imagetype();
  EXPECT_EQ(refusal_of(image), "the output 'y' is no multi-array");
  CoremlFile sequence = small_program();
  sequence.message.mutable_description()->mutable_input(0)->mutable_type()->mutable_sequencetype();
  EXPECT_THAT(refusal_of(sequence), HasSubstr("the input 'x' is neither an image nor a multi-array"));
  CoremlFile unknown = small_program();
  unknown.message.mutable_description()->mutable_input(0)->mutable_type()->mutable_multiarraytype()->clear_datatype();
  EXPECT_THAT(refusal_of(unknown), HasSubstr("the input 'x' has a number type that is not supported"));
  CoremlFile optional = small_program();
  optional.message.mutable_description()->mutable_input(0)->mutable_type()->set_isoptional(true);
  EXPECT_THAT(refusal_of(optional), HasSubstr("the input 'x' is optional"));
  CoremlFile none = empty_program();
  EXPECT_EQ(refusal_of(none), "the model has no output");
}

TEST(TranslateProgramRefused, inputs_of_no_size_or_far_too_large) {
  EXPECT_THAT(refusal_of(empty_program({1, 0})), HasSubstr("'x' has a size that is not positive"));
  EXPECT_THAT(refusal_of(empty_program({-1})), HasSubstr("'x' has a size"));
  EXPECT_THAT(refusal_of(empty_program({1 << 16, 1 << 16, 1 << 16, 1 << 16})), HasSubstr("'x' has a size"));
  EXPECT_THAT(refusal_of(empty_program({1 << 29})), HasSubstr("far too large"));
  EXPECT_THAT(refusal_of(empty_program({})), HasSubstr("'x' has no shape"));
}

TEST(TranslateProgram, a_classifier_gives_its_probabilities) {
  CoremlFile file = empty_program({1, 3});
  auto& classify = add_operation(file, "classify", {{"probabilities", "x"}}, "label");
  classify.add_outputs()->set_name("odds");
  spec::Value& classes = *(*classify.mutable_inputs())["classes"].add_arguments()->mutable_value();
  auto& list = *classes.mutable_immediatevalue()->mutable_list();
  for (const char* name : {"a", "b", "c"}) *list.add_values() = text(name).value;
  auto& description = *file.message.mutable_description();
  description.set_predictedfeaturename("label");
  EXPECT_EQ(refusal_of(file), "a classifier that does not give its probabilities");
  description.set_predictedprobabilitiesname("odds");
  ASSERT_TRUE(translate(file)) << refusal_of(file);
  EXPECT_EQ((*translate(file))->outputs().size(), 1u);
  description.set_predictedprobabilitiesname("odd");
  EXPECT_EQ(refusal_of(file), "the output 'odd' is computed nowhere");
  list.mutable_values()->RemoveLast();
  EXPECT_EQ(refusal_of(file), "operator classify 'label': 2 classes for probabilities of shape [1,3]");
}

/// A graph is taken down by recursion: the longest that is accepted must not end the process.
TEST(TranslateProgram, long_programs_end_well) {
  CoremlFile file = empty_program();
  add_constant(file, "size", integer(1).value);
  for (int i = 0; i < 10'000; ++i)
    add_operation(file, "local_response_norm", {{"x", i == 0 ? "x" : std::to_string(i - 1)}, {"size", "size"}},
                  std::to_string(i));
  add_output(file, "9999");
  EXPECT_TRUE(translate(file)) << refusal_of(file);
  for (int i = 10'000; i < 100'000; ++i) add_operation(file, "relu", {{"x", std::to_string(i - 1)}}, std::to_string(i));
  EXPECT_EQ(refusal_of(file), "100000 operations; at most 10000");
}

TEST(TranslateProgram, lists_in_lists_do_not_recurse_without_end) {
  CoremlFile file = small_program();
  spec::Value nested = text("a").value;
  for (int i = 0; i < 150; ++i) {
    spec::Value outer;
    outer.mutable_immediatevalue()->mutable_list()->add_values()->Swap(&nested);
    nested.Swap(&outer);
  }
  (*block_of(file).mutable_operations(0)->mutable_attributes())["deep"] = nested;
  EXPECT_EQ(refusal_of(file), "operator relu 'y': 'deep' is not supported");
}

}  // namespace
}  // namespace muster
