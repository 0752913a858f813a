#include "evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "data/class_list.h"
#include "data/load_dataset.h"
#include "import/confusion_csv.h"
#include "import/field_log.h"
#include "import/latency_log.h"
#include "import/measured_on.h"
#include "import/predictions_csv.h"
#include "muster/power_reading.h"

namespace muster {
namespace {

/// Classes that the classifier can tell apart: one output tells two.
std::size_t most_classes(const Model& classifier) {
  return std::max<std::size_t>(element_count(classifier.outputs.front()), 2);
}

/// How it is known that the evidence is of this model. Errors: another model's digest; nothing known of a device's.
Result<ModelProof> prove_model(const EvidenceOptions& evidence, Origin origin, const std::optional<Model>& model) {
  constexpr std::size_t kDigits = 64;
  const std::string stated = lower_case(evidence.model_sha256);
  if (!stated.empty() &&
      (stated.size() != kDigits || stated.find_first_not_of("0123456789abcdef") != std::string::npos))
    return fail(ErrorCode::kInvalidArgument,
                "the model's sha256 that is stated is not 64 hexadecimal digits, as `sha256sum MODEL` prints them on "
                "the device");
  if (!model) return ModelProof::kNone;
  if (!stated.empty() && stated != model->sha256)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{} is another model than the one measured: its sha256 is {}, --model-sha256 says {}",
                            model->path.string(), model->sha256, stated));
  if (!stated.empty()) return ModelProof::kDigest;
  if (evidence.same_model) return ModelProof::kUser;
  if (origin != Origin::kDevice) return ModelProof::kNone;
  return fail(
      ErrorCode::kInvalidArgument,
      "which model was measured there? Give --model-sha256, as `sha256sum` prints it on the device, or your word "
      "with --same-model");
}

/// What the model, if there is one, and the options say of the classes in a table of predictions.
Result<PredictionsOptions> known_of_answers(const std::optional<Device>& device, const DataOptions& data,
                                            const std::optional<Model>& model) {
  PredictionsOptions known;
  known.measured_on = device;
  known.data = data;
  if (!data.labels.empty() || (model && !model->labels.empty())) {
    MUSTER_TRY(const ClassList classes, resolve_classes(data, model ? &*model : nullptr, /*indices_given=*/true));
    known.class_names = classes.names;
  } else if (model) {
    known.most_classes = most_classes(*model);
  }
  return known;
}

Result<void> require_classifier(const Model& model) {
  const auto reason = not_a_classifier(model);
  if (!reason || unknown_input_size(model)) return {};  // it may have answered elsewhere, at a size of the app's
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("{}: accuracy of this kind of model is not measured yet ({}), so that these answers cannot "
                          "be its own; leave the model out",
                          model.path.string(), *reason));
}

Result<void> take_predictions(const std::filesystem::path& file, const PredictionsOptions& known, Run& run) {
  MUSTER_TRY(Run measured, read_predictions(file, known));
  run.dataset = std::move(measured.dataset);
  run.predictions = std::move(measured.predictions);
  std::ranges::move(measured.latency_runs, std::back_inserter(run.latency_runs));
  MUSTER_TRY(run.class_groups, parse_class_groups(known.data, run.dataset.class_names));
  return {};
}

Result<void> take_confusion(const std::filesystem::path& file, const PredictionsOptions& known, Run& run) {
  MUSTER_TRY(run.given_confusion, read_confusion(file));
  const auto& names = run.given_confusion->class_names;
  const std::size_t most = run.model ? most_classes(*run.model) : names.size();
  if (names.size() > most)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{} has {} classes, and the model tells {} apart: this is another model's matrix",
                            file.string(), names.size(), most));
  for (const std::string& name : names)
    if (!known.class_names.empty() && std::ranges::find(known.class_names, name) == known.class_names.end())
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("{}: {} is none of the model's {} classes{}", file.string(), in_quotes(name),
                              known.class_names.size(), did_you_mean(name, known.class_names)));
  run.predictions.origin = known.measured_on ? Origin::kDevice : Origin::kHost;
  run.predictions.device = known.measured_on.value_or(Device{});
  return {};
}

/// Where evidence was measured; nullopt: on this host.
Result<std::optional<Device>> device_of(const EvidenceOptions& evidence) {
  if (evidence.measured_on.empty()) return std::nullopt;
  MUSTER_TRY(const Device device, parse_measured_on(evidence.measured_on));
  return device;
}

/// The evidence with what a table of predictions says itself of its device and model. Errors: it says otherwise than
/// the user.
Result<EvidenceOptions> with_identity(const EvidenceOptions& evidence) {
  EvidenceOptions known = evidence;
  if (evidence.predictions.empty()) return known;
  MUSTER_TRY(const auto identity, field_identity(evidence.predictions));
  if (!identity) return known;
  const Device& told = identity->device;
  if (known.measured_on.empty() && complete_device(told)) known.measured_on = as_measured_on(told);
  const auto differs = [&](const std::string& difference) {
    return fail(ErrorCode::kMalformed,
                fmt::format("{} names {} with an option", evidence.predictions.string(), difference));
  };
  if (!known.measured_on.empty()) {
    MUSTER_TRY(const Device stated, parse_measured_on(known.measured_on));
    if (const std::string difference = difference_of(told, stated); !difference.empty()) return differs(difference);
  }
  const std::string& sha256 = identity->model_sha256;
  if (!sha256.empty() && !known.model_sha256.empty() && lower_case(known.model_sha256) != sha256)
    return differs(fmt::format("the model {}, and you say {}", sha256, printable(known.model_sha256, 80)));
  if (!sha256.empty()) known.model_sha256 = sha256;
  return known;
}

}  // namespace

Result<LatencyRun> take_latency_log(const EvidenceOptions& evidence, const std::optional<Model>& model) {
  MUSTER_TRY(const std::optional<Device> device, device_of(evidence));
  LatencyLogOptions known{device, std::nullopt, evidence.record, evidence.model_sha256};
  if (model) known.file_bytes = model->file_bytes;
  MUSTER_TRY(LatencyLog log, read_latency_log(evidence.latency_log, known));
  EvidenceOptions stated = evidence;
  stated.model_sha256 = log.model_sha256;
  MUSTER_TRY(log.run.model_proof, prove_model(stated, log.run.origin, model));
  return std::move(log.run);
}

Result<void> take_origin(const EvidenceOptions& evidence, const std::optional<Model>& model, EnergyRun& energy) {
  MUSTER_TRY(const std::optional<Device> device, device_of(evidence));
  if (!device)
    return fail(
        ErrorCode::kInvalidArgument,
        "on which device was the energy measured? Say so with --measured-on \"DEVICE; OS; RUNTIME; ACCELERATOR; "
        "DATE\"");
  energy.origin = energy.meter == kRaplMeter ? Origin::kHost : Origin::kDevice;
  energy.device = *device;
  energy.accelerator = device->accelerator;
  MUSTER_TRY(energy.model_proof, prove_model(evidence, Origin::kDevice, model));
  return {};
}

Result<void> take_evidence(const EvidenceOptions& given, const DataOptions& data, const std::string& scores, Run& run) {
  MUSTER_TRY(const EvidenceOptions evidence, with_identity(given));
  MUSTER_TRY(const std::optional<Device> device, device_of(evidence));
  if (!evidence.predictions.empty() || !evidence.confusion.empty()) {
    MUSTER_TRY(const ModelProof proof, prove_model(evidence, device ? Origin::kDevice : Origin::kHost, run.model));
    if (run.model) {
      MUSTER_CHECK_OK(require_classifier(*run.model));
    }
    MUSTER_TRY(PredictionsOptions known, known_of_answers(device, data, run.model));
    known.scores = scores;
    MUSTER_CHECK_OK(evidence.predictions.empty() ? take_confusion(evidence.confusion, known, run)
                                                 : take_predictions(evidence.predictions, known, run));
    run.predictions.model_proof = proof;
    for (LatencyRun& timed : run.latency_runs) timed.model_proof = proof;
  }
  if (evidence.latency_log.empty()) return {};
  if (!run.latency_runs.empty())
    return fail(ErrorCode::kInvalidArgument, fmt::format("{} has latency_ms, and {} states times too; give one of them",
                                                         evidence.predictions.string(), evidence.latency_log.string()));
  MUSTER_TRY(LatencyRun timed, take_latency_log(evidence, run.model));
  run.latency_runs.push_back(std::move(timed));
  return {};
}

}  // namespace muster
