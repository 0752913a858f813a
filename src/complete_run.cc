// A Run completed by what a device measured.
#include <fmt/format.h>

#include <algorithm>

#include "evidence.h"
#include "muster/verbs.h"
#include "write_run.h"

namespace muster {

Result<Run> complete_run(const std::filesystem::path& file, const EvidenceOptions& evidence,
                         const std::filesystem::path& output) {
  MUSTER_CHECK_OK(require_other_file(file, output));
  MUSTER_TRY(Run run, load_run(file));
  MUSTER_TRY(const LatencyRun timed, take_latency_log(evidence, run.model));
  if (timed.origin != Origin::kDevice)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("on which device was {} measured? Say so with --measured-on \"DEVICE; OS; RUNTIME; "
                            "ACCELERATOR; DATE\"",
                            evidence.latency_log.string()));
  const bool known = std::ranges::any_of(run.latency_runs, [&](const LatencyRun& one) {
    return one.origin == timed.origin && one.device.name == timed.device.name && one.device.date == timed.device.date &&
           one.accelerator == timed.accelerator && one.steady == timed.steady &&
           one.summary.has_value() == timed.summary.has_value() &&
           (!one.summary || (one.summary->mean == timed.summary->mean && one.summary->count == timed.summary->count));
  });
  if (known)
    return fail(ErrorCode::kInvalidArgument, fmt::format("{} has these times of the {} already; a log counts once",
                                                         file.string(), timed.device.name));
  run.latency_runs.push_back(timed);
  MUSTER_CHECK_OK(write_run(output, run, {file}));
  return run;
}

}  // namespace muster
