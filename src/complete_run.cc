// A Run completed by what a device measured.
#include <fmt/format.h>

#include <algorithm>

#include "evidence.h"
#include "muster/verbs.h"
#include "write_run.h"

namespace muster {

namespace {

bool same_times(const LatencyRun& a, const LatencyRun& b) {
  return a.origin == b.origin && a.device.name == b.device.name && a.device.date == b.device.date &&
         a.accelerator == b.accelerator && a.steady == b.steady && a.summary.has_value() == b.summary.has_value() &&
         (!a.summary || (a.summary->mean == b.summary->mean && a.summary->count == b.summary->count));
}

Result<void> add_times(const std::filesystem::path& file, const EvidenceOptions& evidence, Run& run) {
  MUSTER_TRY(const LatencyRun timed, take_latency_log(evidence, run.model));
  if (timed.origin != Origin::kDevice)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("on which device was {} measured? Say so with --measured-on \"DEVICE; OS; RUNTIME; "
                            "ACCELERATOR; DATE\"",
                            evidence.latency_log.string()));
  if (std::ranges::any_of(run.latency_runs, [&](const LatencyRun& one) { return same_times(one, timed); }))
    return fail(ErrorCode::kInvalidArgument, fmt::format("{} has these times of the {} already; a log counts once",
                                                         file.string(), timed.device.name));
  run.latency_runs.push_back(timed);
  return {};
}

Result<void> add_energy(const std::filesystem::path& file, const EvidenceOptions& evidence,
                        const std::vector<PowerSpan>& spans, Run& run) {
  MUSTER_TRY(EnergyRun energy, energy_of(spans));
  MUSTER_CHECK_OK(take_origin(evidence, run.model, energy));
  if (std::ranges::find(run.energy_runs, energy.source, &EnergyRun::source) != run.energy_runs.end())
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{} has these readings already; they count once", file.string()));
  run.energy_runs.push_back(std::move(energy));
  return {};
}

}  // namespace

Result<Run> complete_run(const std::filesystem::path& file, const EvidenceOptions& evidence,
                         const std::vector<PowerSpan>& spans, const std::filesystem::path& output) {
  MUSTER_CHECK_OK(require_other_file(file, output));
  MUSTER_TRY(Run run, load_run(file));
  if (!evidence.latency_log.empty()) MUSTER_CHECK_OK(add_times(file, evidence, run));
  if (!spans.empty()) MUSTER_CHECK_OK(add_energy(file, evidence, spans, run));
  MUSTER_CHECK_OK(write_run(output, run, {file}));
  return run;
}

}  // namespace muster
