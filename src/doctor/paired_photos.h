#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/statistics.h"
#include "muster/change.h"

namespace muster {

/// Whether one photo was answered right without and with a change.
struct PairedPhoto {
  std::uint32_t actual = 0;  ///< its class
  bool before = false, after = false;
};

/// The photos of one class that have both answers.
struct ClassPairs {
  std::uint64_t photos = 0, mended = 0, spoilt = 0, right_before = 0;
};

/// Counts of all classes that the photos show.
std::vector<ClassPairs> count_by_class(std::span<const PairedPhoto> photos);

/// Mean recall, where counting every class alike makes the photos worth less than 0.8 of their number (Kish's
/// effective sample size), as with two classes of 28 and 72 photos; else top-1 accuracy.
JudgedBy judged_by(std::span<const PairedPhoto> photos);

/// The mean of all classes' recalls, before the change or after it.
double mean_recall_before(std::span<const ClassPairs> classes);
double mean_recall_after(std::span<const ClassPairs> classes);

/// One-sided p that a gain is chance, of the share judged by: exact for top-1 accuracy, else a bound of it.
double gain_p(std::span<const ClassPairs> classes, JudgedBy judged_by);

/// Interval of the gain: Tango's, for mean recall those of all classes together (MOVER, G. Zou and A. Donner,
/// Statistics in Medicine 27, 2008).
Interval gain_interval(std::span<const ClassPairs> classes, JudgedBy judged_by, double confidence);

/// One-sided p that right answers, those before or those after, are no more than the commonest class's photos, which is
/// what a constant answer gets right; by mean recall, that the mean is no more than its share of the classes.
double constant_p(std::span<const PairedPhoto> photos, bool PairedPhoto::*answer, JudgedBy judged_by);

}  // namespace muster
