#include "runtime/coreml/program_function.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

#include "base/text.h"
#include "model/coreml/function_to_run.h"
#include "runtime/coreml/mil/operators.h"
#include "runtime/coreml/reason_of.h"

namespace muster {
namespace {

using CoreML::Specification::ModelDescription;
namespace spec = CoreML::Specification::MILSpec;

constexpr int kMostOperations = 10'000;  ///< OpenVINO takes a graph down by recursion
constexpr std::size_t kMostNamed = 20;

std::string listed(const std::set<std::string>& names) {
  const auto end = std::next(names.begin(), static_cast<std::ptrdiff_t>(std::min(names.size(), kMostNamed)));
  const std::string more = names.size() > kMostNamed ? fmt::format(" and {} more", names.size() - kMostNamed) : "";
  return fmt::format("{}{}", fmt::join(names.begin(), end, ", "), more);
}

Result<void> refuse_state(const ModelDescription& description, const spec::Function& function) {
  std::set<std::string> states;
  for (const auto& feature : description.state()) states.insert(in_quotes(feature.name()));
  for (const auto& input : function.inputs())
    if (input.type().has_statetype()) states.insert(in_quotes(input.name()));
  if (states.empty()) return {};
  return fail(ErrorCode::kUnsupported,
              fmt::format("it keeps state between runs ({}); export the network without state", listed(states)));
}

Result<void> check_operations(const spec::Block& block) {
  std::set<std::string> unknown;
  int count = 0;
  for (const spec::Operation& operation : block.operations()) {
    if (operation.type() == "const") continue;
    ++count;
    if (mil::find_operator(operation.type()) == nullptr) unknown.insert(printable(operation.type(), 60));
  }
  if (!unknown.empty())
    return fail(ErrorCode::kUnsupported,
                fmt::format("operators that are not supported: {}; {}", listed(unknown), kInsteadOfOperators));
  if (count > kMostOperations)
    return fail(ErrorCode::kUnsupported, fmt::format("{} operations; at most {}", count, kMostOperations));
  return {};
}

}  // namespace

Result<ProgramFunction> find_function(const CoreML::Specification::Model& model) {
  MUSTER_TRY(const std::string name, function_to_run(model));
  const spec::Function& function = model.mlprogram().functions().at(name);
  MUSTER_CHECK_OK(refuse_state(model.description(), function));
  const auto block = function.block_specializations().find(function.opset());
  if (block == function.block_specializations().end())
    return fail(ErrorCode::kMalformed,
                fmt::format("the program has no operations for its own opset {}", in_quotes(function.opset())));
  MUSTER_CHECK_OK(check_operations(block->second));
  return ProgramFunction{&function, &block->second};
}

}  // namespace muster
