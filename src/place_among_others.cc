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

/// All but the photos of a Run of the history; nullopt: it cannot be read, which is no fault of the new Run.
std::optional<Run> facts_of_file(const std::filesystem::path& file) {
  auto database = open_run(file);
  if (!database) return std::nullopt;
  auto run = read_facts(*database);
  if (!run) return std::nullopt;
  return std::move(*run);
}

double top1_accuracy(const Run& run) {
  const auto counts = count_classification(run);
  return counts && counts->photos > 0 ? static_cast<double>(counts->top1) / static_cast<double>(counts->photos) : 0;
}

/// The file of the history that is asked for; "": none is there. Later ones win ties.
Result<std::filesystem::path> choose(const CheckOptions& options, const Run& run) {
  MUSTER_TRY(const auto files, list_history(options.history));
  std::filesystem::path chosen;
  std::pair<bool, double> best{false, -1};
  for (const std::filesystem::path& file : files) {
    const auto facts = facts_of_file(file);
    if (!facts || !facts->model || run.data_sha256.empty() || facts->data_sha256 != run.data_sha256) continue;
    const bool same_name = run.model && facts->model->path.filename() == run.model->path.filename();
    double accuracy = 0;
    if (options.baseline == "best") {
      const auto whole = load_run(file);
      if (!whole) continue;
      accuracy = top1_accuracy(*whole);
    }
    const std::pair rank(same_name, accuracy);
    if (rank < best) continue;
    best = rank;
    chosen = file;
  }
  return chosen;
}

/// The baseline that is asked for; nullopt: none is, or none is there yet. Fills run.baseline.
Result<std::optional<Run>> find_baseline(const CheckOptions& options, Run& run) {
  if (options.baseline.empty()) return std::nullopt;
  const bool named = options.baseline != "last" && options.baseline != "best";
  std::filesystem::path file = options.baseline;
  if (!named) {
    MUSTER_TRY(file, choose(options, run));
  }
  run.baseline.emplace();
  if (file.empty()) return std::nullopt;
  MUSTER_TRY(Run earlier, load_run(file));
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

/// How often the run's photos graded a model, this time too.
Result<void> count_gradings(const std::filesystem::path& history, Run& run) {
  if (history.empty() || run.data_sha256.empty() || !run.model) return {};
  MUSTER_TRY(const auto files, list_history(history));
  std::set<std::string> models{run.model->sha256};
  std::uint64_t runs = 1;
  for (const std::filesystem::path& file : files) {
    const auto facts = facts_of_file(file);
    if (!facts || !facts->model || facts->data_sha256 != run.data_sha256) continue;
    models.insert(facts->model->sha256);
    ++runs;
  }
  run.gradings = Gradings{runs, models.size()};
  return {};
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
  MUSTER_CHECK_OK(count_gradings(options.history, run));
  MUSTER_TRY(auto baseline, find_baseline(options, run));
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
