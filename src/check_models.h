#pragma once

#include "muster/verbs.h"

namespace muster {

/// `check` of options.models beside a run of the reference; null: there is none.
Report check_models(const CheckOptions& options, const Run* reference, const SamenessBounds& bounds,
                    const Hooks& hooks);

}  // namespace muster
