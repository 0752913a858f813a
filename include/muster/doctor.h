#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "muster/error.h"
#include "muster/metric.h"
#include "muster/observe.h"
#include "muster/preprocessing.h"
#include "muster/verbs.h"

namespace muster {

/// One change to how photos are prepared or answers are read, in words.
struct Change {
  std::string id;       ///< "colour:bgr", "normalisation:imagenet", "labels:next"
  std::string words;    ///< "colour order bgr in place of rgb"
  std::string options;  ///< of muster's commands, that make it; empty: none can
  std::string advice;   ///< what to change where
};

/// What came of a change. `mended` photos were wrong before it and right after, `spoilt` ones the reverse.
struct TriedChange {
  Change change;
  std::uint64_t photos = 0, right_before = 0, right_after = 0, mended = 0, spoilt = 0;
  Estimate gain;  ///< accuracy after it less that before; all intervals together hold at 95 %; none where dropped
  double balanced_gain = 0;  ///< the same of the mean of all classes' recalls
  double p = 1;              ///< McNemar's exact test; 1 where dropped
  double p_corrected = 1;    ///< Holm, over all changes, those dropped too
  bool dropped = false;      ///< others did better on the first photos, so it was not tried on all
  bool helps = false;        ///< it surely raises accuracy
};

/// Which single change raises the accuracy of one model most.
struct Diagnosis {
  Model model;
  Preprocessing preprocessing;  ///< before any change
  std::filesystem::path data;
  std::string split;
  Estimate accuracy;                 ///< top-1, before any change; Wilson's interval
  std::vector<TriedChange> changes;  ///< those that help first, the surest gain of all first
  std::uint64_t unreadable = 0, failed = 0;
  std::uint64_t least_photos = 0;   ///< that a change must mend to be sure, and none spoil
  std::string wrong_scores;         ///< the scores are not what --scores says; empty: nothing is known of that
  std::vector<std::string> labels;  ///< names of all outputs as the best change of labels has them; empty: none
  std::vector<std::string> warnings, events;
  bool interrupted = false;  ///< stopped by the user: nothing is advised
};

struct DoctorOptions {
  CheckOptions check;      ///< its first model, photos, preprocessing and run options
  std::uint64_t seed = 0;  ///< of the order in which photos are taken
};

/// Tries all likely mistakes on a few photos, and those that do best on all. Errors: as observe's; a model that is no
/// classifier. Not thread-safe: it starts processes.
Result<Diagnosis> diagnose(const DoctorOptions& options, const Hooks& hooks);

/// The change to make; null: none surely helps.
const TriedChange* advised_change(const Diagnosis& diagnosis);

}  // namespace muster
