// Every operator and layer that is translated has a case of its own, and every operator reads all that it is given.
#include <gmock/gmock.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "runtime/coreml/mil/operators.h"
#include "runtime/coreml/program_builder.h"
#include "runtime/coreml/run_network.h"

namespace muster {
namespace {

using testing::HasSubstr;
namespace spec = CoreML::Specification::MILSpec;

/// The single operators' ML Programs, opened.
std::vector<CoremlFile> single_operators() {
  std::vector<CoremlFile> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(MUSTER_UNPACKED) / "operators")) {
    if (entry.path().extension() != ".zip" || entry.path().string().find("_blocks.") != std::string::npos) continue;
    auto file = open_coreml(entry.path());
    if (file) files.push_back(std::move(*file));
  }
  return files;
}

spec::Block& block_of(CoremlFile& file) {
  auto& function = file.message.mutable_mlprogram()->mutable_functions()->begin()->second;
  return (*function.mutable_block_specializations())[function.opset()];
}

std::string refusal_of(const CoremlFile& file) {
  return message_of(translate_coreml(file));
}

TEST(EveryOperator, has_a_case_and_refuses_what_it_does_not_read) {
  std::set<std::string> without_case{
#define MUSTER_MIL_OPERATOR(name) #name,
#include "runtime/coreml/mil/operators.inc"
#undef MUSTER_MIL_OPERATOR
  };
  without_case.erase("classify");  // no tensor in, tensor out; the networks that are classifiers have it
  for (CoremlFile& file : single_operators()) {
    for (auto& operation : *block_of(file).mutable_operations()) {
      if (operation.type() == "const") continue;
      without_case.erase(operation.type());
      SCOPED_TRACE(operation.type());
      (*operation.mutable_attributes())["surprise"] = program::number(1).value;
      EXPECT_THAT(refusal_of(file), HasSubstr("operator " + operation.type()));
      EXPECT_THAT(refusal_of(file), HasSubstr("'surprise' is not supported"));
      operation.mutable_attributes()->erase("surprise");
      *(*operation.mutable_inputs())["surprise"].add_arguments()->mutable_value() = program::number(1).value;
      EXPECT_THAT(refusal_of(file), HasSubstr("'surprise' is not supported"));
      operation.mutable_inputs()->erase("surprise");
    }
  }
  EXPECT_THAT(without_case, testing::IsEmpty());
}

std::string text_of(const std::filesystem::path& path) {
  const auto bytes = read_file(path, 1U << 24U).value_or(std::vector<std::byte>{});
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The layer types among the single operators.
std::set<std::string> single_layers() {
  std::set<std::string> types;
  const auto list = nlohmann::json::parse(
      text_of(std::filesystem::path(MUSTER_UNPACKED) / "operators" / "operators.json"), nullptr, false);
  for (const auto& one : list)
    if (one.at("file").get<std::string>().ends_with(".mlmodel"))
      types.merge(one.at("operators").get<decltype(types)>());
  return types;
}

TEST(EveryLayer, has_a_case) {
  const std::map<int, std::string> names{
#define MUSTER_LAYER(type, name) {CoreML::Specification::NeuralNetworkLayer::type, name},
#include "model/coreml/layer_names.inc"
#undef MUSTER_LAYER
  };
  // Simple layers have formulas for cases: the tests in the folder layers.
  std::string formulas;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(MUSTER_SOURCE_DIR) / "tests" /
                                                               "runtime" / "coreml" / "layers"))
    formulas += text_of(entry.path());
  const std::set<std::string> in_files = single_layers();
  std::vector<std::string> without_case;
  for (const int type : {
#define MUSTER_LAYER(type, ...) CoreML::Specification::NeuralNetworkLayer::type,
#include "runtime/coreml/layers/layers.inc"
#undef MUSTER_LAYER
       }) {
    const std::string& name = names.at(type);
    const auto stands = [&](const std::string& text) { return formulas.find(text) != std::string::npos; };
    if (!in_files.contains(name) && !stands(name + " {") && !stands('"' + name + '"')) without_case.push_back(name);
  }
  EXPECT_THAT(without_case, testing::IsEmpty());
}

}  // namespace
}  // namespace muster
