#include "record/run_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "base/device_fields.h"
#include "base/model_fields.h"
#include "base/text.h"
#include "record/other_photos_fields.h"
#include "record/reference_fields.h"

namespace muster {

// The documents keep fields by the names that the types have; paths are texts, times nanoseconds, enums their words.
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(StatedPercentile, percent, time)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(LatencySummary, count, min, mean, max, standard_deviation, percentiles,
                                   early_stopping_p90)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(GivenConfusion, class_names, counts)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Event, check, subject, message)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ClassGroup, name, classes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ClippedInputs, photos, largest_share, worst_photo)

namespace {

using Json = nlohmann::json;

/// Calls `field(name, member)` for every member of a timing run that is no enum.
void for_each_field(auto& run, const auto& field) {
  field("device", run.device);
  field("accelerator", run.accelerator);
  field("threads", run.threads);
  field("on_noise", run.on_noise);
  field("sustained", run.sustained);
  field("load_ns", run.load);
  field("first_ns", run.first);
  field("warmup_ns", run.warmup);
  field("steady_ns", run.steady);
  field("summary_ns", run.summary);
  field("tool", run.tool);
  field("source", run.source);
  field("graph", run.graph);
  field("profiled", run.profiled);
  field("requests", run.requests);
  field("peak_memory_bytes", run.peak_memory_bytes);
  field("memory_meaning", run.memory_meaning);
  field("other_load_cores", run.other_load_cores);
  field("states", run.states);
}

}  // namespace

void to_json(Json& json, const LatencyRun& run) {
  json = {{"origin", to_string(run.origin)}, {"end", to_string(run.end)}, {"model_proof", to_string(run.model_proof)}};
  for_each_field(run, [&](const char* name, const auto& value) { json[name] = value; });
}

void from_json(const Json& json, LatencyRun& run) {
  run.origin = enum_of_word(json.at("origin"), Origin::kEstimated);
  run.end = enum_of_word(json.at("end"), RunEnd::kStopped);
  run.model_proof = enum_of_word(json.at("model_proof"), ModelProof::kDigest);
  for_each_field(run, [&](const char* name, auto& value) {
    const bool unsaid = std::string_view(name) == "profiled" && !json.contains(name);  // in older files
    if (!unsaid) json.at(name).get_to(value);
  });
}

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(EnergySpan, duration, joules, step_joules, inferences)

void to_json(Json& json, const EnergyRun& run) {
  json = {{"origin", to_string(run.origin)},
          {"device", run.device},
          {"accelerator", run.accelerator},
          {"meter", run.meter},
          {"source", run.source},
          {"model_proof", to_string(run.model_proof)},
          {"spans", run.spans}};
}

void from_json(const Json& json, EnergyRun& run) {
  run.origin = enum_of_word(json.at("origin"), Origin::kEstimated);
  json.at("device").get_to(run.device);
  json.at("accelerator").get_to(run.accelerator);
  json.at("meter").get_to(run.meter);
  json.at("source").get_to(run.source);
  run.model_proof = enum_of_word(json.at("model_proof"), ModelProof::kDigest);
  json.at("spans").get_to(run.spans);
}

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(EarlyDecision, seed, order, spared)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(StressAnswers, seed, drawn_from, kinds, photos)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Estimate, value, low, high, count)

void to_json(Json& json, const Measurement& measurement) {
  json = {{"metric", measurement.metric},           {"unit", measurement.unit},
          {"estimate", measurement.estimate},       {"origin", to_string(measurement.origin)},
          {"accelerator", measurement.accelerator}, {"note", measurement.note}};
}

void from_json(const Json& json, Measurement& measurement) {
  json.at("metric").get_to(measurement.metric);
  json.at("unit").get_to(measurement.unit);
  json.at("estimate").get_to(measurement.estimate);
  measurement.origin = enum_of_word(json.at("origin"), Origin::kEstimated);
  json.at("accelerator").get_to(measurement.accelerator);
  json.at("note").get_to(measurement.note);
}

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Change, id, words, options, advice)
void to_json(Json& json, const TriedChange& tried) {
  json = {{"change", tried.change},
          {"photos", tried.photos},
          {"right_before", tried.right_before},
          {"right_after", tried.right_after},
          {"mended", tried.mended},
          {"spoilt", tried.spoilt},
          {"gain", tried.gain},
          {"balanced_gain", tried.balanced_gain},
          {"p", tried.p},
          {"p_corrected", tried.p_corrected},
          {"dropped", tried.dropped},
          {"helps", tried.helps},
          {"judged_by", to_string(tried.judged_by)},
          {"recall_before", tried.recall_before},
          {"recall_after", tried.recall_after}};
}

void from_json(const Json& json, TriedChange& tried) {
  json.at("change").get_to(tried.change);
  json.at("photos").get_to(tried.photos);
  json.at("right_before").get_to(tried.right_before);
  json.at("right_after").get_to(tried.right_after);
  json.at("mended").get_to(tried.mended);
  json.at("spoilt").get_to(tried.spoilt);
  json.at("gain").get_to(tried.gain);
  json.at("balanced_gain").get_to(tried.balanced_gain);
  json.at("p").get_to(tried.p);
  json.at("p_corrected").get_to(tried.p_corrected);
  json.at("dropped").get_to(tried.dropped);
  json.at("helps").get_to(tried.helps);
  // Files without these members were judged by top-1.
  const bool by_recall = json.value("judged_by", "") == to_string(JudgedBy::kMeanRecall);
  tried.judged_by = by_recall ? JudgedBy::kMeanRecall : JudgedBy::kTop1Accuracy;
  tried.recall_before = json.value("recall_before", 0.0);
  tried.recall_after = json.value("recall_after", 0.0);
}

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PreprocessingHint, photos, changes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Baseline, source, observed_at, model_bytes, machine, latency_runs, figures)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Gradings, runs, models)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Shard, source, command, machine, photos, latency_runs)

namespace {

Json write_model(const Run& run) {
  Json json = run.model;
  if (run.model) json["path"] = run.model->path.string();
  return json;
}

void read_model(const Json& json, Run& run) {
  json.get_to(run.model);
  if (run.model) run.model->path = json.at("path").get<std::string>();
}

Json write_data(const Run& run) {
  const Dataset& data = run.dataset;
  Json slices = Json::array();
  for (const SliceColumn& slice : data.slices) slices.push_back(slice.name);
  return {{"source", data.source.string()},
          {"root", data.root.string()},
          {"split", data.split},
          {"background_first", data.background == 0},
          {"background", data.background},
          {"label_form", data.label_form},
          {"cluster_column", data.group.name},
          {"slices", slices},
          {"warnings", data.warnings},
          {"sha256", run.data_sha256},
          {"other_colours_photos", run.other_colours_photos},
          {"clipped_inputs", run.clipped_inputs},
          {"class_groups", run.class_groups},
          {"by", run.by}};
}

void read_data(const Json& json, Run& run) {
  Dataset& data = run.dataset;
  data.source = json.at("source").get<std::string>();
  data.root = json.at("root").get<std::string>();
  json.at("split").get_to(data.split);
  // Older files have `background_first` only.
  data.background = json.value("background", json.at("background_first").get<bool>() ? 0 : kNoBackground);
  data.label_form = json.value("label_form", "");
  json.at("cluster_column").get_to(data.group.name);
  for (const Json& name : json.at("slices")) data.slices.push_back({name.get<std::string>(), {}, {}});
  json.at("warnings").get_to(data.warnings);
  json.at("sha256").get_to(run.data_sha256);
  json.at("other_colours_photos").get_to(run.other_colours_photos);
  if (json.contains("clipped_inputs")) json.at("clipped_inputs").get_to(run.clipped_inputs);
  json.at("class_groups").get_to(run.class_groups);
  json.at("by").get_to(run.by);
}

Json write_answers(const Run& run) {
  const Predictions& predictions = run.predictions;
  return {{"model_proof", to_string(predictions.model_proof)},
          {"score_kind", predictions.score_kind},
          {"score_kind_detected", predictions.score_kind_detected},
          {"origin", to_string(predictions.origin)},
          {"device", predictions.device},
          {"output", predictions.output}};
}

void read_answers(const Json& json, Run& run) {
  Predictions& predictions = run.predictions;
  json.at("score_kind").get_to(predictions.score_kind);
  json.at("score_kind_detected").get_to(predictions.score_kind_detected);
  predictions.origin = enum_of_word(json.at("origin"), Origin::kEstimated);
  json.at("device").get_to(predictions.device);
  predictions.model_proof = enum_of_word(json.at("model_proof"), ModelProof::kDigest);
  json.at("output").get_to(predictions.output);
}

Json write_timing(const Run& run) {
  return {{"runs", run.latency_runs},
          {"preprocess_ns", run.preprocess_times},
          {"energy_runs", run.energy_runs},
          {"battery_mwh", run.battery_mwh},
          {"duty_per_second", run.duty_per_second}};
}

void read_timing(const Json& json, Run& run) {
  json.at("runs").get_to(run.latency_runs);
  json.at("preprocess_ns").get_to(run.preprocess_times);
  json.at("energy_runs").get_to(run.energy_runs);
  json.at("battery_mwh").get_to(run.battery_mwh);
  json.at("duty_per_second").get_to(run.duty_per_second);
}

Json write_course(const Run& run) {
  return {{"observed_at", run.observed_at}, {"command", run.command},         {"events", run.events},
          {"event_count", run.event_count}, {"interrupted", run.interrupted}, {"complete", run.complete}};
}

void read_course(const Json& json, Run& run) {
  json.at("observed_at").get_to(run.observed_at);
  json.at("command").get_to(run.command);
  json.at("events").get_to(run.events);
  json.at("event_count").get_to(run.event_count);
  json.at("interrupted").get_to(run.interrupted);
  json.at("complete").get_to(run.complete);
}

/// A document that is one member.
template <auto kMember>
RunDocument document(std::string_view name) {
  return {name, [](const Run& run) { return Json(run.*kMember); },
          [](const Json& json, Run& run) { json.get_to(run.*kMember); }};
}

template <auto kMember>
RunDocument optional_document(std::string_view name) {
  RunDocument one = document<kMember>(name);
  one.may_be_missing = true;
  return one;
}

Result<void> malformed(std::string_view what) {
  return fail(ErrorCode::kMalformed, std::string(what));
}

/// A class belongs to one group.
Result<void> check_groups(const Run& run) {
  std::vector<bool> taken(run.dataset.class_names.size());
  std::set<std::string_view> names;
  for (const ClassGroup& group : run.class_groups) {
    if (group.classes.empty() || !names.insert(group.name).second)
      return malformed(fmt::format("class group '{}' is empty, or there twice", printable(group.name)));
    for (const std::uint32_t member : group.classes) {
      if (member >= taken.size())
        return malformed(fmt::format("class group '{}' has a class that the model has not", printable(group.name)));
      if (taken[member]) return malformed(fmt::format("class {} is in two groups, or twice in one", member));
      taken[member] = true;
    }
  }
  return {};
}

bool in_range(const LatencyRun& run) {
  static constexpr Nanoseconds kLongest = std::chrono::hours(24 * 365);
  const auto fits = [](Nanoseconds time) { return time >= Nanoseconds(0) && time <= kLongest; };
  const auto fits_if_any = [&](const std::optional<Nanoseconds>& time) { return !time || fits(*time); };
  const LatencySummary summary = run.summary.value_or(LatencySummary{});
  return std::ranges::all_of(run.warmup, fits) && std::ranges::all_of(run.steady, fits) && fits_if_any(run.load) &&
         fits_if_any(run.first) && fits_if_any(summary.min) && fits_if_any(summary.mean) && fits_if_any(summary.max) &&
         fits_if_any(summary.standard_deviation) && run.requests >= 1 &&
         std::ranges::all_of(summary.percentiles, [&](const StatedPercentile& stated) {
           return fits(stated.time) && stated.percent >= 0 && stated.percent <= 100;
         });
}

bool is_energy(const EnergyRun& run) {
  constexpr double kMost = 1e9;
  return std::ranges::all_of(run.spans, [](const EnergySpan& span) {
    return span.duration > Nanoseconds(0) && span.duration <= std::chrono::hours(24 * 365) &&
           std::abs(span.joules) <= kMost && span.step_joules >= 0 && span.step_joules <= kMost &&
           span.inferences <= std::uint64_t{1} << 40U;
  });
}

bool is_square(const GivenConfusion& confusion) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 40U;
  const std::size_t classes = confusion.class_names.size();
  return confusion.counts.size() == classes && std::ranges::all_of(confusion.counts, [&](const auto& row) {
           return row.size() == classes && std::ranges::all_of(row, [](std::uint64_t count) { return count <= kMost; });
         });
}

}  // namespace

const std::vector<RunDocument>& run_documents() {
  static const std::vector<RunDocument> kAll{
      {"model", write_model, read_model},
      document<&Run::machine>("machine"),
      document<&Run::preprocessing>("preprocessing"),
      document<&Run::sidecar_sha256>("sidecar_sha256"),
      {"data", write_data, read_data},
      {"answers", write_answers, read_answers},
      document<&Run::given_confusion>("given_confusion"),
      document<&Run::reference>("reference"),
      {"timing", write_timing, read_timing},
      {"course", write_course, read_course},
      document<&Run::decision>("decision"),
      document<&Run::baseline>("baseline"),
      document<&Run::gradings>("gradings"),
      optional_document<&Run::leaks>("leaks"),
      optional_document<&Run::other_photos>("other_photos"),
      optional_document<&Run::hint>("hint"),
      document<&Run::shards>("shards"),
      optional_document<&Run::stress>("stress"),
  };
  return kAll;
}

Result<void> check_documents(const Run& run) {
  const std::int64_t background = run.dataset.background;
  if (background < kNoBackground || background > static_cast<std::int64_t>(run.dataset.class_names.size()))
    return malformed("a background output that the model has not");
  if (!(run.clipped_inputs.largest_share >= 0 && run.clipped_inputs.largest_share <= 1))
    return malformed("a share of clipped inputs that is none");
  MUSTER_CHECK_OK(check_groups(run));
  MUSTER_CHECK_OK(check_other_photos(run));
  const auto all_in_range = [](const auto& one) { return std::ranges::all_of(one.latency_runs, in_range); };
  if (!all_in_range(run) || !std::ranges::all_of(run.shards, all_in_range) ||
      (run.baseline && !all_in_range(*run.baseline)))
    return malformed("a timing run with an impossible time");
  if (!std::ranges::all_of(run.energy_runs, is_energy)) return malformed("an energy that is none");
  if (std::ranges::any_of(run.preprocess_times, [](Nanoseconds time) { return time < Nanoseconds(0); }))
    return malformed("a negative time");
  if (run.given_confusion && !is_square(*run.given_confusion)) return malformed("a confusion matrix that is none");
  if (run.reference && !hangs_together(*run.reference)) return malformed("more flips than photos");
  constexpr std::array<std::string_view, 4> kKinds{"", "probability", "logit", "sigmoid"};
  if (std::ranges::find(kKinds, run.predictions.score_kind) == kKinds.end())
    return malformed("an unknown kind of scores");
  if (run.decision && run.decision->spared > std::uint64_t{1} << 40U)
    return malformed("more photos spared than there are");
  if (run.preprocessing && (run.preprocessing->mean.empty() || run.preprocessing->std.empty()))
    return malformed("preprocessing without mean or std");
  return {};
}

}  // namespace muster
