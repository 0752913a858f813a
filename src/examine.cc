#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/score_kinds.h"
#include "data/class_list.h"
#include "data/load_preprocessing.h"
#include "data/npy.h"
#include "measure/classifier.h"
#include "measure/score_kind.h"
#include "muster/verbs.h"

namespace muster {
namespace {

/// The names of all outputs, "background" included, and how the labels were read.
struct OutputNames {
  std::vector<std::string> names;
  std::string label_form;
};

/// No names, where neither user nor model knows labels. What the user states and does not fit is an error.
Result<OutputNames> output_names(const CheckOptions& options, const Sidecar& sidecar, const Model& model) {
  DataOptions data = options.data;
  if (data.labels.empty()) data.labels = sidecar.data.labels;
  if (data.background == Background::kUnknown) data.background = sidecar.data.background;
  const auto classes = resolve_classes(data, &model, /*indices_given=*/true);
  const bool stated = !data.labels.empty() || data.background != Background::kUnknown;
  if (!classes && stated) return tl::unexpected(classes.error());
  if (!classes) return OutputNames{};
  std::vector<std::string> names = classes->names;
  if (classes->background != kNoBackground)
    names.insert(names.begin() + std::min<std::ptrdiff_t>(classes->background, std::ssize(names)), "background");
  return OutputNames{std::move(names), classes->form};
}

std::vector<float> softmax_of(const std::vector<float>& logits) {
  const double highest = logits.empty() ? 0 : std::ranges::max(logits);
  std::vector<double> powers;
  for (const float logit : logits) powers.push_back(std::exp(static_cast<double>(logit) - highest));
  const double sum = std::accumulate(powers.begin(), powers.end(), 0.0);
  std::vector<float> softmax;
  for (const double power : powers) softmax.push_back(static_cast<float>(power / sum));
  return softmax;
}

/// What the scores are. Errors: kInvalidArgument, they are not what the user states.
Result<void> name_scores(const std::string& stated, const TensorSpec& output, Examination& examination) {
  const std::string& activation = examination.model.output_activation;
  if (std::ranges::any_of(examination.scores, [](float score) { return std::isnan(score); })) return {};
  ScoreRange range;
  range.include(examination.scores);
  if (const auto wrong = range.contradiction(stated, output, activation))
    return fail(ErrorCode::kInvalidArgument, *wrong);
  const ScoreKind kind = range.kind(stated, output, activation);
  Predictions predictions;
  predictions.score_kind = kind.name, predictions.score_kind_detected = kind.detected;
  examination.score_kind = kind.name;
  examination.score_kind_reason =
      score_kind_reason(score_kind_source(predictions, examination.model), examination.model);
  if (kind.name == "logit" && examination.scores.size() > 1) examination.softmax = softmax_of(examination.scores);
  return {};
}

/// The first model, as a classifier of one photo.
Result<Classifier> classifier_for_one_photo(const CheckOptions& options, const Hooks& hooks) {
  if (options.models.empty()) return fail(ErrorCode::kInvalidArgument, "no model was named");
  MUSTER_TRY(const Model model, inspect(options.models.front(), options.run, hooks));
  if (const auto reason = not_a_classifier(model))
    return fail(ErrorCode::kUnsupported, fmt::format("{}: {}", model.path.string(), *reason));
  MUSTER_TRY(const Sidecar sidecar, load_sidecar(model.path));
  MUSTER_TRY(const Preprocessing preprocessing, resolve_preprocessing(options.preprocessing, sidecar, model));
  return classifier_of(model, preprocessing);
}

}  // namespace

Result<Examination> examine(const std::filesystem::path& photo, const CheckOptions& options, const Hooks& hooks) {
  Examination examination;
  MUSTER_TRY(const Classifier classifier, classifier_for_one_photo(options, hooks));
  examination.model = classifier.model;
  MUSTER_TRY(const Sidecar sidecar, load_sidecar(classifier.model.path));
  MUSTER_TRY(OutputNames outputs, output_names(options, sidecar, classifier.model));
  examination.class_names = std::move(outputs.names);
  examination.label_form = std::move(outputs.label_form);
  MUSTER_TRY(OpenWorker worker, open_worker(classifier, options.run.threads, options.run, hooks));
  MUSTER_TRY(ExamineReply reply, examine_photo(*worker.process, photo, options.run, hooks));
  examination.preprocessing = classifier.setup.preprocessing;
  examination.input = classifier.setup.input;
  const auto* bytes = reinterpret_cast<const std::byte*>(reply.tensor.data());
  examination.tensor.assign(bytes, bytes + reply.tensor.size());
  examination.scores = std::move(reply.scores);
  examination.clipped_share = reply.clipped_share;
  if (examination.class_names.size() != examination.scores.size()) examination.class_names.clear();
  MUSTER_CHECK_OK(name_scores(options.run.scores.empty() ? sidecar.scores : options.run.scores, classifier.setup.output,
                              examination));
  return examination;
}

Result<std::string> render_stress_sheet(const std::filesystem::path& photo, const CheckOptions& options,
                                        const Hooks& hooks) {
  MUSTER_TRY(const Classifier classifier, classifier_for_one_photo(options, hooks));
  MUSTER_TRY(OpenWorker worker, open_worker(classifier, options.run.threads, options.run, hooks));
  const std::uint64_t seed = options.stress.value_or(StressOptions{}).seed;
  worker.process->expect_answer();
  worker.process->send("stress_sheet", DegradedRequest{0, photo.string(), "", 0, seed});
  const auto answer = next_message(*worker.process, options.run, hooks);
  if (!answer) return tl::unexpected(with_context(answer.error(), photo.string()));
  MUSTER_TRY(const SheetReply sheet, decode<SheetReply>(*answer));
  return std::string(sheet.png.bytes.begin(), sheet.png.bytes.end());
}

std::string render_npy(const TensorSpec& spec, const std::vector<std::byte>& tensor) {
  return to_npy(spec, tensor);
}

}  // namespace muster
