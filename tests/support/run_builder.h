#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "muster/report.h"
#include "muster/run.h"

namespace muster::testing {

/// A model of 4 MB that is a classifier.
Model small_model();

/// Preprocessing that the user stated, every part of it.
Preprocessing stated_preprocessing();

/// A run with `photos` photos of two classes in turn, of which the first `right` are answered right, a small model,
/// stated preprocessing and a quiet machine of four cores; not timed.
Run classified_run(std::uint64_t right, std::uint64_t photos);

/// Photos of class `actual` that were answered with `predicted`: both into the classes, or kBackground.
struct Answered {
  std::uint32_t actual = 0;
  std::int32_t predicted = 0;
  std::size_t photos = 0;
};

/// A run with those answers, and a phone's times that hold the default limit: a default verdict hangs on accuracy
/// alone.
Run answered_run(std::vector<std::string> classes, const std::vector<Answered>& answers);

/// Photo `i` of the run belongs to group `group_of[i]`.
void put_in_groups(Run& run, const std::vector<std::uint32_t>& group_of);

/// `count` steady inferences of `ms` each, in one process.
LatencyRun timing(double ms, std::size_t count, Origin origin = Origin::kHost, int threads = 1);

/// A run that a phone and the photos prove good: every default limit holds.
Run ready_run();

/// The finding of that check; fails the test where there is none.
Finding finding_of(const ModelReport& report, std::string_view check);
bool has_finding(const ModelReport& report, std::string_view check);

/// The measurement of that id; fails the test where there is none.
Measurement measurement_of(const ModelReport& report, std::string_view id);

/// A budget of one limit.
Budget one_limit(std::string metric, double good, double bad);

/// The outcome of the only limit.
Outcome outcome_of(const Run& run, const Budget& budget);

/// Ten photos answered right, with those timing runs.
Run timed(std::vector<LatencyRun> runs);

}  // namespace muster::testing
