// The report as JSON, as docs/report.schema.json describes it.
#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "base/score_kinds.h"
#include "report/json_documents.h"
#include "report/json_other_photos.h"
#include "report/json_parts.h"
#include "report/json_stress.h"
#include "report/json_thresholds.h"
#include "report/reports.h"

namespace muster {
namespace {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::kNotFound:
      return "not_found";
    case ErrorCode::kInvalidArgument:
      return "invalid_argument";
    case ErrorCode::kMalformed:
      return "malformed";
    case ErrorCode::kUnsupported:
      return "unsupported";
    case ErrorCode::kStopped:
      return "stopped";
    case ErrorCode::kDisconnected:
      return "disconnected";
    case ErrorCode::kRuntime:
      return "runtime";
    case ErrorCode::kInternal:
      return "internal";
  }
  return "internal";
}

Json verdict_json(const std::optional<Verdict>& verdict) {
  return verdict ? Json(muster::to_string(*verdict)) : Json(nullptr);
}

Json path_json(const ModelReport& report) {
  return report.run.model ? Json(report.run.model->path.string()) : Json(nullptr);
}

Json metrics_json(const std::vector<Measurement>& measurements) {
  Json metrics = Json::object();
  auto& members = metrics.get_ref<Json::object_t&>();  // insertion through the map would be quadratic
  std::unordered_set<std::string_view> written;
  for (const Measurement& measurement : measurements)
    if (written.insert(measurement.metric).second)
      members.Container::emplace_back(measurement.metric, to_json(measurement));
  return metrics;
}

Json classes_json(const std::vector<ClassFigures>& classes, const std::vector<ClassRanking>& rankings) {
  std::unordered_map<std::string_view, const ClassRanking*> by_name;
  for (const ClassRanking& ranking : rankings) by_name.emplace(ranking.name, &ranking);

  const auto rate = [](const std::optional<Estimate>& estimate) {
    return estimate ? Json(estimate->value) : Json(nullptr);
  };
  Json rows = Json::array();
  for (const ClassFigures& figures : classes) {
    if (figures.support == 0 && figures.predicted == 0) continue;
    const auto found = by_name.find(figures.name);
    const ClassRanking* ranking = found == by_name.end() ? nullptr : found->second;
    rows.push_back({{"index", figures.index},
                    {"name", figures.name},
                    {"precision", rate(figures.precision)},
                    {"recall", rate(figures.recall)},
                    {"f1", json_or_null(figures.f1)},
                    {"support", figures.support},
                    {"predicted", figures.predicted},
                    {"precision_interval", interval_json(figures.precision)},
                    {"recall_interval", interval_json(figures.recall)},
                    {"average_precision", ranking == nullptr ? Json(nullptr) : Json(ranking->average_precision)},
                    {"roc_area", ranking == nullptr ? Json(nullptr) : json_or_null(ranking->roc_area)}});
  }
  return rows;
}

Json confusion_json(const ModelReport& report) {
  const auto known = [&](const std::optional<std::uint32_t>& index) { return index && *index < report.classes.size(); };
  const auto name = [&](const std::optional<std::uint32_t>& index) {
    return known(index) ? Json(report.classes[*index].name) : Json(nullptr);
  };
  const auto class_index = [&](const std::optional<std::uint32_t>& index) {
    return known(index) ? Json(report.classes[*index].index) : Json(nullptr);
  };
  Json cells = Json::array();
  for (const ConfusionCell& cell : report.confusion)
    if (cell.count > 0)
      cells.push_back({{"actual", name(cell.actual)},
                       {"predicted", name(cell.predicted)},
                       {"count", cell.count},
                       {"actual_index", class_index(cell.actual)},
                       {"predicted_index", class_index(cell.predicted)}});
  return cells;
}

template <class T>
Json array_json(const std::vector<T>& values) {
  Json array = Json::array();
  for (const T& value : values) array.push_back(to_json(value));
  return array;
}

Json facts_json(const std::optional<Model>& model) {
  if (!model) return nullptr;
  return {{"format_version", text_or_null(model->format_version)},
          {"description", text_or_null(model->description)},
          {"file_bytes", model->file_bytes},
          {"store_bytes", model->store_bytes},
          {"parameter_count", model->parameter_count},
          {"multiply_accumulates", model->multiply_accumulates},
          {"inputs", array_json(model->inputs)},
          {"outputs", array_json(model->outputs)}};
}

Json events_json(const std::vector<Event>& events) {
  Json array = Json::array();
  for (const Event& event : events)
    array.push_back({{"check", event.check}, {"subject", event.subject}, {"message", event.message}});
  return array;
}

Json reference_json(const ModelReport& report) {
  if (!report.run.reference) return nullptr;
  const BesideReference& one = *report.run.reference;
  return {{"path", one.path.string()},
          {"sha256", text_or_null(one.sha256)},
          {"photos", one.flips.photos},
          {"right_to_wrong", one.flips.right_to_wrong},
          {"wrong_to_right", one.flips.wrong_to_right},
          {"wrong_to_wrong", one.flips.wrong_to_wrong},
          {"unlabelled", one.flips.unlabelled},
          {"unlabelled_changed", one.flips.unlabelled_changed},
          {"uncommon_answers", uncommon_json(one.answers)},
          {"unreadable", one.unanswered.unreadable},
          {"pending", one.unanswered.pending},
          {"failed", one.unanswered.failed},
          {"guessed", one.guessed},
          {"sameness", report.comparison ? Json(to_string(report.comparison->sameness)) : Json(nullptr)}};
}

Json baseline_json(const std::optional<Baseline>& baseline) {
  if (!baseline || baseline->source.empty()) return nullptr;
  return {{"source", baseline->source},
          {"observed_at", text_or_null(baseline->observed_at)},
          {"model_bytes", baseline->model_bytes},
          {"metrics", metrics_json(baseline->figures)},
          {"latency_runs", array_json(baseline->latency_runs)}};
}

Json decision_json(const std::optional<EarlyDecision>& decision) {
  if (!decision) return nullptr;
  return {{"seed", decision->seed}, {"taken", decision->order.size()}, {"spared", decision->spared}};
}

Json gradings_json(const std::optional<Gradings>& gradings) {
  if (!gradings) return nullptr;
  return {{"runs", gradings->runs}, {"models", gradings->models}};
}

Json suspect_labels_json(const std::vector<SuspectLabel>& suspects) {
  Json array = Json::array();
  for (const SuspectLabel& one : suspects)
    array.push_back({{"path", one.path},
                     {"label", one.label},
                     {"other", one.other},
                     {"label_probability", one.label_probability},
                     {"other_probability", one.other_probability}});
  return array;
}

Json shards_json(const std::vector<Shard>& shards) {
  Json array = Json::array();
  for (const Shard& shard : shards)
    array.push_back({{"source", shard.source},
                     {"observed_by", text_or_null(shard.command)},
                     {"machine", to_json(shard.machine)},
                     {"photos", shard.photos},
                     {"latency_runs", array_json(shard.latency_runs)}});
  return array;
}

Json data_json(const Run& run) {
  if (run.dataset.size() == 0) return nullptr;
  return {{"source", run.dataset.source.string()},
          {"split", text_or_null(run.dataset.split)},
          {"images", run.dataset.size()},
          {"unreadable", std::ranges::count(run.predictions.states, PhotoState::kUnreadable)},
          {"sha256", text_or_null(run.data_sha256)},
          {"other_colours", run.other_colours_photos},
          {"warnings", run.dataset.warnings}};
}

Json model_json(const ModelReport& report) {
  const Run& run = report.run;
  Json preprocess_times = Json::array();
  for (const Nanoseconds time : run.preprocess_times) preprocess_times.push_back(time.count());
  return {{"path", path_json(report)},
          {"format", run.model ? Json(run.model->format) : Json(nullptr)},
          {"sha256", run.model ? text_or_null(run.model->sha256) : Json(nullptr)},
          {"verdict", verdict_json(report.verdict)},
          {"reasons", report.reasons},
          {"caveats", report.caveats},
          {"preprocessing", run.preprocessing ? to_json(*run.preprocessing) : Json(nullptr)},
          {"sidecar_sha256", text_or_null(run.sidecar_sha256)},
          {"metrics", metrics_json(report.measurements)},
          {"limits", array_json(report.limits)},
          {"reference", reference_json(report)},
          {"classes", classes_json(report.classes, run.class_rankings)},
          {"confusion", confusion_json(report)},
          {"thresholds", thresholds_json(report.thresholds)},
          {"explored", thresholds_json(report.explored)},
          {"calibration", calibration_json(report.calibration)},
          {"stress", stress_json(report)},
          {"facts", facts_json(run.model)},
          {"score_kind", text_or_null(run.predictions.score_kind)},
          {"score_kind_source", text_or_null(std::string(score_kind_source(run.predictions, run.model)))},
          {"latency_runs", array_json(run.latency_runs)},
          {"preprocess_ns", preprocess_times},
          {"events", events_json(run.events)},
          {"event_count", run.event_count},
          {"interrupted", run.interrupted},
          {"complete", run.complete},
          {"data", data_json(run)},
          {"observed_at", text_or_null(run.observed_at)},
          {"observed_by", text_or_null(run.command)},
          {"decision", decision_json(run.decision)},
          {"baseline", baseline_json(run.baseline)},
          {"gradings", gradings_json(run.gradings)},
          {"suspect_labels", suspect_labels_json(report.suspect_labels)},
          {"leaks", leaks_json(run)},
          {"other_photos", other_photos_json(report)},
          {"shards", shards_json(run.shards)}};
}

/// The device that the first figures from a device were had on; null: none were.
Json measured_on_json(const Report& report) {
  for (const ModelReport& model : report.models) {
    const Predictions& predictions = model.run.predictions;
    if (predictions.origin == Origin::kDevice) return to_json(predictions.device);
    for (const LatencyRun& run : model.run.latency_runs)
      if (run.origin == Origin::kDevice) return to_json(run.device);
  }
  return nullptr;
}

std::string render_json(const Report& report, const RenderOptions&) {
  return write_json(report_json(report));
}

}  // namespace

Json report_json(const Report& report) {
  Json findings = Json::array(), models = Json::array(), error = nullptr;
  for (const ModelReport& model : report.models) {
    for (const Finding& finding : model.findings) findings.push_back(to_json(finding, path_json(model)));
    models.push_back(model_json(model));
  }
  if (report.error) error = {{"code", to_string(report.error->code)}, {"message", report.error->message}};
  const Run* first = report.models.empty() ? nullptr : &report.models.front().run;
  return {{"schema_version", Report::kSchemaVersion},
          {"tool_version", report.tool_version},
          {"created_at", report.created_at},
          {"command", report.command},
          {"budget_source", report.budget_source},
          {"verdict", verdict_json(report.verdict)},
          {"error", error},
          {"findings", findings},
          {"models", models},
          {"machine", first ? to_json(first->machine) : Json(nullptr)},
          {"data", first ? data_json(*first) : Json(nullptr)},
          {"measured_on", measured_on_json(report)}};
}

const ReportFormat json_format{"json", &render_json};

}  // namespace muster
