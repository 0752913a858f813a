#pragma once

#include <cstdint>
#include <vector>

#include "doctor/paired_photos.h"
#include "muster/doctor.h"

namespace muster {

/// A change and the photos that have both answers.
struct Trial {
  Change change;
  std::vector<PairedPhoto> photos;
  bool dropped = false;
  bool of_labels = false;   ///< it reads answers anew, and does not prepare photos otherwise
  bool is_credible = true;  ///< false: whatever it gains, it is not advised (label_rules.h)
};

/// The p value that a change must stay under.
inline constexpr double kSureP = 0.01;

/// Photos that a change, one of so many, must fix to be sure where it breaks none.
std::uint64_t least_mended(std::size_t changes);

/// What came of each change; those that help first, by the lower bound of their gain, then by gain, those dropped last.
///
/// A change helps where the two-sided p of its gain, corrected by Holm over all trials, is under kSureP. Trials were
/// dropped by some of the photos that the others are then tested on. That costs no validity: each hypothesis has one
/// test that was fixed beforehand, on all photos, and a dropped one counts with p = 1, which is never less than its
/// own; Holm's correction holds for any dependence. Testing on the photos that did not choose would be valid too, and
/// weaker. Intervals have confidence 1 - 0.05 / trials (Bonferroni), since the one that is shown first was chosen.
///
/// A constant answer that moves from a rare class to a common one raises accuracy too, and fixes nothing: so the mean
/// recall of all classes must gain a quarter as much at least, and answers must beat a constant one after the change.
/// No change helps where the photos show one class; none of labels does where one of preparation gains as much.
std::vector<TriedChange> weigh_changes(const std::vector<Trial>& trials, JudgedBy judged_by);

}  // namespace muster
