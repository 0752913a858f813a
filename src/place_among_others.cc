// What earlier Runs are to a new one.
#include "place_among_others.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "metrics/classification.h"
#include "metrics/decision_flips.h"
#include "record/history.h"
#include "record/read_run.h"
#include "record/run_writer.h"

namespace muster {
namespace {

/// A Run of the history whose photos were these; `facts` are all but its photos.
struct Earlier {
  std::filesystem::path file;
  Run facts;
};

/// Those that graded a model on the run's photos, by time. What cannot be read is left out: no fault of the new Run.
Result<std::vector<Earlier>> earlier_gradings(const std::filesystem::path& history, const Run& run) {
  std::vector<Earlier> earlier;
  if (history.empty() || run.data_sha256.empty()) return earlier;
  MUSTER_TRY(const auto files, list_history(history));
  for (const std::filesystem::path& file : files) {
    auto database = open_run(file);
    auto facts = database ? read_facts(*database) : Result<Run>(Run{});
    if (facts && facts->model && facts->data_sha256 == run.data_sha256) earlier.push_back({file, std::move(*facts)});
  }
  return earlier;
}

double top1_accuracy(const Run& run) {
  const auto counts = count_classification(run);
  return counts && counts->photos > 0 ? static_cast<double>(counts->top1) / static_cast<double>(counts->photos) : 0;
}

/// The best of them, or the last, which is first of all by a model of the same name; "": there is none. Later ones win
/// ties.
std::filesystem::path choose(const std::vector<Earlier>& gradings, bool best, const Run& run) {
  std::filesystem::path chosen;
  std::pair<bool, double> highest{false, -1};
  for (const auto& [file, facts] : gradings) {
    const bool same_name = !best && run.model && facts.model->path.filename() == run.model->path.filename();
    double accuracy = 0;
    if (best) {
      const auto whole = load_run(file);
      if (!whole) continue;
      accuracy = top1_accuracy(*whole);
    }
    const std::pair rank(same_name, accuracy);
    if (rank < highest) continue;
    highest = rank;
    chosen = file;
  }
  return chosen;
}

/// The baseline that is asked for; nullopt: none is, or none is there yet. Fills run.baseline.
Result<std::optional<Run>> find_baseline(const CheckOptions& options, const std::vector<Earlier>& gradings, Run& run) {
  if (options.baseline.empty()) return std::nullopt;
  const bool best = options.baseline == "best", named = !best && options.baseline != "last";
  const auto file = named ? std::filesystem::path(options.baseline) : choose(gradings, best, run);
  run.baseline.emplace();
  if (file.empty()) return std::nullopt;
  MUSTER_TRY(Run earlier, load_run(file));
  if (earlier.decision)
    return fail(ErrorCode::kInvalidArgument,
                file.string() + ": was decided early, on some of its photos only, so nothing is held against it");
  Baseline& baseline = *run.baseline;
  baseline.source = file.string();
  baseline.observed_at = earlier.observed_at;
  baseline.model_bytes = earlier.model ? earlier.model->file_bytes : 0;
  baseline.machine = earlier.machine;
  baseline.latency_runs = earlier.latency_runs;
  for (const LimitResult& result : judge(earlier, options.budget).limits)
    if (result.measurement) baseline.figures.push_back(*result.measurement);
  return earlier;
}

/// How often the photos graded a model, this time too.
Gradings count_gradings(const std::vector<Earlier>& gradings, const Run& run) {
  std::set<std::string> models{run.model->sha256};
  for (const Earlier& earlier : gradings) models.insert(earlier.facts.model->sha256);
  return {gradings.size() + 1, models.size()};
}

/// Fills run.reference.
Result<std::optional<Comparison>> compare_with(const Run* reference, Run& run) {
  if (reference == nullptr) return std::nullopt;
  auto comparison = compare_decisions(*reference, run);
  if (!comparison && run.interrupted) return std::nullopt;
  if (!comparison) return tl::unexpected(comparison.error());
  run.reference = facts_of(*comparison, *reference);
  return std::move(*comparison);
}

/// Gives the earlier Run's photos the paths that the same files have now: a checkout may lie elsewhere.
void adopt_paths(Run& earlier, const Run& run) {
  const auto& digests = run.predictions.digests;
  std::map<std::array<std::byte, 32>, std::size_t> places;
  for (std::size_t i = 0; i < digests.size(); ++i)
    if (digests[i] != std::array<std::byte, 32>{}) places.emplace(digests[i], i);
  StringColumn paths;
  for (std::size_t i = 0; i < earlier.dataset.size(); ++i) {
    const bool read = i < earlier.predictions.digests.size();
    const auto found = read ? places.find(earlier.predictions.digests[i]) : places.end();
    paths.push_back(found == places.end() ? earlier.dataset.paths[i] : run.dataset.paths[found->second]);
  }
  earlier.dataset.paths = std::move(paths);
}

bool has_answers(const Run& run) {
  return !run.predictions.states.empty();
}

}  // namespace

Result<std::optional<Comparison>> hold_against_others(const CheckOptions& options, const Run* reference, Run& run) {
  MUSTER_TRY(const auto gradings, earlier_gradings(options.history, run));
  if (!options.history.empty() && !run.data_sha256.empty() && run.model) run.gradings = count_gradings(gradings, run);
  MUSTER_TRY(auto baseline, find_baseline(options, gradings, run));
  if (baseline) adopt_paths(*baseline, run);
  if (reference == nullptr && baseline && has_answers(*baseline) && has_answers(run)) reference = &*baseline;
  return compare_with(reference, run);
}

Result<std::optional<Comparison>> place_among_others(const CheckOptions& options, const Run* reference, Run& run) {
  auto comparison = hold_against_others(options, reference, run);  // what was measured is kept, whatever comes of it
  const bool learned = run.reference || run.baseline || run.gradings;
  if (!options.run_file.empty() && learned) MUSTER_CHECK_OK(rewrite_documents(options.run_file, run));
  if (!options.history.empty() && run.complete && !run.interrupted)
    MUSTER_CHECK_OK(add_to_history(options.history, run));
  return comparison;
}

}  // namespace muster
