#include "time_with_benchmark_model.h"

#include <fmt/format.h>

#include "device/benchmark_model.h"
#include "import/latency_log.h"
#include "import/logs/log_format.h"
#include "import/power/power_format.h"

namespace muster {
namespace {

/// What `dumpsys battery` tells; nullopt where it does not speak.
std::optional<DeviceState> state_of(const std::string& dump, Nanoseconds at) {
  const auto readings = dumpsys_battery_power.read(dump);
  if (!readings || readings->empty()) return std::nullopt;
  const PowerReading& reading = readings->front();
  DeviceState state;
  state.at = at;
  state.temperature_celsius = reading.temperature_celsius;
  state.battery_percent = reading.level_percent;
  state.charging = reading.charging;
  return state;
}

}  // namespace

Result<LatencyRun> time_with_benchmark_model(const RunOptions& options, const Model& model, const Hooks& hooks) {
  MUSTER_TRY(const BenchmarkOutput output, run_benchmark_model(options, model, hooks));
  const auto unusable = [&](const std::string& why) {
    return fail(ErrorCode::kRuntime, fmt::format("benchmark_model on {}: {}", options.device, why));
  };
  const auto records = benchmark_model_log.read(output.log);
  if (!records) return unusable("line " + records.error().message);
  if (records->empty()) return unusable("no run in what it printed");
  if (records->size() > 1) return unusable(fmt::format("{} runs in what it printed, not one", records->size()));
  const DeviceRecord& record = records->front();
  if (!record.refusal.empty()) return unusable(record.refusal);
  if (!same_file_size(record, model.file_bytes))
    return unusable(fmt::format("it ran a model of {} MB, and this one has {:.6g} MB", *record.model_megabytes,
                                static_cast<double>(model.file_bytes) / 1e6));
  LatencyRun run = record.run;
  run.graph.clear();  // the name that muster gave it there
  run.source = options.device;
  run.origin = output.emulated ? Origin::kEmulated : Origin::kDevice;
  run.device = output.device;
  if (run.accelerator.empty()) run.accelerator = "cpu";
  run.device.accelerator = run.accelerator;
  run.model_proof = ModelProof::kDigest;
  for (const auto& [dump, at] : {std::pair(&output.before, Nanoseconds(0)), std::pair(&output.after, output.took)})
    if (auto state = state_of(*dump, at)) run.states.push_back(*state);
  return run;
}

}  // namespace muster
