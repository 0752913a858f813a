#include "report/figure_words.h"

#include <fmt/format.h>

#include <algorithm>

namespace muster {

std::string title_of(std::string_view metric) {
  struct Title {
    std::string_view id, words;
  };
  static constexpr std::array kTitles{
      Title{"model_bytes", "model size"},
      Title{"latency_p90_ms", "time (p90)"},
      Title{"top1_accuracy", "top-1"},
      Title{"top5_accuracy", "top-5"},
      Title{"store_bytes", "size in the store"},
      Title{"peak_memory_bytes", "peak memory"},
      Title{"latency_min_ms", "fastest"},
      Title{"latency_p50_ms", "median"},
      Title{"latency_p99_ms", "p99"},
      Title{"latency_mean_ms", "mean"},
      Title{"load_ms", "load the model"},
      Title{"first_inference_ms", "first inference"},
      Title{"preprocess_ms", "decode and resize"},
      Title{"end_to_end_ms", "end to end"},
      Title{"latency_jitter_ms", "jitter"},
      Title{"latency_loadgen_p90_ms", "p90 bound (LoadGen)"},
      Title{"energy_mj", "one inference"},
      Title{"battery_share_per_1000", "battery, 1,000 inferences"},
      Title{"battery_percent_per_hour", "battery in an hour"},
  };
  for (const Title& title : kTitles)
    if (title.id == metric) return std::string(title.words);
  for (const std::string_view unit : {"_ms", "_mj", "_bytes"})  // said by the value
    if (metric.ends_with(unit)) metric.remove_suffix(unit.size());
  std::string words(metric);
  const std::size_t slash = words.find_first_of("/@");  // what follows is a name of the user's
  std::replace(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(std::min(slash, words.size())), '_', ' ');
  return words;
}

std::string origin_words(const Measurement& measurement) {
  if (measurement.accelerator == "none")
    return measurement.origin == Origin::kHost ? "file" : std::string(to_string(measurement.origin));
  return fmt::format("{} {}", to_string(measurement.origin), measurement.accelerator);
}

std::string_view section_of(const Measurement& measurement) {
  const auto& [accuracy, latency, size, energy, other] = kFigureSections;
  if (measurement.metric.find("energy") != std::string::npos || measurement.metric.find("battery") != std::string::npos)
    return energy;
  if (measurement.unit == "mJ") return energy;
  if (measurement.unit == "ms" || measurement.metric.starts_with("latency")) return latency;
  if (measurement.unit == "bytes") return size;
  if (measurement.unit == "fraction" || measurement.metric.starts_with("class_count")) return accuracy;
  return other;
}

bool is_of_one_class(const Measurement& measurement) {
  return measurement.metric.find('/') != std::string::npos && measurement.metric.find('@') == std::string::npos;
}

std::optional<SliceFigure> slice_of(const Measurement& measurement, std::span<const std::string> columns) {
  const std::string& id = measurement.metric;
  for (const std::string& column : columns) {
    const std::string mark = "@" + column + "=";
    const std::size_t at = id.rfind(mark);
    if (at != std::string::npos) return SliceFigure{id.substr(0, at), id.substr(at + mark.size())};
  }
  return std::nullopt;
}

double place_on_scale(const LimitResult& result, double value) {
  const double sign = result.higher_is_better ? -1 : 1;
  const double good = result.limit.good, bad = result.limit.bad;
  const double best = result.higher_is_better ? std::max(1.0, good) : 0;
  const double worst = result.higher_is_better ? 0 : 2 * bad;
  const auto part = [&](double from, double to) {
    return from == to ? 0.5 : std::clamp((value - from) / (to - from), 0.0, 1.0);
  };
  if (sign * value <= sign * good) return part(best, good);
  if (sign * value <= sign * bad) return 1 + part(good, bad);
  return 2 + part(bad, worst);
}

std::optional<std::pair<double, double>> interval_on_scale(const LimitResult& result) {
  const Estimate none{}, &estimate = result.measurement ? result.measurement->estimate : none;
  if (!estimate.low && !estimate.high) return std::nullopt;
  const auto& better = result.higher_is_better ? estimate.high : estimate.low;
  const auto& worse = result.higher_is_better ? estimate.low : estimate.high;
  constexpr double kBestPlace = 0, kWorstPlace = 3;
  return std::pair(better ? place_on_scale(result, *better) : kBestPlace,
                   worse ? place_on_scale(result, *worse) : kWorstPlace);
}

}  // namespace muster
