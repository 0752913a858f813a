#pragma once

#include "muster/budget.h"
#include "muster/observe.h"
#include "muster/run.h"
#include "stated_options.h"

namespace muster {

/// Whether top-1 accuracy, as it was measured here, is below the bad bound of a limit on it, or no higher than that of
/// a constant answer, or the model nearly always gives one answer.
bool accuracy_looks_wrong(const Budget& budget, const Run& run);

/// The doctor's short form, for a run that has classified all its photos: the likeliest mistakes in preparation are
/// tried on at most 60 of them, those in labels are read from the answers that are there. Fills run.hint; leaves it
/// absent where a worker fails or the user stops.
void look_for_hint(const Classifier& classifier, const StatedOptions& stated, const Hooks& hooks, Run& run);

}  // namespace muster
