#include "muster/report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>
#include <utility>

#include "base/text.h"

namespace muster {
namespace {

constexpr std::size_t kMostNames = 20;

Finding warning(std::string check, std::string summary, std::string why, std::string advice) {
  Finding finding;
  finding.check = std::move(check);
  finding.outcome = Outcome::kFail;
  finding.summary = std::move(summary);
  finding.why = std::move(why);
  finding.advice = std::move(advice);
  return finding;
}

std::vector<std::string> shown(std::span<const std::string> names) {
  std::vector<std::string> texts;
  for (const std::string& name : names.first(std::min(names.size(), kMostNames))) texts.push_back(printable(name, 60));
  return texts;
}

std::string list(std::span<const std::string> names) {
  constexpr std::size_t kInSentence = 5;
  const auto texts = shown(names.first(std::min(names.size(), kInSentence)));
  return fmt::format("{}{}", fmt::join(texts, ", "), names.size() > kInSentence ? ", …" : "");
}

std::string megabytes(std::uint64_t bytes) {
  return fmt::format("{:.2f} MB", static_cast<double>(bytes) / 1e6);
}

}  // namespace

std::vector<Finding> model_findings(const Model& model) {
  std::vector<Finding> findings;
  if (!model.custom_operators.empty()) {
    findings.push_back(warning("custom-operators", "needs custom operators: " + list(model.custom_operators),
                               "A runtime without them loads the model and fails at its first run.",
                               "Ship the runtime that registers them, or export with built-in operators only."));
    findings.back().details = shown(model.custom_operators);
  }
  if (!model.select_tf_operators.empty()) {
    findings.push_back(
        warning("select-tf-operators", "needs Select-TF operators: " + list(model.select_tf_operators),
                "They need the Select-TF runtime, which adds many megabytes to the app and runs on the CPU.",
                "Replace these operators before conversion, so that the plain runtime suffices."));
    findings.back().details = shown(model.select_tf_operators);
  }
  if (model.duplicate_bytes > 0)
    findings.push_back(warning("duplicate-buffers", megabytes(model.duplicate_bytes) + " of weights are stored twice",
                               "Users download and keep the same bytes twice.",
                               "Convert again with a current converter, which shares equal buffers."));
  if (model.leftover_float32_bytes > 0)
    findings.push_back(warning(
        "leftover-float32", megabytes(model.leftover_float32_bytes) + " of weights are float32 in a quantized model",
        "They take four times the room of int8, and break integer-only accelerators' runs in parts.",
        "Quantize the layers listed under largest layers, or keep them on purpose."));
  return findings;
}

}  // namespace muster
