// From a model and labelled photos to the single change that mends most: likely mistakes are tried on few photos first,
// those of labels are read from answers that are there.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/machine.h"
#include "base/now.h"
#include "data/load_dataset.h"
#include "doctor/describe_answers.h"
#include "doctor/graded_answers.h"
#include "doctor/halving.h"
#include "doctor/photos_to_take.h"
#include "doctor/preparation_changes.h"
#include "muster/doctor.h"
#include "stated_options.h"

namespace muster {
namespace {

/// How a model is run on photos, and what the user said of it.
struct Patient {
  Classifier classifier;
  Dataset dataset;
  StatedOptions stated;
};

/// A model of one score is read as of two classes.
void split_single_output(const Patient& patient, GradedAnswers& graded) {
  const TensorSpec& output = patient.classifier.setup.output;
  if (element_count(output) != 1) return;
  const ScoreKind kind =
      graded.answers.range.kind(patient.stated.run.scores, output, patient.classifier.model.output_activation);
  graded.split_single_output(kind.name == "logit");
}

/// How well each change did so far, by which the others are dropped: right answers, or the mean recall.
std::vector<double> worth_of(const GradedAnswers& graded, std::size_t changes) {
  const JudgedBy by = judged_by(graded.pairs(0));
  std::vector<double> worth;
  for (std::size_t i = 0; i < changes; ++i) {
    const auto pairs = graded.pairs(i + 1);
    worth.push_back(by == JudgedBy::kMeanRecall
                        ? mean_recall_after(count_by_class(pairs))
                        : static_cast<double>(std::ranges::count(pairs, true, &PairedPhoto::after)));
  }
  return worth;
}

/// Tries the changes, the stated preparation beside them (number 0; change i is i + 1). Returns those not dropped.
Result<std::vector<std::uint32_t>> try_preparations(const Patient& patient,
                                                    const std::vector<PreparationChange>& changes, const Hooks& hooks,
                                                    GradedAnswers& graded) {
  std::vector<Preprocessing> all{patient.classifier.setup.preprocessing};
  for (const PreparationChange& other : changes) all.push_back(other.preprocessing);
  std::vector<std::uint32_t> alive(changes.size());
  std::iota(alive.begin(), alive.end(), 0U);
  const auto rounds = plan_halving(graded.photos().size(), changes.size());
  const std::uint64_t total = inferences_of(rounds, changes.size());
  const auto tell = [&](std::uint64_t done) { hooks.report("answers", std::min(done, total), total); };
  for (const HalvingRound& round : rounds) {
    std::vector<std::uint32_t> preparations{0};
    for (const std::uint32_t change : alive) preparations.push_back(change + 1);
    const auto photos = graded.photos().subspan(round.begin, round.end - round.begin);
    MUSTER_CHECK_OK(predict_each(patient.classifier, patient.dataset, {photos, preparations, all}, patient.stated.run,
                                 hooks, tell, graded.answers));
    split_single_output(patient, graded);
    if (graded.answers.interrupted) break;
    alive = better_half(alive, worth_of(graded, changes.size()), round.keep);
  }
  return alive;
}

/// Whether the scores are of the kind that they are stated to be.
void look_at_scores(const Patient& patient, const GradedAnswers& graded, Diagnosis& diagnosis) {
  const std::string& said = patient.stated.run.scores;
  auto wrong = graded.answers.range.contradiction(said, patient.classifier.setup.output,
                                                  patient.classifier.model.output_activation);
  if (wrong) {
    wrong->front() = 'T';
    diagnosis.wrong_scores = *wrong + ".";
    return;
  }
  const ScoreKind seen =
      graded.answers.range.kind("", patient.classifier.setup.output, patient.classifier.model.output_activation);
  if (said.empty() || said == "probability" || seen.name.empty() || seen.name == said) return;
  diagnosis.wrong_scores = fmt::format(
      "The scores are stated to be of kind {}, and what came out is of kind {}: say "
      "--scores {}, or leave it out.",
      said, seen.name, seen.name);
}

/// Names of all outputs as `reading` has them; empty: some have none.
std::vector<std::string> labels_of(const LabelChange& reading, const Dataset& dataset) {
  std::vector<std::string> names;
  for (const std::int32_t of : reading.class_of_output)
    names.push_back(of < 0 ? "background" : dataset.class_names[static_cast<std::size_t>(of)]);
  if (std::ranges::any_of(names, [](const std::string& name) { return name.empty(); })) names.clear();
  return names;
}

Result<Patient> admit(const CheckOptions& check, Diagnosis& diagnosis) {
  Patient patient;
  MUSTER_TRY(patient.stated, with_sidecar(diagnosis.model.path, check.data, check.run));
  MUSTER_TRY(patient.dataset, load_dataset(patient.stated.data, diagnosis.model));
  MUSTER_TRY(diagnosis.preprocessing,
             resolve_preprocessing(check.preprocessing, patient.stated.sidecar, diagnosis.model));
  MUSTER_TRY(patient.classifier, classifier_of(diagnosis.model, diagnosis.preprocessing, patient.dataset));
  diagnosis.data = patient.dataset.source;
  diagnosis.split = patient.dataset.split;
  diagnosis.warnings = patient.dataset.warnings;
  return patient;
}

}  // namespace

Result<Diagnosis> diagnose(const DoctorOptions& options, const Hooks& hooks) {
  const CheckOptions& check = options.check;
  if (check.models.empty()) return fail(ErrorCode::kInvalidArgument, "no model was named");
  Diagnosis diagnosis;
  MUSTER_TRY(diagnosis.model, inspect(check.models.front(), check.run, hooks));
  if (const auto reason = not_a_classifier(diagnosis.model))
    return fail(ErrorCode::kUnsupported, fmt::format("{}: {}", diagnosis.model.path.string(), *reason));
  MUSTER_TRY(const Patient patient, admit(check, diagnosis));
  const Dataset& dataset = patient.dataset;
  MUSTER_TRY(const auto groups, parse_class_groups(patient.stated.data, dataset.class_names));
  const auto changes = suspected_preparations(diagnosis.preprocessing, diagnosis.model);
  GradedAnswers graded(dataset, groups, photos_to_take(dataset, options.seed), changes.size() + 1);
  MUSTER_TRY(const auto alive, try_preparations(patient, changes, hooks, graded));
  graded.leave_out_copies();
  describe_answers(graded, diagnosis);
  look_at_scores(patient, graded, diagnosis);
  if (diagnosis.accuracy.count == 0 && !diagnosis.interrupted)
    return fail(ErrorCode::kMalformed,
                fmt::format("{}: none of its photos has a class and an answer{}", dataset.source.string(),
                            diagnosis.events.empty() ? "" : "; the first: " + diagnosis.events.front()));

  LabelTrials labels =
      try_labels(graded, {dataset.class_names, diagnosis.model.labels, dataset.by_index, dataset.background});
  std::vector<Trial> trials;
  for (std::uint32_t i = 0; i < changes.size(); ++i)
    trials.push_back({changes[i].change, graded.pairs(i + 1), std::ranges::find(alive, i) == alive.end()});
  std::ranges::move(labels.trials, std::back_inserter(trials));
  diagnosis.least_photos = least_mended(trials.size());
  diagnosis.changes = weigh_changes(trials, diagnosis.judged_by);
  say_what_is_open(graded, diagnosis);
  if (const TriedChange* best = advised_change(diagnosis))
    for (const LabelChange& reading : labels.readings)
      if (reading.change.id == best->change.id && !dataset.by_index) diagnosis.labels = labels_of(reading, dataset);
  diagnosis.machine = read_machine();
  diagnosis.created_at = now();
  return diagnosis;
}

}  // namespace muster
