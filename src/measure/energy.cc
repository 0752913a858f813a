#include "measure/energy.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "measure/latency.h"
#include "muster/power_reading.h"
#include "worker/protocol.h"

namespace muster {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view kBattery = "power_supply";

/// What a meter says at a moment.
struct Look {
  PowerReading reading;
  Clock::time_point at;
};

/// Whether it has a counter; else it tells at most the power of a moment.
bool counts_energy(const PowerReading& reading) {
  return !reading.rails_joules.empty() || reading.energy_joules || (reading.charge_mah && reading.volts);
}

/// The readings at a moment, the best first, of which energy can be had, and how many batteries there are.
struct Meters {
  std::vector<PowerReading> readings;
  int batteries = 0;
};

Meters meters_in(const std::vector<std::string>& texts, const std::string& where) {
  Meters meters;
  for (const std::string& text : texts) {
    const auto readings = parse_power_readings(text, where);
    if (!readings || !*readings || (*readings)->size() != 1) continue;
    const PowerReading& reading = (*readings)->front();
    if (reading.tool == kBattery) ++meters.batteries;
    if (counts_energy(reading) || drawn_watts_of(reading)) meters.readings.push_back(reading);
  }
  return meters;
}

/// The first that tells what a model takes. Errors: none does.
Result<PowerReading> choose_meter(const Meters& meters, const std::string& where) {
  const auto& readings = meters.readings;
  const auto usable =
      std::ranges::find_if(readings, [](const PowerReading& one) { return require_unplugged(one).has_value(); });
  if (usable != readings.end() && usable->tool == kBattery && meters.batteries > 1)
    return fail(ErrorCode::kUnsupported,
                fmt::format("{} has {} batteries, of which it may use any: energy is read of one only; leave --energy "
                            "out",
                            where, meters.batteries));
  if (usable != readings.end()) return *usable;
  if (!readings.empty()) return tl::unexpected(require_unplugged(readings.front()).error());
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
    const std::chrono::milliseconds work = options_.energy, idle = work / 2;
    for (const auto& [phase, length] :
         {std::pair(&EnergyMeasurement::idle, idle), std::pair(&EnergyMeasurement::work, work),
          std::pair(&EnergyMeasurement::idle, idle)})
      MUSTER_CHECK_OK(in_pieces(phase, length, photo));
    return energy_of(spans_);
  }

 private:
  /// Reads the meter: the best the first time, afterwards the same.
  Result<void> look() {
    worker_.expect_answer();
    worker_.send("power", nlohmann::json::object());
    MUSTER_TRY(const Message message, next_message(worker_, options_, hooks_));
    MUSTER_TRY(const PowerTexts told, decode<PowerTexts>(message));
    const Meters meters = meters_in(told.texts, where_);
    if (last_.reading.tool.empty()) {
      MUSTER_TRY(PowerReading meter, choose_meter(meters, where_));
      last_ = {std::move(meter), Clock::now()};
      return {};
    }
    const auto same = std::ranges::find_if(meters.readings, [&](const PowerReading& one) {
      return one.tool == last_.reading.tool && one.name == last_.reading.name;
    });
    if (same == meters.readings.end())
      return fail(ErrorCode::kRuntime,
                  fmt::format("{}: its meter ({}) tells nothing any more", where_, last_.reading.tool));
    last_ = {*same, Clock::now()};
    return {};
  }

  using Phase = Result<std::uint64_t> (EnergyMeasurement::*)(std::chrono::milliseconds, const std::filesystem::path&);

  /// A phase, with a look after each piece. RAPL's counters begin anew every few minutes, and are looked at more often
  /// than that, a current, which is of a moment, every two seconds; of other meters each look adds its step to the
  /// error.
  Result<void> in_pieces(Phase phase, std::chrono::milliseconds length, const std::filesystem::path& photo) {
    constexpr std::chrono::milliseconds kRaplPiece = std::chrono::seconds(20), kPowerPiece = std::chrono::seconds(2);
    const auto piece = last_.reading.tool == kRaplMeter ? kRaplPiece
                       : counts_energy(last_.reading)   ? length
                                                        : kPowerPiece;
    for (auto left = length; left.count() > 0; left -= std::min(left, piece)) {
      const Look before = last_;
      MUSTER_TRY(const std::uint64_t inferences, (this->*phase)(std::min(left, piece), photo));
      MUSTER_CHECK_OK(look());
      spans_.push_back({before.reading, last_.reading, last_.at - before.at, inferences});
    }
    return {};
  }

  void tell() const { report_seconds(hooks_, "energy", start_, 2 * options_.energy); }

  Result<std::uint64_t> idle(std::chrono::milliseconds length, const std::filesystem::path& /*photo*/) {
    constexpr auto kLook = std::chrono::milliseconds(50);
    const auto end = Clock::now() + length;
    while (Clock::now() < end) {
      if (hooks_.stopped()) return fail(ErrorCode::kStopped, "stopped by the user");
      tell();
      std::this_thread::sleep_for(std::min<Clock::duration>(kLook, end - Clock::now()));
    }
    return 0;
  }

  Result<std::uint64_t> work(std::chrono::milliseconds length, const std::filesystem::path& photo) {
    const std::int64_t nanoseconds = std::chrono::nanoseconds(length).count();
    worker_.expect_answer();
    worker_.send("time", TimeRequest{photo.string(), 0, nanoseconds, nanoseconds, 1});
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
  if (!energy && (worker.process->ended() || energy.error().code == ErrorCode::kDisconnected)) {
    run.interrupted = run.interrupted || energy.error().code == ErrorCode::kDisconnected;
    run.events.push_back({"run-cut-short", classifier.model.path.string(), "energy: " + energy.error().message});
    ++run.event_count;
    return {};
  }
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
