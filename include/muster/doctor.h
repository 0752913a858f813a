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

/// A class that a model answers nearly always, whatever the photos show.
struct ConstantAnswer {
  std::string class_name;
  std::uint64_t answers = 0, photos = 0;  ///< that the model calls so; that show it
};

/// What a diagnosis comes to.
enum class DoctorVerdict {
  kFound,         ///< a change helps, or the scores are not what they are said to be
  kNothingFound,  ///< no change helps, the answers beat a constant one, and there are enough photos
  kInconclusive,  ///< nothing can be said: Diagnosis::inconclusive tells why
};

/// "found", "nothing found", "inconclusive".
std::string_view to_string(DoctorVerdict verdict);

/// Which single change raises the accuracy of one model most.
struct Diagnosis {
  Model model;
  Preprocessing preprocessing;  ///< before any change
  std::filesystem::path data;
  std::string split;
  Estimate accuracy;     ///< top-1, before any change; Wilson's interval
  Estimate mean_recall;  ///< of all classes, before any change
  JudgedBy judged_by = JudgedBy::kTop1Accuracy;
  std::string commonest_class;       ///< of the photos
  double commonest_class_share = 0;  ///< of the photos: what always answering it gets right
  std::optional<ConstantAnswer> constant_answer;
  std::vector<TriedChange> changes;  ///< those that help first, the surest gain of all first
  std::uint64_t unreadable = 0, failed = 0;
  std::uint64_t least_photos = 0;   ///< that a change must fix to be sure, where it breaks none
  std::string inconclusive;         ///< why nothing can be said where no change helps; empty: something can
  std::uint64_t photos_needed = 0;  ///< about so many would do; 0: none is known to
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

/// The change to make; null: none helps with 95 % confidence.
const TriedChange* advised_change(const Diagnosis& diagnosis);

/// nullopt: it was interrupted.
std::optional<DoctorVerdict> verdict_of(const Diagnosis& diagnosis);

}  // namespace muster
