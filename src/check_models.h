#pragma once

#include "muster/verbs.h"

namespace muster {

/// A report without models, made now.
Report empty_report(const CheckOptions& options);

/// Puts the error in place of a model's verdict.
void refuse(ModelReport& model, const std::filesystem::path& path, const Error& error);

/// Adds a model; the first error of all is the report's.
void add_model(Report& report, ModelReport model);

/// `check` of options.models beside a run of the reference; null: there is none.
Report check_models(const CheckOptions& options, const Run* reference, const SamenessBounds& bounds,
                    const Hooks& hooks);

}  // namespace muster
