#pragma once

#include <optional>

#include "muster/budget.h"
#include "muster/run.h"

namespace muster {

/// What this machine's times can say against a model: its fastest steady inference in milliseconds, when that is over
/// `bad_ms` and nothing speaks for it: timed at min(4, cores) threads, at least three steady runs while the machine was
/// not busy, not emulated, and no limit of the budget names a GPU or NPU. nullopt: a host cannot fail this limit.
std::optional<double> disproved_by_host(const Run& run, const Budget& budget, double bad_ms);

}  // namespace muster
