#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "muster/power_reading.h"

namespace muster {
namespace {

constexpr double kJoulesPerMilliampereHourVolt = 3.6;
constexpr double kEnergyStepJoules = 36;  // 10 mWh, in which laptops' batteries count

/// Both readings of a span.
struct Pair {
  PowerReading before, after;
};

/// What a meter counted between two readings, and how finely.
struct Counted {
  double joules = 0, step_joules = 0;
};

std::optional<Counted> by_rails(const Pair& pair) {
  if (pair.before.rails_joules.empty() || pair.before.rails_joules.size() != pair.after.rails_joules.size())
    return std::nullopt;
  Counted counted{0, 1e-6};
  for (std::size_t i = 0; i < pair.before.rails_joules.size(); ++i) {
    const double joules = pair.after.rails_joules[i].second - pair.before.rails_joules[i].second;
    if (pair.before.rails_joules[i].first != pair.after.rails_joules[i].first || joules < 0) return std::nullopt;
    counted.joules += joules;
  }
  return counted;
}

std::optional<Counted> by_energy(const Pair& pair) {
  if (!pair.before.energy_joules || !pair.after.energy_joules || !pair.before.rails_joules.empty()) return std::nullopt;
  return Counted{*pair.before.energy_joules - *pair.after.energy_joules, kEnergyStepJoules};
}

std::optional<Counted> by_charge(const Pair& pair) {
  const auto& [before, after] = pair;
  if (!before.charge_mah || !after.charge_mah || !before.volts || !after.volts) return std::nullopt;
  const double joules_per_mah = kJoulesPerMilliampereHourVolt * (*before.volts + *after.volts) / 2;
  const double step = std::min(before.charge_step_mah.value_or(1), after.charge_step_mah.value_or(1));
  return Counted{(*before.charge_mah - *after.charge_mah) * joules_per_mah, step * joules_per_mah};
}

/// One way of counting, the best first.
struct Meter {
  std::string_view name;
  std::optional<Counted> (*count)(const Pair& pair);
};
constexpr std::array kMeters{Meter{"rails", &by_rails}, Meter{"battery's energy", &by_energy},
                             Meter{"battery's charge", &by_charge}};

Result<PowerReading> one_reading(const std::filesystem::path& file) {
  MUSTER_TRY(const auto readings, read_power_readings(file));
  if (!readings || readings->size() != 1 || readings->front().discharge)
    return fail(
        ErrorCode::kMalformed,
        fmt::format("{}: not one reading of a battery or meter at a moment (dumpsys battery, a uevent, energy_value)",
                    file.string()));
  const PowerReading& reading = readings->front();
  if (reading.plugged || reading.charging == Charging::kCharging || reading.charging == Charging::kFull)
    return fail(
        ErrorCode::kInvalidArgument,
        fmt::format("{}: the device was plugged in or charging, so that its battery does not tell what the model "
                    "took; unplug it and measure again",
                    file.string()));
  return reading;
}

Result<EnergySpan> span_by(const Meter& meter, const Pair& pair, const PowerSpan& asked) {
  const auto counted = meter.count(pair);
  const auto refuse = [&](std::string_view what) {
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{} to {}: the {} {}", asked.before.string(), asked.after.string(), meter.name, what));
  };
  if (asked.length.count() <= 0) return refuse("needs a time greater than zero");
  if (counted->joules < 0) return refuse("went the other way: are the files in order, and was it not charged?");
  if (asked.inferences > 0 && counted->joules < counted->step_joules)
    return refuse("did not move while the model ran: run it for longer");
  return EnergySpan{std::chrono::duration_cast<Nanoseconds>(asked.length), counted->joules, counted->step_joules,
                    asked.inferences};
}

}  // namespace

Result<EnergyRun> energy_of(const std::vector<PowerSpan>& spans) {
  std::vector<Pair> pairs;
  EnergyRun run;
  for (const PowerSpan& span : spans) {
    MUSTER_TRY(PowerReading before, one_reading(span.before));
    MUSTER_TRY(PowerReading after, one_reading(span.after));
    const PowerReading& first = pairs.empty() ? before : pairs.front().before;
    if (before.tool != first.tool || before.name != first.name || after.tool != first.tool || after.name != first.name)
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("{} to {}: readings of different batteries or of different kinds", span.before.string(),
                              span.after.string()));
    pairs.push_back({std::move(before), std::move(after)});
    run.source += fmt::format("{}{}, {}", run.source.empty() ? "" : ", ", span.before.string(), span.after.string());
  }
  if (std::ranges::none_of(spans, [](const PowerSpan& span) { return span.inferences > 0; }))
    return fail(ErrorCode::kInvalidArgument,
                "no span in which the model ran: give --work BEFORE AFTER SECONDS INFERENCES");
  const auto meter = std::ranges::find_if(kMeters, [&](const Meter& one) {
    return std::ranges::all_of(pairs, [&](const Pair& pair) { return one.count(pair).has_value(); });
  });
  if (meter == kMeters.end())
    return fail(ErrorCode::kInvalidArgument,
                "no meter that all readings have: rails, the battery's energy, or its charge and voltage");
  run.meter = meter->name;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    MUSTER_TRY(const EnergySpan span, span_by(*meter, pairs[i], spans[i]));
    run.spans.push_back(span);
  }
  double work_joules = 0, work_seconds = 0, idle_joules = 0, idle_seconds = 0;
  for (const EnergySpan& span : run.spans) {
    const double seconds = std::chrono::duration<double>(span.duration).count();
    (span.inferences > 0 ? work_joules : idle_joules) += span.joules;
    (span.inferences > 0 ? work_seconds : idle_seconds) += seconds;
  }
  if (idle_seconds > 0 && work_joules <= idle_joules / idle_seconds * work_seconds)
    return fail(
        ErrorCode::kInvalidArgument,
        "idling took as much as the work, so that nothing is left for the model: run it for longer, or more often");
  return run;
}

}  // namespace muster
