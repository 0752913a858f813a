#include "contradictions.h"

namespace muster::cli {

Result<void> refuse_contradictions(const Arguments& arguments) {
  const CheckOptions& check = arguments.check;
  const EvidenceOptions& evidence = check.evidence;
  const bool accuracy_evidence = !evidence.predictions.empty() || !evidence.confusion.empty();
  if (arguments.thresholds.rankings && (accuracy_evidence || !check.run.accuracy))
    return fail(ErrorCode::kInvalidArgument,
                "--rankings takes the model's whole outputs, from photos that are classified here: give the model and "
                "--data, or leave it out");
  if (!(check.train.empty() && check.field.empty()) && (accuracy_evidence || !check.run.accuracy))
    return fail(ErrorCode::kInvalidArgument,
                "--train and --field are for photos that are classified here: give the model and --data, or leave them "
                "out");
  if (check.decide_seed && !check.train.empty())
    return fail(ErrorCode::kInvalidArgument,
                "--decide spares photos, and --train searches all of them for leaks: leave one of the two out");
  if (check.models.empty() && !accuracy_evidence)
    return fail(ErrorCode::kInvalidArgument,
                "name a model, or evidence with --predictions or --confusion; see muster check --help");
  if (check.models.size() > 1 && (accuracy_evidence || !evidence.latency_log.empty()))
    return fail(ErrorCode::kInvalidArgument,
                "--predictions, --confusion and --latency-log belong to one model; name just one");
  if (!evidence.predictions.empty() && !evidence.confusion.empty())
    return fail(ErrorCode::kInvalidArgument, "--predictions and --confusion both state the accuracy; give one");
  if (accuracy_evidence && !check.data.data.empty())
    return fail(ErrorCode::kInvalidArgument,
                "--data and --predictions (or --confusion) both state the accuracy; give one");
  if (accuracy_evidence && !check.run.device.empty())
    return fail(
        ErrorCode::kInvalidArgument,
        "--device runs the model, and --predictions or --confusion have its answers already; leave one of them out");
  if (!evidence.measured_on.empty() && !accuracy_evidence && evidence.latency_log.empty())
    return fail(ErrorCode::kInvalidArgument,
                "--measured-on says where evidence comes from: give --predictions, --confusion or --latency-log too");
  if (!evidence.record.empty() && evidence.latency_log.empty())
    return fail(ErrorCode::kInvalidArgument, "--record picks a record of a log: give --latency-log too");
  if (!evidence.model_sha256.empty() && evidence.same_model)
    return fail(ErrorCode::kInvalidArgument, "--model-sha256 and --same-model both say which model it was; give one");
  if ((!evidence.model_sha256.empty() || evidence.same_model) && !accuracy_evidence && evidence.latency_log.empty())
    return fail(
        ErrorCode::kInvalidArgument,
        "--model-sha256 and --same-model speak of evidence: give --predictions, --confusion or --latency-log too");
  if (accuracy_evidence && !check.run.accuracy)
    return fail(ErrorCode::kInvalidArgument,
                "--no-accuracy leaves nothing to do with --predictions or --confusion; leave one of them out");
  if (accuracy_evidence && !(check.preprocessing == PreprocessingOptions{}))
    return fail(ErrorCode::kInvalidArgument,
                "--preprocess, --crop, --resize, --colour, --mean and --std are for photos that are classified here; "
                "answers that are there are taken as they are");
  if (check.decide_seed && (accuracy_evidence || !check.run.accuracy || !check.reference.empty()))
    return fail(
        ErrorCode::kInvalidArgument,
        "--decide is for photos that are classified here, by one model; answers that are there are all counted");
  if (check.decide_seed && !(check.history.empty() && check.baseline.empty()))
    return fail(
        ErrorCode::kInvalidArgument,
        "--decide measures some of the photos, other ones each time: such a Run is no part of a history, nor to be "
        "held against a baseline");
  if (arguments.seed && !arguments.decide && !arguments.stress && check.train.empty())
    return fail(ErrorCode::kInvalidArgument,
                "--seed is of what --decide, --stress or --train draw: give one of them too");
  if (arguments.stress_photos && !arguments.stress)
    return fail(ErrorCode::kInvalidArgument, "--stress-photos says how many photos --stress degrades: give it too");
  if (check.stress && (accuracy_evidence || !check.run.accuracy))
    return fail(ErrorCode::kInvalidArgument,
                "--stress is for photos that are classified here; answers that are there tell nothing of it");
  if (check.stress && check.decide_seed)
    return fail(ErrorCode::kInvalidArgument,
                "--decide stops as soon as it can, --stress wants photos of all classes; give one of them");
  if (accuracy_evidence && check.data.limit > 0)
    return fail(ErrorCode::kInvalidArgument, "--limit is for photos: answers that are there are all counted");
  if (!check.reference.empty() && accuracy_evidence)
    return fail(ErrorCode::kInvalidArgument,
                "--reference is for photos that both models decide on here; --predictions and --confusion have answers "
                "of one model only");
  if (!check.reference.empty() && !check.run.accuracy)
    return fail(ErrorCode::kInvalidArgument, "--no-accuracy leaves nothing to compare with --reference");
  const DataOptions& data = check.data;
  if (!evidence.confusion.empty() && !(data.class_groups.empty() && data.by.empty() && data.split.empty()))
    return fail(ErrorCode::kInvalidArgument, "--group, --by and --split need single answers; a matrix has none");
  if (!evidence.confusion.empty() && !check.run.scores.empty())
    return fail(ErrorCode::kInvalidArgument, "--scores tells what scores are; a matrix has none");
  if (check.data.data.empty() && !check.models.empty() && !accuracy_evidence && check.run.accuracy)
    return fail(ErrorCode::kInvalidArgument,
                check.models.front().extension() == ".run"
                    ? check.models.front().string() + ": a Run file is graded with muster judge"
                    : "--data is missing: a folder of class folders or a CSV manifest (or give --no-accuracy)");
  if (!arguments.predictions_file.empty() && check.models.size() > 1)
    return fail(ErrorCode::kInvalidArgument, "--predictions-out takes one model");
  if (!arguments.run_file.empty() && check.models.size() > 1)
    return fail(ErrorCode::kInvalidArgument, "a Run holds one model; observe each into a file of its own");
  return {};
}

Result<void> refuse_device_contradictions(const CheckOptions& check) {
  const RunOptions& run = check.run;
  if (run.device.empty() && (!run.benchmark_model.empty() || run.keep_on_device))
    return fail(ErrorCode::kInvalidArgument,
                "--benchmark-model and --keep are of a device: name it with --device adb:SERIAL (or ssh:USER@HOST)");
  if (check.models.empty() && (run.energy.count() > 0 || run.sustained.count() > 0 || !run.device.empty()))
    return fail(ErrorCode::kInvalidArgument,
                "--energy, --sustained and --device run the model: name it, or leave them out");
  if (run.benchmark_model.empty() && !run.benchmark_flags.empty())
    return fail(ErrorCode::kInvalidArgument, "--benchmark-flag is for --benchmark-model: give it too");
  if (run.benchmark_model.empty()) return {};
  if (!run.latency || !check.evidence.latency_log.empty())
    return fail(ErrorCode::kInvalidArgument,
                "--benchmark-model measures the time: leave it out, or --no-latency and --latency-log");
  if (run.sustained.count() > 0 || run.energy.count() > 0)
    return fail(
        ErrorCode::kInvalidArgument,
        "--sustained and --energy watch the device while it works, which benchmark_model does not: they need the "
        "probe (docs/devices.md)");
  return {};
}

}  // namespace muster::cli
