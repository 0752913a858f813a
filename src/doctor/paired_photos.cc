#include "doctor/paired_photos.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/paired_statistics.h"

namespace muster {
namespace {

double real(std::uint64_t count) {
  return static_cast<double>(count);
}

PairedCounts sum_of(std::span<const ClassPairs> classes) {
  PairedCounts sum;
  for (const ClassPairs& one : classes)
    sum.n += one.photos, sum.only_first += one.mended, sum.only_second += one.spoilt;
  return sum;
}

double gain_of(const ClassPairs& one) {
  return (real(one.mended) - real(one.spoilt)) / real(one.photos);
}

/// The class of most photos; of several the first.
std::uint32_t commonest(std::span<const PairedPhoto> photos) {
  std::map<std::uint32_t, std::uint64_t> counts;
  for (const PairedPhoto& photo : photos) ++counts[photo.actual];
  const auto most = std::ranges::max_element(counts, {}, [](const auto& one) { return one.second; });
  return most == counts.end() ? 0 : most->first;
}

}  // namespace

std::vector<ClassPairs> count_by_class(std::span<const PairedPhoto> photos) {
  std::map<std::uint32_t, ClassPairs> counts;
  for (const PairedPhoto& photo : photos) {
    ClassPairs& one = counts[photo.actual];
    ++one.photos;
    one.right_before += photo.before ? 1U : 0U;
    one.mended += photo.after && !photo.before ? 1U : 0U;
    one.spoilt += photo.before && !photo.after ? 1U : 0U;
  }
  std::vector<ClassPairs> classes;
  for (const auto& [actual, one] : counts) classes.push_back(one);
  return classes;
}

JudgedBy judged_by(std::span<const PairedPhoto> photos) {
  constexpr double kLeastWorth = 0.8;
  double inverse = 0;
  const auto classes = count_by_class(photos);
  for (const ClassPairs& one : classes) inverse += 1 / real(one.photos);
  const auto count = static_cast<double>(classes.size());
  const bool alike = classes.empty() || count * count / inverse >= kLeastWorth * static_cast<double>(photos.size());
  return alike ? JudgedBy::kTop1Accuracy : JudgedBy::kMeanRecall;
}

double mean_recall_before(std::span<const ClassPairs> classes) {
  double sum = 0;
  for (const ClassPairs& one : classes) sum += real(one.right_before) / real(one.photos);
  return classes.empty() ? 0 : sum / static_cast<double>(classes.size());
}

double mean_recall_after(std::span<const ClassPairs> classes) {
  double sum = 0;
  for (const ClassPairs& one : classes) sum += gain_of(one);
  return classes.empty() ? 0 : mean_recall_before(classes) + sum / static_cast<double>(classes.size());
}

double gain_p(std::span<const ClassPairs> classes, JudgedBy judged_by) {
  if (judged_by == JudgedBy::kTop1Accuracy) return exact_gain_p(sum_of(classes));
  std::vector<WeightedCounts> counts;
  for (const ClassPairs& one : classes) counts.push_back({1 / real(one.photos), one.mended, one.spoilt});
  return weighted_gain_p(counts);
}

Interval gain_interval(std::span<const ClassPairs> classes, JudgedBy judged_by, double confidence) {
  if (judged_by == JudgedBy::kTop1Accuracy) return tango_interval(sum_of(classes), confidence);
  if (classes.empty()) return {-1, 1};
  double gain = 0, below = 0, above = 0;
  for (const ClassPairs& one : classes) {
    const Interval own = tango_interval({one.photos, one.mended, one.spoilt}, confidence);
    gain += gain_of(one);
    below += std::pow(gain_of(one) - own.low, 2), above += std::pow(own.high - gain_of(one), 2);
  }
  const auto count = static_cast<double>(classes.size());
  return {std::max(-1.0, (gain - std::sqrt(below)) / count), std::min(1.0, (gain + std::sqrt(above)) / count)};
}

double constant_p(std::span<const PairedPhoto> photos, bool PairedPhoto::*answer, JudgedBy judged_by) {
  const std::uint32_t constant = commonest(photos);
  std::vector<PairedPhoto> compared;
  for (const PairedPhoto& photo : photos) compared.push_back({photo.actual, photo.actual == constant, photo.*answer});
  return gain_p(count_by_class(compared), judged_by);
}

}  // namespace muster
