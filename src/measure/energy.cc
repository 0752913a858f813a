#include "measure/energy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <thread>

#include "measure/latency.h"
#include "muster/power_reading.h"
#include "worker/protocol.h"

namespace muster {
namespace {

using Clock = std::chrono::steady_clock;

/// What a meter says at a moment.
struct Look {
  PowerReading reading;
  Clock::time_point at;
};

/// The readings at a moment, the best first, of those that count energy.
std::vector<PowerReading> meters_in(const std::vector<std::string>& texts, const std::string& where) {
  std::vector<PowerReading> meters;
  for (const std::string& text : texts) {
    const auto readings = parse_power_readings(text, where);
    if (!readings || !*readings || (*readings)->size() != 1) continue;
    const PowerReading& reading = (*readings)->front();
    if (!reading.rails_joules.empty() || reading.energy_joules || (reading.charge_mah && reading.volts))
      meters.push_back(reading);
  }
  return meters;
}

/// The first that tells what a model takes. Errors: none does.
Result<PowerReading> choose_meter(const std::vector<PowerReading>& meters, const std::string& where) {
  const auto usable =
      std::ranges::find_if(meters, [](const PowerReading& one) { return require_unplugged(one).has_value(); });
  const auto batteries = std::ranges::count(meters, "power_supply", &PowerReading::tool);
  if (usable != meters.end() && usable->tool == "power_supply" && batteries > 1)
    return fail(
        ErrorCode::kUnsupported,
        fmt::format("{} has {} batteries, of which it may use any: energy is read of one only; leave --energy out",
                    where, batteries));
  if (usable != meters.end()) return *usable;
  if (!meters.empty()) return tl::unexpected(require_unplugged(meters.front()).error());
  return fail(ErrorCode::kNotFound,
              fmt::format("{}: no meter of energy can be read: no rail meter, no RAPL (only root may read it on most "
                          "systems), no battery that counts; leave --energy out",
                          where));
}

/// One worker, a meter, and the whiles between looks at it.
class EnergyMeasurement {
 public:
  EnergyMeasurement(WorkerProcess& worker, const RunOptions& options, const Hooks& hooks)
      : worker_(worker),
        options_(options),
        hooks_(hooks),
        where_(options.device.empty() ? "this machine" : options.device) {}

  /// Whether there is a meter.
  Result<void> require_meter() { return look(); }

  Result<EnergyRun> measure(const std::filesystem::path& photo) {
    MUSTER_CHECK_OK(look());
    const std::array phases{&EnergyMeasurement::idle, &EnergyMeasurement::work, &EnergyMeasurement::idle};
    for (const auto phase : phases) {
      MUSTER_TRY(const std::uint64_t inferences, (this->*phase)(photo));
      const Look before = last_;
      MUSTER_CHECK_OK(look());
      spans_.push_back({before.reading, last_.reading, last_.at - before.at, inferences});
    }
    return energy_of(spans_);
  }

 private:
  /// Reads the meter: the best the first time, afterwards the same.
  Result<void> look() {
    worker_.expect_answer();
    worker_.send("power", nlohmann::json::object());
    MUSTER_TRY(const Message message, next_message(worker_, options_, hooks_));
    MUSTER_TRY(const PowerTexts told, decode<PowerTexts>(message));
    const std::vector<PowerReading> meters = meters_in(told.texts, where_);
    if (last_.reading.tool.empty()) {
      MUSTER_TRY(PowerReading meter, choose_meter(meters, where_));
      last_ = {std::move(meter), Clock::now()};
      return {};
    }
    const auto same = std::ranges::find_if(meters, [&](const PowerReading& one) {
      return one.tool == last_.reading.tool && one.name == last_.reading.name;
    });
    if (same == meters.end())
      return fail(ErrorCode::kRuntime,
                  fmt::format("{}: its meter ({}) tells nothing any more", where_, last_.reading.tool));
    last_ = {*same, Clock::now()};
    return {};
  }

  void tell() const { report_seconds(hooks_, "energy", start_, 2 * options_.energy); }

  Result<std::uint64_t> idle(const std::filesystem::path& /*photo*/) {
    constexpr auto kLook = std::chrono::milliseconds(50);
    const auto end = Clock::now() + std::chrono::milliseconds(options_.energy) / 2;
    while (Clock::now() < end) {
      if (hooks_.stopped()) return fail(ErrorCode::kStopped, "stopped by the user");
      tell();
      std::this_thread::sleep_for(std::min<Clock::duration>(kLook, end - Clock::now()));
    }
    return 0;
  }

  Result<std::uint64_t> work(const std::filesystem::path& photo) {
    const std::int64_t length = std::chrono::nanoseconds(options_.energy).count();
    worker_.expect_answer();
    worker_.send("time", TimeRequest{photo.string(), 0, length, length, 1});
    LatencyRun timed;
    MUSTER_CHECK_OK(collect_times(worker_, options_, hooks_, timed, [&] { tell(); }));
    return timed.steady.size() + timed.warmup.size() + (timed.first ? 1 : 0);
  }

  WorkerProcess& worker_;
  const RunOptions& options_;
  const Hooks& hooks_;
  std::string where_;
  Clock::time_point start_ = Clock::now();
  Look last_;
  std::vector<ReadingSpan> spans_;
};

}  // namespace

Result<void> measure_energy(const Classifier& classifier, const std::filesystem::path& photo, const RunOptions& options,
                            const Hooks& hooks, Run& run) {
  MUSTER_TRY(OpenWorker worker, open_worker(classifier, options.threads, options, hooks));
  const Origin origin = note_where(worker.opened, classifier, run);
  auto energy = EnergyMeasurement(*worker.process, options, hooks).measure(photo);
  if (hooks.stopped()) return {};
  if (!energy) {
    run.events.push_back({"energy-not-measured", classifier.model.path.string(), energy.error().message});
    ++run.event_count;
    return {};
  }
  energy->origin = energy->meter == kRaplMeter && origin == Origin::kDevice ? Origin::kHost : origin;
  if (worker.opened.elsewhere) energy->device = worker.opened.elsewhere->device;
  energy->model_proof = ModelProof::kDigest;
  run.energy_runs.push_back(std::move(*energy));
  return {};
}

Result<void> require_meter(const Classifier& classifier, const RunOptions& options, const Hooks& hooks, Run& run) {
  MUSTER_TRY(OpenWorker worker, open_worker(classifier, options.threads, options, hooks));
  if (note_where(worker.opened, classifier, run) == Origin::kEmulated)
    return fail(
        ErrorCode::kInvalidArgument,
        fmt::format("{} is an emulator, whose energy is that of the machine that it runs on; leave --energy out",
                    options.device.empty() ? "this machine" : options.device));
  return EnergyMeasurement(*worker.process, options, hooks).require_meter();
}

}  // namespace muster
