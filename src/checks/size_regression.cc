#include <fmt/format.h>

#include "base/text.h"
#include "base/units.h"
#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> size_regression(const CheckInput& input) {
  const auto& baseline = input.run.baseline;
  if (!baseline || baseline->model_bytes == 0 || !input.run.model) return std::nullopt;
  const auto before = static_cast<double>(baseline->model_bytes);
  const auto now = static_cast<double>(input.run.model->file_bytes);
  if (now == before) return std::nullopt;
  Seen seen;
  seen.outcome = now > before ? Outcome::kFail : Outcome::kPass;
  const bool look_equal = format_bytes(before) == format_bytes(now);
  const auto show = [&](std::uint64_t bytes) {
    return look_equal ? format_count(bytes) + " bytes" : format_bytes(static_cast<double>(bytes));
  };
  seen.summary = fmt::format("the model {} since {}: from {} to {} ({:+.1f} %)", now > before ? "grew" : "shrank",
                             printable(baseline->source), show(baseline->model_bytes),
                             show(input.run.model->file_bytes), 100 * (now - before) / before);
  return seen;
}

}  // namespace

const Check kSizeRegression{"size-regression", "Size beside the baseline",
                            "Size is exact: what grew, grew for every user.",
                            "See with muster inspect which layers, or number types, grew.", size_regression};

}  // namespace muster
