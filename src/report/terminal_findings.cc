// The words of the terminal's report: verdict, findings, timing runs and the machine.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/units.h"
#include "report/terminal_sections.h"

namespace muster {
namespace {

constexpr std::size_t kMostDetails = 20;  // of a finding
constexpr std::size_t kDetailsShown = 5, kRunsShown = 9;

double to_milliseconds(Nanoseconds time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

Span mark(const Finding& finding) {
  const bool matters = finding.level == Level::kError;
  switch (finding.outcome) {
    case Outcome::kPass:
      return {"pass  ", Paint::kGood};
    case Outcome::kFail:
      return {matters ? "FAIL  " : "warn  ", matters ? Paint::kBad : Paint::kAcceptable};
    case Outcome::kInconclusive:
      return {"open  ", Paint::kAcceptable};
  }
  return {};
}

void draw_finding(TextPage& page, const Finding& finding) {
  constexpr std::size_t kIndent = 8;
  page.paragraph(2, mark(finding), fmt::format("{}: {}", finding.check, finding.summary));
  if (finding.outcome == Outcome::kPass && finding.grade != Grade::kAcceptable) return;
  if (!finding.why.empty()) page.paragraph(kIndent, {"why: ", Paint::kDim}, finding.why, Paint::kDim);
  if (!finding.advice.empty()) page.paragraph(kIndent, {"do:  ", Paint::kDim}, finding.advice);
  const std::size_t shown = std::min(finding.details.size(), kDetailsShown);
  for (std::size_t i = 0; i < shown; ++i) page.paragraph(kIndent, {"- "}, finding.details[i], Paint::kDim);
  if (finding.details.size() > shown)
    page.paragraph(kIndent, {"- "},
                   finding.details.size() < kMostDetails ? fmt::format("and {} more", finding.details.size() - shown)
                                                         : "and more; the JSON has the first twenty here",
                   Paint::kDim);
}

std::string describe(const LatencyRun& run) {
  std::string text = fmt::format("{} {}", to_string(run.origin), run.accelerator);
  if (!run.device.name.empty()) text = fmt::format("{}, {}", run.device.name, text);
  if (run.threads > 0) text += fmt::format(", {} thread{}", run.threads, run.threads == 1 ? "" : "s");
  if (run.on_noise) text += ", on noise";
  if (run.load) text += fmt::format(", load {}", format_milliseconds(to_milliseconds(*run.load)));
  if (run.first) text += fmt::format(", first {}", format_milliseconds(to_milliseconds(*run.first)));
  if (!run.warmup.empty()) text += fmt::format(", {} warm-up", run.warmup.size());
  if (!run.steady.empty()) text += fmt::format(", {} timed", format_count(run.steady.size()));
  if (run.summary) {
    if (run.summary->count > 0) text += fmt::format(", {} timed", format_count(run.summary->count));
    text += " (summary only)";
  }
  if (run.other_load_cores >= 0.05) text += fmt::format(", {:.1f} cores busy elsewhere", run.other_load_cores);
  if (run.end != RunEnd::kComplete) text += fmt::format(", {}", to_string(run.end));
  return text;
}

}  // namespace

Span verdict_word(const std::optional<Verdict>& verdict) {
  if (!verdict) return {"NO VERDICT", Paint::kBold};
  switch (*verdict) {
    case Verdict::kReady:
      return {"READY", Paint::kGood};
    case Verdict::kNotReady:
      return {"NOT READY", Paint::kBad};
    case Verdict::kUnproven:
      return {"UNPROVEN", Paint::kAcceptable};
  }
  return {};
}

std::string model_name(const ModelReport& report) {
  if (!report.run.model) return "no model file";
  const std::filesystem::path& path = report.run.model->path;
  return path.has_filename() ? path.filename().string() : path.parent_path().filename().string();
}

void draw_runs(TextPage& page, const ModelReport& report) {
  const auto& runs = report.run.latency_runs;
  if (!runs.empty()) page.heading("Timing runs");
  for (std::size_t i = 0; i < std::min(runs.size(), kRunsShown); ++i)
    page.paragraph(2, {fmt::format("run {}  ", i + 1), Paint::kDim}, describe(runs[i]));
  const Machine& machine = report.run.machine;
  if (machine.cpu.empty()) return;
  std::string text = fmt::format("{}, {} core{}, load {:.2f}", machine.cpu, machine.cores,
                                 machine.cores == 1 ? "" : "s", machine.load_average);
  if (!machine.governor.empty()) text += fmt::format(", governor {}", machine.governor);
  if (!machine.os.empty()) text += fmt::format(", {}", machine.os);
  if (!machine.architecture.empty()) text += fmt::format(" {}", machine.architecture);
  if (!machine.runtime.empty()) text += fmt::format(", {}", machine.runtime);
  if (machine.emulated) text += ", EMULATED: its times mean nothing";
  page.blank();
  page.paragraph(0, {"Machine  ", Paint::kBold}, text);
}

void draw_findings(TextPage& page, const ModelReport& report) {
  const auto shown = [](const Finding& finding) { return finding.level != Level::kOff; };
  if (std::ranges::none_of(report.findings, shown)) return;
  page.heading("Findings");
  for (const Finding& finding : report.findings)
    if (shown(finding)) draw_finding(page, finding);
}

}  // namespace muster
