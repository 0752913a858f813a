#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "base/units.h"
#include "checks/check.h"
#include "metrics/constant_answer.h"
#include "metrics/metrics.h"

namespace muster {
namespace {

/// "": there is none.
std::string constant_words(const ClassificationCounts& counts) {
  const auto constant = constant_answer(counts);
  if (!constant) return "";
  return fmt::format("{} of {} photos got the same answer, {}, which {} of them show",
                     format_count(constant->answered_so), format_count(constant->answers),
                     in_quotes(counts.class_names[constant->answer]), format_count(constant->support));
}

/// Slices of the columns that are reported by, in which the model nearly always gives one answer.
std::vector<std::string> constant_slices(const Run& run) {
  std::vector<std::string> found;
  for (const SliceColumn& column : run.dataset.slices) {
    if (std::ranges::find(run.by, column.name) == run.by.end()) continue;
    for (std::uint32_t value = 0; value < std::min(column.values.size(), kMostSlices); ++value)
      if (const auto counts = count_classification(run, Slice{&column, value}))
        if (const std::string words = constant_words(*counts); !words.empty())
          found.push_back(fmt::format("where {} is {}: {}", printable(column.name, 40),
                                      printable(column.values[value], 40), words));
  }
  return found;
}

std::optional<Seen> constant_answer_seen(const CheckInput& input) {
  if (input.counts == nullptr) return std::nullopt;
  Seen seen;
  seen.summary = constant_words(*input.counts);
  if (seen.summary.empty()) {
    std::vector<std::string> slices = constant_slices(input.run);
    if (slices.empty()) return std::nullopt;
    seen.summary = slices.front();
    if (slices.size() > 1) seen.summary += fmt::format("; and in {} other slices", slices.size() - 1);
    slices.resize(std::min(slices.size(), kMostDetails));
    seen.details = std::move(slices);
  }
  seen.caveat = "constant answer: " + seen.summary;
  return seen;
}

}  // namespace

const Check kConstantAnswer{
    "constant-answer", "The model gives one answer to nearly all photos",
    "A model that always gives one answer has recognised nothing, however accurate it looks on unequal classes.",
    "Look for the cause with muster doctor: photos prepared in another way than in training, or a broken conversion.",
    constant_answer_seen};

}  // namespace muster
