#include "exit_code.h"

#include <algorithm>

namespace muster::cli {
namespace {

int code_of(const ModelReport& model) {
  if (model.error) return exit_code(*model.error);
  if (!model.verdict) return kReady;
  return *model.verdict == Verdict::kNotReady ? kNotReady : *model.verdict == Verdict::kUnproven ? kUnproven : kReady;
}

}  // namespace

int exit_code(const Report& report) {
  if (std::ranges::any_of(report.models, [](const ModelReport& model) { return model.run.interrupted; }))
    return kInterrupted;
  for (const int code : {kInternal, kUnusable, kNotReady, kUnproven})
    if (std::ranges::any_of(report.models, [&](const ModelReport& model) { return code_of(model) == code; }))
      return code;
  return report.error ? exit_code(*report.error) : kReady;
}

}  // namespace muster::cli
