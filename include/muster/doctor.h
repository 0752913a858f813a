#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "muster/change.h"
#include "muster/error.h"
#include "muster/metric.h"
#include "muster/observe.h"
#include "muster/preprocessing.h"
#include "muster/verbs.h"

namespace muster {

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
  Machine machine;           ///< that it was asked on
  std::string created_at;    ///< when it ended: UTC, as in RFC 3339
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
