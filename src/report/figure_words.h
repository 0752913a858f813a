#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "muster/report.h"

namespace muster {

// The words for figures that every report for people uses.

/// A metric in few words; an id that is not known speaks for itself.
std::string title_of(std::string_view metric);

/// "host cpu", "device gpu", "file".
std::string origin_words(const Measurement& measurement);

/// Sections of the figures, in the order in which they are drawn.
inline constexpr std::array<std::string_view, 5> kFigureSections{"Accuracy", "Latency", "Memory and size", "Energy",
                                                                 "Other figures"};
/// The section that a figure belongs to, by its unit and id.
std::string_view section_of(const Measurement& measurement);

/// Figures of single classes stand in the table of classes, except by slice.
bool is_of_one_class(const Measurement& measurement);

/// A figure of a slice of the photos: "top1_accuracy@light=night" is top1_accuracy of "night".
struct SliceFigure {
  std::string metric, value;
};

/// The slice that a figure is of; nullopt: of none by these columns.
std::optional<SliceFigure> slice_of(const Measurement& measurement, std::span<const std::string> columns);

/// Where `value` lies on a scale of three zones, good, acceptable and bad, each one long; bad ends at 3.
double place_on_scale(const LimitResult& result, double value);

/// The places of both bounds of what was measured, the better first. A bound that is not known, beside one that is,
/// leaves all open to the end of the scale. nullopt: there is no interval.
std::optional<std::pair<double, double>> interval_on_scale(const LimitResult& result);

}  // namespace muster
