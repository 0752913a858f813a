#include "model/coreml/function_to_run.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

#include "base/text.h"

namespace muster {

namespace spec = CoreML::Specification;

Result<std::string> function_to_run(const spec::Model& model) {
  constexpr std::size_t kMostNamed = 20;
  const auto& functions = model.mlprogram().functions();
  if (functions.empty()) return fail(ErrorCode::kMalformed, "a program without a function");
  const std::string& stated = model.description().defaultfunctionname();
  const std::string name = !stated.empty() ? stated : functions.size() == 1 ? functions.begin()->first : "main";
  if (functions.contains(name)) return name;
  std::set<std::string> names;
  for (const auto& [other, function] : functions)
    if (names.size() < kMostNamed) names.insert(in_quotes(other));
  return fail(ErrorCode::kUnsupported,
              fmt::format("a program of several functions ({}) and none of the name {}; save the one that is to be "
                          "checked alone",
                          fmt::join(names, ", "), in_quotes(name)));
}

void describe_function_to_run(spec::Model& model) {
  if (!model.has_mlprogram() || model.description().functions().empty()) return;
  const auto name = function_to_run(model);
  if (!name) return;
  spec::ModelDescription& description = *model.mutable_description();
  for (const spec::FunctionDescription& function : description.functions()) {
    if (function.name() != *name) continue;
    *description.mutable_input() = function.input();
    *description.mutable_output() = function.output();
    *description.mutable_state() = function.state();
    description.set_predictedfeaturename(function.predictedfeaturename());
    description.set_predictedprobabilitiesname(function.predictedprobabilitiesname());
    return;
  }
}

}  // namespace muster
