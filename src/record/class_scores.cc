#include "record/class_scores.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/named_classes.h"
#include "base/text.h"
#include "record/read_run.h"

namespace muster {

Result<std::vector<std::vector<std::uint32_t>>> find_outputs(const Run& run, std::span<const std::string> names) {
  std::vector<std::vector<std::uint32_t>> found;
  for (const std::string& name : names) {
    found.push_back(classes_named(run, name));
    for (std::uint32_t& output : found.back())
      output = static_cast<std::uint32_t>(output_of_class(output, run.dataset.background));
    if (is_ambiguous(run, name))
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("{} classes are named {}: observe with a group of the one that is meant, as --group "
                              "NAME={}",
                              found.back().size(), in_quotes(name),
                              class_of_output(found.back().front(), run.dataset.background)));
    if (!found.back().empty()) continue;
    auto known = run.dataset.class_names;
    for (const ClassGroup& group : run.class_groups) known.push_back(group.name);
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{} is no class of the model{}", in_quotes(name), did_you_mean(name, known)));
  }
  return found;
}

std::vector<double> class_probabilities(std::span<const float> scores, std::string_view kind) {
  std::vector<double> probabilities(scores.begin(), scores.end());
  if (scores.size() == 1) {
    const double yes = kind == "logit" ? 1 / (1 + std::exp(-probabilities[0])) : probabilities[0];
    return {yes, 1 - yes};
  }
  if (kind != "logit") return probabilities;
  const double highest = *std::ranges::max_element(probabilities);
  double all = 0;
  for (double& one : probabilities) all += one = std::exp(one - highest);
  for (double& one : probabilities) one /= all;
  return probabilities;
}

float score_of(std::span<const double> probabilities, std::span<const std::uint32_t> outputs, std::string_view kind) {
  double sum = 0, largest = -std::numeric_limits<double>::infinity();
  for (const std::uint32_t output : outputs) {
    sum += probabilities[output];
    largest = std::max(largest, probabilities[output]);
  }
  return static_cast<float>(kind == "sigmoid" ? largest : sum);
}

Result<void> require_outputs(const Database& database, const Run& run) {
  if (!run.predictions.output)
    return fail(ErrorCode::kUnsupported,
                fmt::format("{}: has no whole outputs, only the best classes; scores of a class need a Run that muster "
                            "observed from photos",
                            database.name()));
  const std::uint64_t outputs = std::max<std::uint64_t>(2, element_count(*run.predictions.output));
  if (run.dataset.class_names.size() + (run.dataset.background == kNoBackground ? 0 : 1) <= outputs) return {};
  return fail(ErrorCode::kMalformed, fmt::format("{}: damaged: more classes than outputs", database.name()));
}

Result<void> read_class_scores(Database& database, std::span<const std::string> names, Run& run) {
  run.class_scores.clear();
  if (names.empty()) return {};
  MUSTER_CHECK_OK(require_outputs(database, run));
  MUSTER_TRY(const auto wanted, find_outputs(run, names));
  for (const std::string& name : names)
    run.class_scores.push_back({name, std::vector<float>(run.dataset.size(), std::numeric_limits<float>::quiet_NaN())});
  return for_each_scored(database, run, [&](std::size_t photo, const std::vector<float>& scores) -> Result<void> {
    const std::vector<double> probabilities = class_probabilities(scores, run.predictions.score_kind);
    for (std::size_t i = 0; i < wanted.size(); ++i)
      run.class_scores[i].values[photo] = score_of(probabilities, wanted[i], run.predictions.score_kind);
    return {};
  });
}

}  // namespace muster
