#include "record/class_scores.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/dequantize.h"
#include "base/text.h"
#include "record/output_sample.h"
#include "record/read_run.h"

namespace muster {
namespace {

double sigmoid(double logit) {
  return 1 / (1 + std::exp(-logit));
}

/// One output is a two-class model: class 0 has its probability, class 1 the rest.
float score_of_single(float output, std::span<const std::uint32_t> outputs, std::string_view kind) {
  const double yes = kind == "logit" ? sigmoid(static_cast<double>(output)) : static_cast<double>(output);
  double sum = 0;
  for (const std::uint32_t one : outputs) sum += one == 0 ? yes : 1 - yes;
  return static_cast<float>(sum);
}

std::vector<std::uint32_t> outputs_of(const Run& run, std::string_view class_name) {
  const std::uint32_t first = run.dataset.background_first ? 1 : 0;
  std::vector<std::uint32_t> outputs;
  if (const auto group = std::ranges::find(run.class_groups, class_name, &ClassGroup::name);
      group != run.class_groups.end()) {
    for (const std::uint32_t member : group->classes) outputs.push_back(member + first);
    return outputs;
  }
  const auto& names = run.dataset.class_names;
  const auto found = std::ranges::find(names, class_name);
  if (found != names.end()) outputs.push_back(static_cast<std::uint32_t>(found - names.begin()) + first);
  return outputs;
}

}  // namespace

Result<std::vector<std::vector<std::uint32_t>>> find_outputs(const Run& run, std::span<const std::string> names) {
  std::vector<std::vector<std::uint32_t>> found;
  for (const std::string& name : names) {
    found.push_back(outputs_of(run, name));
    if (!found.back().empty()) continue;
    auto known = run.dataset.class_names;
    for (const ClassGroup& group : run.class_groups) known.push_back(group.name);
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{} is no class of the model{}", in_quotes(name), did_you_mean(name, known)));
  }
  return found;
}

float class_score(std::span<const float> scores, std::span<const std::uint32_t> outputs, std::string_view kind) {
  if (scores.size() == 1) return score_of_single(scores[0], outputs, kind);
  const auto score = [&](std::uint32_t output) { return static_cast<double>(scores[output]); };
  if (kind == "sigmoid") {
    double largest = -std::numeric_limits<double>::infinity();
    for (const std::uint32_t output : outputs) largest = std::max(largest, score(output));
    return static_cast<float>(largest);
  }
  double sum = 0;
  if (kind != "logit") {
    for (const std::uint32_t output : outputs) sum += score(output);
    return static_cast<float>(sum);
  }
  const auto highest = static_cast<double>(*std::ranges::max_element(scores));
  double all = 0;
  for (const float one : scores) all += std::exp(static_cast<double>(one) - highest);
  for (const std::uint32_t output : outputs) sum += std::exp(score(output) - highest);
  return static_cast<float>(sum / all);
}

Result<void> read_class_scores(Database& database, std::span<const std::string> names, Run& run) {
  run.class_scores.clear();
  if (names.empty()) return {};
  if (!run.predictions.output)
    return fail(ErrorCode::kUnsupported,
                fmt::format("{}: has no whole outputs, only the best classes; a threshold for one class needs a Run "
                            "that muster observed from photos",
                            database.name()));
  MUSTER_TRY(const auto wanted, find_outputs(run, names));
  const std::uint64_t outputs = element_count(*run.predictions.output);
  for (const auto& members : wanted)
    if (outputs > 1 && std::ranges::any_of(members, [&](std::uint32_t output) { return output >= outputs; }))
      return fail(ErrorCode::kMalformed, fmt::format("{}: damaged: more classes than outputs", database.name()));
  for (const std::string& name : names)
    run.class_scores.push_back({name, std::vector<float>(run.dataset.size(), std::numeric_limits<float>::quiet_NaN())});
  return for_each_output(database, run, [&](std::size_t photo, std::span<const std::byte> bytes) -> Result<void> {
    if (run.predictions.states[photo] != PhotoState::kScored) return {};
    MUSTER_TRY(const std::vector<float> scores, dequantize(*run.predictions.output, bytes));
    if (scores.empty()) return {};
    for (std::size_t i = 0; i < wanted.size(); ++i)
      run.class_scores[i].values[photo] = class_score(scores, wanted[i], run.predictions.score_kind);
    return {};
  });
}

Result<void> read_scores(Database& database, const ScoreRequest& scores, Run& run) {
  MUSTER_CHECK_OK(read_class_scores(database, scores.classes, run));
  if (!scores.output_sample) return {};
  return read_output_sample(database, run);
}

}  // namespace muster
