// Every operator that is translated has its case among the single operators, and reads all it is given.
#include <gmock/gmock.h>

#include <algorithm>
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

}  // namespace
}  // namespace muster
