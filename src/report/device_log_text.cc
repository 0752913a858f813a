// What a log of another tool states, as text for a terminal.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "base/units.h"
#include "muster/device_log.h"
#include "muster/render.h"
#include "report/text_page.h"

namespace muster {
namespace {

constexpr std::size_t kDrawnWhole = 5, kListed = 400;

/// With all the digits that tools print.
std::string show(Nanoseconds time) {
  return fmt::format("{:.9g} ms", static_cast<double>(time.count()) / 1e6);
}

void draw_fact(TextPage& page, std::string_view name, const std::string& value) {
  if (!value.empty()) page.row({{"  " + padded(std::string(name), 16)}, {value}}, 18);
}

void draw_summary(TextPage& page, const LatencySummary& summary) {
  std::string times;
  const auto add = [&](const std::string& name, const std::optional<Nanoseconds>& time) {
    if (time) times += fmt::format("{}{} {}", times.empty() ? "" : ", ", name, show(*time));
  };
  draw_fact(page, "inferences", summary.count > 0 ? format_count(summary.count) : "not stated");
  add("mean", summary.mean);
  add("fastest", summary.min);
  for (const StatedPercentile& stated : summary.percentiles) add(fmt::format("p{:g}", stated.percent), stated.time);
  add("slowest", summary.max);
  add("LoadGen's bound on p90", summary.early_stopping_p90);
  if (!times.empty()) page.paragraph(2, {padded("times", 16)}, times);
}

std::string device_words(const LatencyRun& run) {
  std::string words;
  const Device& device = run.device;
  for (const std::string* word : {&device.name, &device.os, &device.runtime, &run.accelerator, &device.date})
    if (!word->empty()) words += (words.empty() ? "" : "; ") + *word;
  return words;
}

void draw_record(TextPage& page, const DeviceRecord& record, std::size_t number) {
  const LatencyRun& run = record.run;
  page.blank();
  page.row({{fmt::format("{:<4}", number), Paint::kBold},
            {record.name.empty() ? "a run" : record.name, Paint::kBold},
            {fmt::format("  line {}", record.line), Paint::kDim}});
  if (!record.refusal.empty()) page.paragraph(2, {"! no evidence: ", Paint::kBad}, record.refusal);
  if (run.summary) draw_summary(page, *run.summary);
  if (!run.steady.empty()) {
    const auto [least, most] = std::ranges::minmax(run.steady);
    draw_fact(page, "inferences", format_count(run.steady.size()) + ", each with its time");
    draw_fact(page, "times", fmt::format("fastest {}, slowest {}", show(least), show(most)));
  }
  draw_fact(page, "load the model", run.load ? show(*run.load) : "");
  draw_fact(page, "first inference", run.first ? show(*run.first) : "");
  if (run.peak_memory_bytes)
    page.paragraph(2, {padded("memory", 16)},
                   format_bytes(static_cast<double>(*run.peak_memory_bytes)) +
                       (run.memory_meaning.empty() ? ", largest resident size" : ", " + run.memory_meaning));
  draw_fact(page, "threads", run.threads > 0 ? std::to_string(run.threads) : "");
  if (run.requests > 1)
    page.paragraph(
        2, {"! ", Paint::kAcceptable},
        fmt::format("{} requests were in flight at once: these are times under load, not of a single photo, and "
                    "no limit is judged by them",
                    format_count(static_cast<std::uint64_t>(run.requests))));
  if (run.profiled)
    page.paragraph(
        2, {"! ", Paint::kAcceptable},
        "an operator profiler was on, which takes time: these are upper bounds, by which no limit is failed");
  if (run.accelerator.ends_with("+cpu"))
    page.paragraph(2, {"! ", Paint::kAcceptable},
                   fmt::format("{}: the CPU ran a part of the model, so that no limit that names an accelerator is "
                               "judged by these times",
                               run.accelerator));
  draw_fact(page, "device", device_words(run));
  draw_fact(page, "model", run.graph);
  draw_fact(page, "model's sha256", record.model_sha256);
}

/// The time by which a record is known from others: its mean, else its fastest.
std::string short_time(const DeviceRecord& record) {
  if (!record.refusal.empty()) return "no evidence";
  if (!record.run.summary) return "";
  const LatencySummary& summary = *record.run.summary;
  if (summary.mean) return show(*summary.mean);
  return summary.min ? show(*summary.min) : "";
}

void draw_line(TextPage& page, const DeviceRecord& record, std::size_t number) {
  page.row({{fmt::format("{:<5}", number)},
            {padded(short_time(record), 14)},
            {padded(record.run.accelerator, 5), Paint::kDim},
            {record.name}},
           24);
}

}  // namespace

std::string render_device_log_text(const std::vector<DeviceRecord>& records, const RenderOptions& options) {
  TextPage page(options);
  if (records.empty()) return page.text();
  page.paragraph(0, {records.front().run.tool + "  ", Paint::kBold},
                 fmt::format("{}, {} record{}", records.front().run.source, format_count(records.size()),
                             records.size() == 1 ? "" : "s"));
  const bool whole = records.size() <= kDrawnWhole;
  if (!whole) page.blank();
  for (std::size_t i = 0; i < std::min(records.size(), kListed); ++i)
    whole ? draw_record(page, records[i], i + 1) : draw_line(page, records[i], i + 1);
  if (!whole && records.size() > kListed)
    page.paragraph(0, {"… ", Paint::kDim}, fmt::format("{} more; --json has all", records.size() - kListed));
  return page.text();
}

}  // namespace muster
