#include <fstream>

#include "base/power_texts.h"
#include "base/text.h"
#include "runtime/runtime.h"

namespace muster {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kSteadyRuns = 64;
constexpr Nanoseconds kBetweenSamples = std::chrono::milliseconds(100);

/// High-water mark of this process's resident memory; 0 where the system does not say.
std::uint64_t peak_memory_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:"))
      return static_cast<std::uint64_t>(
                 parse_integer(std::string_view(line).substr(6, line.find(" kB") - 6)).value_or(0)) *
             1024;
  return 0;
}

/// Runs while `more(elapsed since the phase began, runs so far)`.
Result<void> time_phase(const char* phase, const std::function<Result<void>()>& infer,
                        const std::function<bool(Nanoseconds, int)>& more, const TakeSamples& take) {
  const auto start = Clock::now();
  TimingSamples samples;
  samples.phase = phase;
  Nanoseconds elapsed{}, sent{};
  for (int runs = 0; more(elapsed, runs); ++runs) {
    const auto begin = Clock::now();
    MUSTER_CHECK_OK(infer());
    const auto end = Clock::now();
    samples.times.push_back(end - begin);
    elapsed = end - start;
    if (elapsed - sent < kBetweenSamples) continue;
    take(samples);
    samples.times.clear();
    sent = elapsed;
  }
  if (!samples.times.empty()) take(samples);
  return {};
}

}  // namespace

Result<void> Session::time(const TimingPlan& plan, std::span<const std::span<const std::byte>> inputs,
                           std::span<const std::span<std::byte>> outputs, const TakeSamples& take) {
  const auto infer = [&] { return run(inputs, outputs); };
  const auto begin = Clock::now();
  MUSTER_CHECK_OK(infer());
  const Nanoseconds first = Clock::now() - begin;
  take({"first", {first}, 0, 0, {}});
  const bool cold = first < plan.warmup;  // a longer first run has warmed it up
  MUSTER_CHECK_OK(time_phase(
      "warmup", infer, [&](Nanoseconds elapsed, int) { return cold && elapsed < plan.warmup; }, take));
  const auto more = [&](Nanoseconds elapsed, int runs) {
    return runs < plan.least_runs || (elapsed < plan.most && (runs < kSteadyRuns || elapsed < plan.least));
  };
  MUSTER_CHECK_OK(time_phase("steady", infer, more, take));
  take({"done", {}, peak_memory_bytes(), 0, {}});
  return {};
}

Result<std::vector<std::string>> Session::power_texts() {
  return read_power_texts(sysfs_folder());
}

}  // namespace muster
