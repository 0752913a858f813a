#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "metrics/classification.h"
#include "muster/metric.h"
#include "muster/report.h"
#include "muster/run.h"

namespace muster {

/// Answers to other photos of one class, or group.
struct OtherClass {
  std::string name;
  std::uint64_t photos = 0, right = 0;  ///< answered
  std::uint64_t labels = 0;             ///< labelled so, answered or not
};

/// Other photos as the accuracy figures see them: after class groups.
struct OtherCounts {
  std::vector<OtherClass> classes;      ///< every class of the model, in its order
  std::uint64_t photos = 0, right = 0;  ///< answered
  std::uint64_t unreadable = 0;
};

/// The photos of that role; null: there are none.
const OtherPhotos* other_photos(const Run& run, OtherRole role);

OtherCounts count_other(const Run& run, const OtherPhotos& other);

/// Top-1 accuracy on them, with Wilson's interval; nullopt: none was answered.
std::optional<Estimate> accuracy_of(const OtherCounts& counts, double confidence);
std::optional<Estimate> recall_of(const OtherClass& one, double confidence);

/// a − b of two rates of independent samples, by square-and-add of their intervals (R. Newcombe, Statistics in
/// Medicine 17, 1998, method 10; MOVER). An end that either does not have is absent.
Estimate difference_of(const Estimate& a, const Estimate& b);

/// The gap that a class has from training to test, or from test to field.
Estimate gap_of(OtherRole role, const Estimate& test, const Estimate& other);

/// Every class on other photos, beside the test photos' counts. Intervals at that confidence each.
OtherFigures other_figures(const Run& run, const OtherPhotos& other, const ClassificationCounts& test,
                           double confidence);

}  // namespace muster
