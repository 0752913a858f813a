// What the page of a Report draws. Figures come with the words that the terminal has for them.
#include "report/page_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "base/units.h"
#include "report/figure_words.h"
#include "report/json_documents.h"
#include "report/page_timing.h"
#include "report/terminal_sections.h"

namespace muster {
namespace {

constexpr std::string_view kPreparedBy = "photos are prepared by";

Json figures_json(const ModelReport& report) {
  Json figures = Json::array();
  for (const Measurement& one : report.measurements)
    if (!is_of_one_class(one) && !slice_of(one, report.run.by))
      figures.push_back({{"section", section_of(one)},
                         {"title", title_of(one.metric)},
                         {"text", format_estimate(one.estimate, one.unit)},
                         {"origin", origin_words(one)},
                         {"note", one.note}});
  return figures;
}

/// The row or column of `name`, which is added where it is new.
std::size_t place_of(Json& names, const std::string& name) {
  const auto known = std::find(names.begin(), names.end(), name);
  if (known != names.end()) return static_cast<std::size_t>(known - names.begin());
  names.push_back(name);
  return names.size() - 1;
}

/// A table a slice column: a row a value, a column a figure.
Json slices_json(const ModelReport& report) {
  Json tables = Json::array();
  for (const std::string& by : report.run.by) {
    Json values = Json::array(), titles = Json::array(), rows = Json::array();
    for (const Measurement& one : report.measurements) {
      const auto slice = slice_of(one, std::span(&by, 1));
      if (!slice) continue;
      const std::size_t row = place_of(values, slice->value), column = place_of(titles, title_of(slice->metric));
      Json cell = to_json(one.estimate);
      cell["text"] = one.unit == "fraction" ? Json(nullptr) : Json(format_value(one.estimate.value, one.unit));
      cell["note"] = one.note;
      rows[row][column] = std::move(cell);
    }
    if (!rows.empty()) tables.push_back({{"column", by}, {"values", values}, {"titles", titles}, {"rows", rows}});
  }
  return tables;
}

/// The unit of a limit that nothing was measured for, by its name.
std::string unit_of(const Limit& limit) {
  const std::string_view metric(limit.metric);
  if (metric.ends_with("_ms")) return "ms";
  if (metric.ends_with("_bytes")) return "bytes";
  if (metric.ends_with("_mj")) return "mJ";
  if (metric.ends_with("_per_hour")) return "%/h";
  return std::max(limit.good, limit.bad) <= 1 ? "fraction" : "count";
}

Json limit_json(const LimitResult& result) {
  const auto& measurement = result.measurement;
  const auto interval = interval_on_scale(result);
  const Estimate none{}, &estimate = measurement ? measurement->estimate : none;
  const std::string unit = measurement ? measurement->unit : unit_of(result.limit);
  const auto bound = [&](double value) { return format_value(value, unit); };
  return {{"title", title_of(result.limit.metric)},
          {"text", measurement ? format_estimate(estimate, measurement->unit) : "no evidence"},
          {"origin", measurement ? origin_words(*measurement) : ""},
          {"time", unit == "ms"},
          {"grade", to_string(result.grade)},
          {"outcome", to_string(result.outcome)},
          {"place", measurement ? Json(place_on_scale(result, estimate.value)) : Json(nullptr)},
          {"better", interval ? Json(interval->first) : Json(nullptr)},
          {"worse", interval ? Json(interval->second) : Json(nullptr)},
          {"good", bound(result.limit.good)},
          {"bad", bound(result.limit.bad)}};
}

Json limits_json(const ModelReport& report) {
  Json limits = Json::array();
  for (const LimitResult& result : report.limits)
    if (result.limit.level != Level::kOff) limits.push_back(limit_json(result));
  return limits;
}

/// The largest layers, and all others as one.
Json layers_json(const Model& model) {
  Json layers = Json::array();
  std::uint64_t all = 0, named = 0;
  for (const auto& [type, bytes] : model.bytes_by_type) all += bytes;
  for (const LayerFacts& layer : model.largest_layers) {
    if (layer.parameter_bytes == 0) continue;
    layers.push_back({{"name", layer.name},
                      {"operator", layer.operator_name},
                      {"type", layer.number_type},
                      {"bytes", layer.parameter_bytes}});
    named += layer.parameter_bytes;
  }
  if (all > named)
    layers.push_back({{"name", "all others"}, {"operator", "other layers"}, {"type", "other"}, {"bytes", all - named}});
  return layers;
}

Json types_json(const Model& model) {
  Json types = Json::array();
  for (const auto& [type, bytes] : model.bytes_by_type) types.push_back({{"type", type}, {"bytes", bytes}});
  return types;
}

Json hint_json(const Run& run) {
  Json changes = Json::array();
  if (run.hint)
    for (const TriedChange& one : run.hint->changes)
      changes.push_back(
          {{"words", one.change.words}, {"gain", to_json(one.gain)}, {"photos", one.photos}, {"helps", one.helps}});
  return changes;
}

/// Accuracy on training, test and field photos.
Json bars_json(const ModelReport& report) {
  struct Bar {
    std::string_view metric, title;
  };
  Json bars = Json::array();
  for (const Bar& bar : {Bar{"train_top1_accuracy", "training"}, Bar{"top1_accuracy_with_leaks", "test with leaks"},
                         Bar{"top1_accuracy", "test"}, Bar{"field_top1_accuracy", "field"}})
    if (const Measurement* found = find_measurement(report, bar.metric))
      bars.push_back({{"title", bar.title}, {"estimate", to_json(found->estimate)}});
  return bars;
}

Json model_json(const ModelReport& report, PageAlbum& album) {
  const Run& run = report.run;
  Json findings = Json::array();
  for (const Finding& finding : report.findings) findings.push_back(to_json(finding, nullptr));
  return {{"name", model_name(report)},
          {"figures", figures_json(report)},
          {"slices", slices_json(report)},
          {"limits", limits_json(report)},
          {"findings", findings},
          {"photos", page_photos(report, album)},
          {"timing", page_timing(run)},
          {"method", page_method(run)},
          {"layers", run.model ? layers_json(*run.model) : Json::array()},
          {"types", run.model ? types_json(*run.model) : Json::array()},
          {"leak_pictures", page_leak_pictures(report, album)},
          {"degraded", page_degraded_pictures(report, album)},
          {"hint", hint_json(run)},
          {"bars", bars_json(report)}};
}

/// [actual, predicted, count] of each cell, by index: names would make a page of many classes large.
Json short_cells(const Json& cells) {
  Json all = Json::array();
  for (const Json& cell : cells) all.push_back({cell["actual_index"], cell["predicted_index"], cell["count"]});
  return all;
}

/// The JSON report without what the page has in a shorter form.
Json short_report(const Report& report) {
  Json json = report_json(report);
  json.erase("findings");
  for (Json& model : json["models"]) {
    for (const char* key : {"latency_runs", "preprocess_ns", "events", "baseline", "shards"}) model.erase(key);
    model["confusion"] = short_cells(model["confusion"]);
  }
  return json;
}

}  // namespace

std::string machine_words(const Machine& machine) {
  if (machine.cpu.empty()) return "";
  return fmt::format("{}, {} cores, {}, {}{}", machine.cpu, machine.cores, machine.os, machine.architecture,
                     machine.runtime.empty() ? "" : ", " + machine.runtime);
}

Json page_method(const Run& run) {
  Json rows = Json::array();
  const auto add = [&](std::string_view name, const std::string& words) {
    if (!words.empty()) rows.push_back({name, words});
  };
  const Dataset& dataset = run.dataset;
  const auto unreadable =
      static_cast<std::uint64_t>(std::ranges::count(run.predictions.states, PhotoState::kUnreadable));
  if (dataset.size() > 0)
    add("photos", fmt::format("{} of {}{}{}", format_count(dataset.size()), dataset.source.string(),
                              dataset.split.empty() ? "" : ", split " + dataset.split,
                              unreadable == 0 ? "" : fmt::format(", {} unreadable", format_count(unreadable))));
  add("photos' sha256", run.data_sha256);
  if (run.preprocessing) add(kPreparedBy, describe(*run.preprocessing));
  add("machine", machine_words(run.machine));
  const auto add_device = [&](std::string_view name, const Device& device) {
    add(name,
        fmt::format("{}, {}, {}, {}, {}", device.name, device.os, device.runtime, device.accelerator, device.date));
  };
  if (run.predictions.origin == Origin::kDevice) add_device("answers of", run.predictions.device);
  for (const LatencyRun& timing : run.latency_runs)
    if (timing.origin == Origin::kDevice) add_device("times of", timing.device);
  for (const Shard& shard : run.shards)
    add("shard " + shard.source, shard.command.empty() ? format_count(shard.photos) + " photos" : shard.command);
  return rows;
}

Json page_data(const Report& report, PageAlbum& album) {
  Json models = Json::array();
  for (const ModelReport& model : report.models) models.push_back(model_json(model, album));
  return {{"kind", "check"}, {"report", short_report(report)}, {"models", models}, {"pictures", album.pictures()}};
}

namespace {

/// What holds for all models, and how photos are prepared for each.
Json compared_method(const std::vector<ModelReport>& models) {
  Json rows = Json::array();
  if (models.empty()) return rows;
  for (Json& row : page_method(models.front().run))
    if (row[0] != kPreparedBy) rows.push_back(std::move(row));
  for (const ModelReport& model : models)
    if (model.run.preprocessing)
      rows.push_back(
          {fmt::format("photos for {} are prepared by", model_name(model)), describe(*model.run.preprocessing)});
  return rows;
}

}  // namespace

Json page_data(const ComparisonReport& comparison, PageAlbum& album) {
  Json names = Json::array();
  for (const ModelReport& model : comparison.report.models) names.push_back(model_name(model));
  Json data = {{"kind", "compare"},
               {"comparison", comparison_json(comparison)},
               {"names", names},
               {"moved_pictures", page_moved_pictures(comparison.report, album)}};
  data["method"] = compared_method(comparison.report.models);
  data["pictures"] = album.pictures();
  return data;
}

}  // namespace muster
