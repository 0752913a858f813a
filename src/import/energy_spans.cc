#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "muster/power_reading.h"

namespace muster {
namespace {

constexpr double kJoulesPerMilliampereHourVolt = 3.6;
// Fuel gauges step by up to a milliampere-hour, whatever the digits that they are told with.
constexpr double kLeastChargeStepMah = 1;
constexpr double kMostWatts = 3000;  // of a server's processors; a counter that was reset says more
constexpr double kMostBatteryWatts = 250;
constexpr double kEnergyStepJoules = 36;  // 10 mWh, in which laptops' batteries count

/// What a meter counted between two readings, and how finely.
struct Counted {
  double joules = 0, step_joules = 0;
};

constexpr double kRailStepJoules = 1e-6;
constexpr double kRaplStepJoules = 1e-3;  // its counters move about once a millisecond, by what a package takes in it

std::optional<Counted> by_rails(const ReadingSpan& span) {
  if (span.before.rails_joules.empty() || span.before.rails_joules.size() != span.after.rails_joules.size())
    return std::nullopt;
  Counted counted{0, kRailStepJoules};
  for (std::size_t i = 0; i < span.before.rails_joules.size(); ++i) {
    double joules = span.after.rails_joules[i].second - span.before.rails_joules[i].second;
    if (joules < 0 && i < span.before.rails_wrap_joules.size()) joules += span.before.rails_wrap_joules[i];
    if (span.before.rails_joules[i].first != span.after.rails_joules[i].first || joules < 0) return std::nullopt;
    counted.joules += joules;
  }
  return counted;
}

std::optional<Counted> by_rapl(const ReadingSpan& span) {
  if (span.before.tool != kRaplMeter) return std::nullopt;
  auto counted = by_rails(span);
  if (counted) counted->step_joules = kRaplStepJoules;
  return counted;
}

/// For how long a package that takes as much as any cannot have gone through its counter's range; nullopt: no range.
std::optional<std::chrono::duration<double>> longest_between_wraps(const ReadingSpan& span) {
  constexpr double kMostPackageWatts = 500;
  const auto& ranges = span.before.rails_wrap_joules;
  const auto least = std::ranges::min_element(ranges);
  if (least == ranges.end() || *least <= 0) return std::nullopt;
  return std::chrono::duration<double>(*least / kMostPackageWatts);
}

std::optional<Counted> by_energy(const ReadingSpan& span) {
  if (!span.before.energy_joules || !span.after.energy_joules || !span.before.rails_joules.empty()) return std::nullopt;
  return Counted{*span.before.energy_joules - *span.after.energy_joules, kEnergyStepJoules};
}

/// Some devices' counters are their level in whole percents times what the battery holds: the step of such a one in
/// mAh; 0 of others.
double step_of_level(const PowerReading& before, const PowerReading& after) {
  constexpr double kSame = 5e-4;  // of what the battery holds; the level alone is good to a hundredth
  if (before.level_percent.value_or(0) <= 0 || after.level_percent.value_or(0) <= 0) return 0;
  if (before.level_percent == after.level_percent) return 0;  // nothing to tell it by
  const double full = *before.charge_mah / *before.level_percent * 100;
  const double again = *after.charge_mah / *after.level_percent * 100;
  return std::abs(full - again) <= kSame * full ? full / 100 : 0;
}

std::optional<Counted> by_charge(const ReadingSpan& span) {
  const PowerReading &before = span.before, &after = span.after;
  if (!before.charge_mah || !after.charge_mah || !before.volts || !after.volts) return std::nullopt;
  const double joules_per_mah = kJoulesPerMilliampereHourVolt * (*before.volts + *after.volts) / 2;
  const double step = std::max({kLeastChargeStepMah, step_of_level(before, after),
                                std::min(before.charge_step_mah.value_or(1), after.charge_step_mah.value_or(1))});
  return Counted{(*before.charge_mah - *after.charge_mah) * joules_per_mah, step * joules_per_mah};
}

/// Where nothing counts: the mean of the power at both ends, good to half of what they differ by.
std::optional<Counted> by_power(const ReadingSpan& span) {
  const auto before = drawn_watts_of(span.before), after = drawn_watts_of(span.after);
  if (!before || !after || *before < 0 || *after < 0) return std::nullopt;
  const double seconds = span.length.count();
  return Counted{(*before + *after) / 2 * seconds, std::abs(*after - *before) / 2 * seconds};
}

/// One way of counting, the best first.
struct Meter {
  std::string_view name;
  std::optional<Counted> (*count)(const ReadingSpan& span);
};
constexpr std::array kMeters{Meter{kRaplMeter, &by_rapl}, Meter{"rails", &by_rails},
                             Meter{"battery's energy", &by_energy}, Meter{"battery's charge", &by_charge},
                             Meter{"battery's current and voltage", &by_power}};

Result<PowerReading> one_reading(const std::filesystem::path& file) {
  MUSTER_TRY(const auto readings, read_power_readings(file));
  if (!readings || readings->size() != 1 || readings->front().discharge)
    return fail(
        ErrorCode::kMalformed,
        fmt::format("{}: not one reading of a battery or meter at a moment (dumpsys battery, a uevent, energy_value)",
                    file.string()));
  return readings->front();
}

Result<EnergySpan> span_by(const Meter& meter, const ReadingSpan& span) {
  const auto counted = meter.count(span);
  const auto refuse = [&](std::string_view what) {
    const bool one = span.before.source == span.after.source;
    return fail(ErrorCode::kInvalidArgument, fmt::format("{}{}{}: the {} {}", span.before.source, one ? "" : " to ",
                                                         one ? "" : span.after.source, meter.name, what));
  };
  if (span.length.count() <= 0) return refuse("needs a time greater than zero");
  if (counted->joules < 0) return refuse("went the other way: was it charged, or are the readings not in order?");
  if (span.inferences > 0 && counted->joules < counted->step_joules)
    return refuse("moved by less than its finest step while the model ran: run it for longer");
  if (const auto bound = longest_between_wraps(span); meter.name == kRaplMeter && bound && span.length > *bound)
    return refuse(fmt::format("may have begun anew more than once in {:.0f} s: read it every {:.0f} s",
                              span.length.count(), bound->count()));
  const double most = meter.name.starts_with("battery") ? kMostBatteryWatts : kMostWatts;
  if (counted->joules > most * span.length.count())
    return refuse(fmt::format("gave {:.0f} W, more than any device takes: it was reset, or it is another one's",
                              counted->joules / span.length.count()));
  return EnergySpan{std::chrono::duration_cast<Nanoseconds>(span.length), counted->joules, counted->step_joules,
                    span.inferences};
}

/// Errors: readings of different meters or batteries; a device on the plug.
Result<void> require_one_meter(const std::vector<ReadingSpan>& spans) {
  for (const ReadingSpan& span : spans)
    for (const PowerReading* reading : {&span.before, &span.after}) {
      MUSTER_CHECK_OK(require_unplugged(*reading));
      const PowerReading& first = spans.front().before;
      if (reading->tool == first.tool && reading->name == first.name) continue;
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("{} to {}: readings of different batteries or of different kinds", span.before.source,
                              span.after.source));
    }
  return {};
}

/// Errors: nothing is left of the work, less what idling would have taken meanwhile.
Result<void> require_more_than_idling(const EnergyRun& run) {
  double work_joules = 0, work_seconds = 0, idle_joules = 0, idle_seconds = 0;
  for (const EnergySpan& span : run.spans) {
    const double seconds = std::chrono::duration<double>(span.duration).count();
    (span.inferences > 0 ? work_joules : idle_joules) += span.joules;
    (span.inferences > 0 ? work_seconds : idle_seconds) += seconds;
  }
  constexpr double kRounding = 1e-6;  // of the work's energy: finer than any meter, coarser than arithmetic
  if (idle_seconds == 0 || work_joules * (1 - kRounding) > idle_joules / idle_seconds * work_seconds) return {};
  return fail(
      ErrorCode::kInvalidArgument,
      "idling took as much as the work, so that nothing is left for the model: run it for longer, or more often");
}

}  // namespace

std::optional<double> drawn_watts_of(const PowerReading& reading) {
  if (reading.drawn_watts) return reading.drawn_watts;
  if (reading.drawn_amperes && reading.volts) return *reading.drawn_amperes * *reading.volts;
  return std::nullopt;
}

Result<void> require_unplugged(const PowerReading& reading) {
  if (!reading.plugged && reading.charging != Charging::kCharging && reading.charging != Charging::kFull) return {};
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("{}: the device was plugged in or charging, so that its battery does not tell what the model "
                          "took; unplug it and measure again",
                          reading.source));
}

Result<EnergyRun> energy_of(const std::vector<ReadingSpan>& spans) {
  if (std::ranges::none_of(spans, [](const ReadingSpan& span) { return span.inferences > 0; }))
    return fail(ErrorCode::kInvalidArgument,
                "no span in which the model ran: give --work BEFORE AFTER SECONDS INFERENCES");
  MUSTER_CHECK_OK(require_one_meter(spans));
  const auto meter = std::ranges::find_if(kMeters, [&](const Meter& one) {
    return std::ranges::all_of(spans, [&](const ReadingSpan& span) { return one.count(span).has_value(); });
  });
  if (meter == kMeters.end())
    return fail(
        ErrorCode::kInvalidArgument,
        "no meter that all readings have: rails, the battery's energy, its charge and voltage, or its current and "
        "voltage");
  EnergyRun run;
  run.meter = meter->name;
  for (const ReadingSpan& span : spans) {
    MUSTER_TRY(const EnergySpan counted, span_by(*meter, span));
    run.spans.push_back(counted);
  }
  const double step = std::ranges::max(run.spans, {}, &EnergySpan::step_joules).step_joules;
  for (EnergySpan& span : run.spans) span.step_joules = step;  // it is one meter
  MUSTER_CHECK_OK(require_more_than_idling(run));
  return run;
}

Result<EnergyRun> energy_of(const std::vector<PowerSpan>& spans) {
  std::vector<ReadingSpan> read;
  std::string source;
  for (const PowerSpan& span : spans) {
    MUSTER_TRY(PowerReading before, one_reading(span.before));
    MUSTER_TRY(PowerReading after, one_reading(span.after));
    read.push_back({std::move(before), std::move(after), span.length, span.inferences});
    source += fmt::format("{}{}, {}", source.empty() ? "" : ", ", span.before.string(), span.after.string());
  }
  MUSTER_TRY(EnergyRun run, energy_of(read));
  run.source = std::move(source);
  return run;
}

}  // namespace muster
