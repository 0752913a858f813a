#pragma once

#include <optional>
#include <string>

#include "metrics/metrics.h"
#include "verdict/limits.h"

namespace muster {

/// Why a rate proves nothing about a model, though it was measured.
struct ConstantObjection {
  std::string but;             ///< goes on from the figure: ", but …"
  std::string advice;          ///< what to do
  bool forbids_fails = false;  ///< and not only passes
};

/// What a model that always gives one answer would reach too, proves nothing. nullopt: no objection.
///  - Photos of one class: no rate but the recall of a class can pass, and no rate of these photos' answers can fail.
///  - A constant answer (metrics/constant_answer.h): no rate can pass, but those of a class other than that answer.
///  - A loss of accuracy and a flip rate pass only if the reference gives other answers than its commonest to
///    kFewUncommon photos at least, and a flip rate only if its bound holds over those too. `bad` is that bound.
///  - Top-1 accuracy, and rates that weigh classes by their photos as it does (top-5, weighted means), pass only if the
///    model has more photos right than by always giving the commonest class of these photos.
/// Judged in the slice that the limit names, and after class groups. Pure.
std::optional<ConstantObjection> constant_objection(const MetricName& name, double bad, const LimitContext& context);

/// " (always answering hen: 95.0 %)" for a top-1 accuracy; "": another metric, or no photo.
std::string constant_words(const MetricName& name, const LimitContext& context);

}  // namespace muster
