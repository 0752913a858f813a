#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "metrics/classification.h"
#include "muster/budget.h"
#include "muster/report.h"

namespace muster {

/// What a check may look at.
struct CheckInput {
  const Run& run;
  const ClassificationCounts* counts = nullptr;  ///< null: no predictions
  std::span<const Measurement> measurements;
  std::span<const LimitResult> limits;
  const Budget& budget;
  std::span<const SuspectLabel> suspect_labels;  ///< all of them, the most suspect first
  const StressView* stress = nullptr;            ///< null: no degraded photos
};

/// What a check saw. Its words, id and level come from the table, but where it has an advice of its own.
struct Seen {
  Outcome outcome = Outcome::kFail;
  std::string summary;
  std::vector<std::string> details;  ///< at most kMostDetails
  std::optional<Origin> origin;
  std::string caveat;            ///< not empty: said on top of every report
  std::string_view advice = {};  ///< not empty: in the place of the table's
};

inline constexpr std::size_t kMostDetails = 20;

/// One line of the table: words, and a pure function. Its id names the state in which it speaks. All are warnings:
/// none decides a verdict by itself.
struct Check {
  std::string_view id, title, why, advice;
  std::optional<Seen> (*run)(const CheckInput& input) = nullptr;  ///< nullopt: nothing to say
};

// Every check of checks.inc; a check that is not listed there is an unused constant, which fails the build.
#define MUSTER_CHECK(name) extern const Check name;
#include "checks/checks.inc"
#undef MUSTER_CHECK

/// All checks, in the order of checks.inc.
std::span<const Check* const> all_checks();

/// What all checks have to say; `caveats` gains the sentences that go on top of a report.
std::vector<Finding> run_checks(const CheckInput& input, std::vector<std::string>& caveats);

/// The event messages that belong to a check, as "subject: message", at most kMostDetails.
std::vector<std::string> event_details(const Run& run, std::string_view check);

}  // namespace muster
