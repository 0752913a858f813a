#pragma once

#include <span>
#include <string>
#include <vector>

#include "muster/error.h"
#include "muster/run.h"

namespace muster {

/// A Run, and the file it was read from.
struct NamedRun {
  std::string name;
  Run run;
};

/// The Runs of disjoint photos as one, in their order, with no regard to digests of the data or copies. Its timing runs
/// are those of the first that timed the model on a device, else of the first that timed it at all; the others' are
/// kept in its shards. Pure. Errors: kInvalidArgument, two Runs that overlap or are unlike, and in what.
Result<Run> merge_runs(std::vector<NamedRun> runs);

}  // namespace muster
