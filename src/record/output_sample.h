#pragma once

#include "muster/error.h"
#include "muster/run.h"
#include "record/database.h"

namespace muster {

/// Fills run.output_sample from the whole outputs that the file has: of all photos that were scored, or of a share of
/// about 8 million numbers in all, chosen by the photos' digests, so that the order of photos does not matter. Of
/// probabilities it has the logarithms; quantized zeros share what the others leave of 1. Sigmoids of many labels are
/// left out.
Result<void> read_output_sample(Database& database, Run& run);

}  // namespace muster
