#pragma once

#include <cstdint>
#include <vector>

#include "muster/doctor.h"

namespace muster {

/// Whether one photo was answered right without and with a change.
struct PairedPhoto {
  std::uint32_t actual = 0;  ///< its class
  bool before = false, after = false;
};

/// A change and the photos that have both answers.
struct Trial {
  Change change;
  std::vector<PairedPhoto> photos;
  bool dropped = false;
};

/// The p value that a change must stay under.
inline constexpr double kSureP = 0.01;

/// Photos that a change, one of so many, must mend to be sure where it spoils none.
std::uint64_t least_mended(std::size_t changes);

/// What came of each change; those that help first, by the lower bound of their gain, then by gain, those dropped last.
///
/// A change helps where McNemar's exact p, corrected by Holm over all trials, is under kSureP. Trials were dropped by
/// some of the photos that the others are then tested on. That costs no validity: each hypothesis has one test that was
/// fixed beforehand, on all photos, and a dropped one counts with p = 1, which is never less than its own; Holm's
/// correction holds for any dependence. Testing on the photos that did not choose would be valid too, and weaker.
/// Intervals have confidence 1 - 0.05 / trials (Bonferroni), since the one that is shown first was chosen.
///
/// A constant answer that moves from a rare class to a common one raises accuracy too, and mends nothing: so the mean
/// recall of all classes must gain a quarter as much at least.
std::vector<TriedChange> weigh_changes(const std::vector<Trial>& trials);

}  // namespace muster
