// Every class against the rest, from all outputs of a Run file.
#include "class_rankings.h"

#include <algorithm>

#include <fmt/format.h>

#include "metrics/classification.h"
#include "metrics/explored_classes.h"
#include "metrics/ranking_counter.h"
#include "record/class_scores.h"
#include "record/output_sample.h"
#include "record/read_run.h"

namespace muster {
namespace {

/// Classes after groups, and the outputs of each.
struct Classes {
  ClassGrouping grouping;
  std::vector<std::vector<std::uint32_t>> outputs;
};

Classes classes_of(const Run& run) {
  Classes classes{group_classes(run.dataset.class_names, run.class_groups), {}};
  classes.outputs.resize(classes.grouping.names.size());
  for (std::uint32_t i = 0; i < classes.grouping.of.size(); ++i)
    classes.outputs[classes.grouping.of[i]].push_back(
        static_cast<std::uint32_t>(output_of_class(i, run.dataset.background)));
  return classes;
}

/// The class of a photo that was scored; nullopt: it shows none.
std::optional<std::uint32_t> class_of(const Run& run, const Classes& classes, std::size_t photo) {
  const std::uint32_t actual = run.dataset.classes[photo];
  if (actual == kNoClass) return std::nullopt;
  return classes.grouping.of[actual];
}

/// Calls `use` with every scored photo and its outputs as probabilities.
template <class Use>
Result<void> for_each_photo(Database& database, const Run& run, const Use& use) {
  return for_each_scored(database, run, [&](std::size_t photo, const std::vector<float>& scores) -> Result<void> {
    use(photo, class_probabilities(scores, run.predictions.score_kind));
    return {};
  });
}

}  // namespace

Result<void> read_class_rankings(Database& database, Run& run) {
  run.class_rankings.clear();
  MUSTER_CHECK_OK(require_outputs(database, run));
  const Classes classes = classes_of(run);
  const std::string_view kind = run.predictions.score_kind;
  RankingCounter counter(static_cast<std::uint32_t>(classes.outputs.size()));
  std::vector<std::uint64_t> positives(classes.outputs.size());
  MUSTER_CHECK_OK(for_each_photo(database, run, [&](std::size_t photo, std::span<const double> probabilities) {
    const auto actual = class_of(run, classes, photo);
    if (!actual) return;
    ++positives[*actual];
    counter.add_positive(*actual, score_of(probabilities, classes.outputs[*actual], kind));
  }));
  counter.end_positives();
  MUSTER_CHECK_OK(for_each_photo(database, run, [&](std::size_t photo, std::span<const double> probabilities) {
    const auto actual = class_of(run, classes, photo);
    for (std::uint32_t one = 0; one < classes.outputs.size(); ++one)
      counter.count(one, score_of(probabilities, classes.outputs[one], kind), one == actual);
  }));
  for (std::uint32_t one = 0; one < classes.outputs.size(); ++one) {
    if (positives[one] == 0) continue;
    const RankingCurve curve = counter.curve(one);
    run.class_rankings.push_back(
        {classes.grouping.names[one], positives[one], average_precision(curve).value_or(0), roc_area(curve)});
  }
  return {};
}

Result<void> read_scores(Database& database, const ScoreRequest& scores, Run& run) {
  std::vector<std::string> classes = scores.classes;
  if (scores.explored && run.predictions.output)
    for (std::string& name : explored_classes(run))
      if (std::ranges::find(classes, name) == classes.end()) classes.push_back(std::move(name));
  MUSTER_CHECK_OK(read_class_scores(database, classes, run));
  if (scores.output_sample) MUSTER_CHECK_OK(read_output_sample(database, run));
  if (!scores.rankings) return {};
  return read_class_rankings(database, run);
}

}  // namespace muster
