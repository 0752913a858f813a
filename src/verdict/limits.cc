#include "verdict/limits.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/statistics.h"
#include "base/text.h"
#include "metrics/latency.h"
#include "metrics/metrics.h"
#include "metrics/stress.h"
#include "verdict/constant_rule.h"
#include "verdict/early_decision.h"
#include "verdict/evidence.h"
#include "verdict/host_time.h"
#include "verdict/position.h"
#include "verdict/wording.h"

namespace muster {
namespace {

/// One limit on its way through the rules.
class LimitJudge {
 public:
  /// `device`: judged by what a device of that name measured; empty: by what speaks.
  LimitJudge(const Limit& limit, const LimitContext& context, MetricName name, std::string_view device)
      : limit_(limit), context_(context), name_(std::move(name)), metric_(*name_.metric), device_(device) {}

  JudgedLimit judge() {
    judged_.result.limit = limit_;
    judged_.result.higher_is_better = metric_.higher_is_better;
    judged_.result.measurement = usual_figure();
    if (judged_.result.measurement)
      judge_figure();
    else if (!device_.empty())
      decide(
          Outcome::kInconclusive,
          fmt::format("{}: not measured on the {}, which the budget asks for", metric_.title, printable(device_, 60)),
          metric_.kind == MetricKind::kModelled
              ? device_energy_advice()
              : "Time it there, and give the log with --latency-log, or add it to a Run with muster import.");
    else
      decide(Outcome::kInconclusive, missing_evidence(name_, limit_, context_.run),
             missing_advice(name_, limit_, context_.run));
    fill_finding();
    return std::move(judged_);
  }

 private:
  [[nodiscard]] std::optional<Measurement> usual_figure() const {
    const auto known = std::ranges::find(context_.measurements, to_string(name_), &Measurement::metric);
    if (limit_.accelerator.empty() && device_.empty() && known != context_.measurements.end()) return *known;
    return at(0.95);
  }

  [[nodiscard]] std::optional<Measurement> at(double confidence) const {
    return measure(name_, context_.run, context_.counts, confidence, true, limit_.accelerator, device_);
  }

  void decide(Outcome outcome, std::string summary, std::string advice = "") {
    judged_.result.outcome = outcome;
    judged_.finding.summary = std::move(summary);
    judged_.finding.advice = std::move(advice);
  }

  [[nodiscard]] const Measurement& figure() const { return *judged_.result.measurement; }
  [[nodiscard]] std::string shown() const {
    const std::string words = show_figure(name_, figure(), limit_.bad) + constant_words(name_, context_);
    return device_.empty() ? words : fmt::format("{} on the {}", words, printable(device_, 60));
  }
  [[nodiscard]] std::string bad_range() const { return show_bad_range(name_, limit_); }

  /// The plain outcome, then what the rules forbid to conclude.
  void judge_figure() {
    const Position usual = position_of(figure().estimate, limit_, metric_.higher_is_better);
    Position strict = usual;
    if (usual.wholly_bad && is_statistical(metric_) && !decided())
      if (const auto wide = at(failing_confidence(context_.budget)))
        strict = position_of(wide->estimate, limit_, metric_.higher_is_better);
    if (strict.wholly_bad)
      decide(Outcome::kFail, fmt::format("{} is in the bad range ({})", shown(), bad_range()), failing_advice(metric_));
    else if (usual.touches_bad)
      undecided(usual.wholly_bad);
    else if (usual.touches_acceptable && usual.touches_good)
      decide(Outcome::kPass, shown() + " is not bad; whether it is good is open", good_advice(metric_));
    else if (usual.touches_acceptable)
      decide(Outcome::kPass, shown() + " is acceptable, not good", failing_advice(metric_));
    else
      decide(Outcome::kPass, shown() + " is good");
    judged_.result.grade = grade_of(usual);
    apply_rules();
    if (judged_.result.outcome == Outcome::kInconclusive) judged_.result.grade = Grade::kNone;
  }

  [[nodiscard]] Grade grade_of(const Position& position) const {
    if (judged_.result.outcome == Outcome::kFail) return Grade::kBad;
    return position.touches_acceptable ? Grade::kAcceptable : Grade::kGood;
  }

  void undecided(bool wholly_bad) {
    const std::string_view where =
        wholly_bad ? "lies in the bad range ({}), but not with enough confidence" : "touches the bad range ({})";
    const bool bounded = figure().estimate.low || figure().estimate.high;
    const bool rate = metric_.kind == MetricKind::kRate;
    std::string advice = bounded || rate ? "Measure more: the interval is too wide to decide."
                                         : "The figure has no interval: " + raw_times_advice(metric_);
    if (metric_.kind == MetricKind::kRate) advice = more_photos();
    decide(Outcome::kInconclusive, shown() + " " + fmt::format(fmt::runtime(where), bad_range()), std::move(advice));
  }

  /// Whether photos were taken one by one for this limit: its interval is at its share of the error already, and photos
  /// that were spared leave nothing open.
  [[nodiscard]] bool decided() const {
    return context_.run.decision && limit_.level == Level::kError && is_decidable(metric_);
  }

  [[nodiscard]] std::string more_photos() const {
    const bool of_class = !name_.class_name.empty() && metric_.id != kClassF1.id;
    const bool of_photos =
        metric_.id == kTop1Accuracy.id || metric_.id == kTop5Accuracy.id || metric_.id == kFlipRate.id;
    const bool binomial = of_photos || of_class;
    if (const Unanswered open = unanswered(); open.pending + open.failed > 0)
      return "Run it again to its end: photos without an answer widen the interval.";
    if (context_.counts != nullptr && !context_.counts->clusters.empty())
      return "Measure on more groups of photos: the interval is too wide to decide.";
    if (metric_.needs == Evidence::kStress)
      return "Degrade more photos (--stress-photos): the interval is too wide to decide.";
    if (!binomial || context_.run.decision)  // what an anytime-valid interval takes depends on the photos' order
      return "Measure on more photos: the interval is too wide to decide.";
    const std::string_view what = !of_class                          ? "photos"
                                  : metric_.id == kClassPrecision.id ? "photos answered so"
                                                                     : "photos of this class";
    const Estimate& estimate = figure().estimate;
    const bool bad = metric_.higher_is_better ? estimate.value < limit_.bad : estimate.value > limit_.bad;
    const double confidence = bad ? failing_confidence(context_.budget) : 0.95;
    const auto needed = samples_to_settle(estimate.value, limit_.bad, confidence);
    if (!needed) return fmt::format("At the rate seen, >100,000 more {} would be needed to settle it.", what);
    const std::uint64_t more = *needed - std::min(*needed - 1, estimate.count);
    return fmt::format("At the rate seen, about {} more {} would settle it (with 80 % probability).", more, what);
  }

  void apply_rules() {
    switch (metric_.kind) {
      case MetricKind::kSteadyTime:
      case MetricKind::kOtherTime:
        return apply_time_rules();
      case MetricKind::kMemory:
        if (figure().origin == Origin::kTranslated) return unproven_on_host(false);
        apply_profiler();
        apply_unknown_size();
        return apply_cut_short(timing_cut_short(context_.run, limit_.accelerator));
      case MetricKind::kRate:
        return apply_accuracy_rules();
      case MetricKind::kModelled:
        if (figure().origin == Origin::kDevice) return apply_desktop(desktop_metered(context_.run, limit_.accelerator));
        if (figure().origin != Origin::kEstimated) return unproven_on_host(false);
        return decide(Outcome::kInconclusive, shown() + " is an estimate, which proves nothing",
                      device_energy_advice());
      case MetricKind::kFact:
        return;
    }
  }

  /// Design rule 2: a host disproves by its fastest steady run only, and never proves unless that is accepted.
  void apply_time_rules() {
    if (figure().origin != Origin::kDevice) {
      const bool emulated = context_.run.machine.emulated || figure().origin == Origin::kEmulated;
      const bool genuine = figure().origin == Origin::kHost && !emulated;
      const auto fastest = metric_.kind == MetricKind::kSteadyTime && genuine
                               ? disproved_by_host(context_.run, context_.budget, limit_.bad)
                               : std::nullopt;
      if (fastest)
        return decide(Outcome::kFail,
                      fmt::format("each inference takes {} on this machine, even at its fastest; the limit is {}",
                                  show_value(*fastest, "ms", limit_.bad), bound()),
                      failing_advice(metric_));
      const bool accepted = context_.budget.accept_host_latency.has_value() && genuine;
      if (judged_.result.outcome != Outcome::kPass || !accepted) return unproven_on_host(emulated);
      judged_.finding.summary +=
          fmt::format(", on this machine, accepted as: {}", *context_.budget.accept_host_latency);
    }
    apply_profiler();
    apply_unknown_size();
    apply_desktop(desktop_timed(context_.run, limit_.accelerator));
    apply_cut_short(timing_cut_short(context_.run, limit_.accelerator));
  }

  /// A profiler takes time and memory of its own: what is within the limit with it is so without it, and nothing more.
  void apply_profiler() {
    if (judged_.result.outcome != Outcome::kFail || !was_profiled(context_.run, limit_.accelerator, device_)) return;
    decide(Outcome::kInconclusive,
           fmt::format("{} is in the bad range ({}), but with an operator profiler on, which takes time and memory",
                       shown(), bad_range()),
           "Run it there again without --enable_op_profiling.");
  }

  /// A log of a model whose input may have any size does not say which was timed.
  void apply_unknown_size() {
    const auto reason = context_.run.model ? unknown_input_size(*context_.run.model) : std::nullopt;
    if (!reason || judged_.result.outcome == Outcome::kInconclusive) return;
    decide(Outcome::kInconclusive,
           fmt::format("{}, at a size of the input that is not known, because {}", shown(), *reason),
           "Time it there at the app's size (benchmark_model: --input_layer_shape), and state it with --input-size.");
  }

  /// A device with a desktop's processor proves nothing of a phone, unless the budget names it.
  void apply_desktop(const Device* desktop) {
    if (desktop == nullptr || !device_.empty()) return;
    decide(Outcome::kInconclusive,
           fmt::format("{} on {} ({}): a desktop's processor, which tells nothing of a phone", shown(),
                       printable(desktop->name, 60), printable(desktop->os, 60)),
           fmt::format("Measure it on a phone; or, if the model ships on that very machine, say so in the budget: "
                       "[evidence] devices = [\"{}\"].",
                       printable(desktop->name, 60)));
  }

  static std::string photos(std::uint64_t count) { return fmt::format("{} photo{}", count, count == 1 ? "" : "s"); }

  [[nodiscard]] std::string bound() const {
    const std::string range = bad_range();
    return range.substr(range.find(' ') + 1);
  }

  void unproven_on_host(bool emulated) {
    const bool translated = figure().origin == Origin::kTranslated;
    const bool refused = context_.budget.accept_host_latency && (translated || emulated);
    const std::string_view where = emulated                 ? "on an emulated machine"
                                   : translated             ? "of a translated model"
                                   : was_busy(context_.run) ? "on this machine, which other programs kept busy,"
                                                            : "on this machine";
    std::string summary = fmt::format("{} {} neither proves nor disproves the limit of {}", shown(), where, bound());
    if (refused) summary += "; accepting host latency is refused for it";
    decide(Outcome::kInconclusive, std::move(summary),
           metric_.kind == MetricKind::kModelled ? device_energy_advice()
                                                 : device_time_advice(metric_, translated || emulated));
  }

  void apply_cut_short(bool cut_short) {
    if (!cut_short || judged_.result.outcome != Outcome::kPass) return;
    decide(Outcome::kInconclusive, shown() + ", from a run that was cut short", "Run it again to its end.");
  }

  /// The photos that leave a rate open; beside a reference, those of either model.
  [[nodiscard]] Unanswered unanswered() const {
    if (metric_.needs == Evidence::kReference)
      return context_.run.reference ? context_.run.reference->unanswered : Unanswered{};
    if (metric_.needs == Evidence::kStress) {
      const StressGaps gaps = stress_gaps(context_.run);
      return {0, gaps.pending, gaps.failed};
    }
    const ClassificationCounts* counts = context_.counts;
    return counts == nullptr ? Unanswered{} : Unanswered{counts->unreadable, counts->pending, counts->failed};
  }

  /// Design rule 4, and runs that did not get an answer for every photo.
  void apply_accuracy_rules() {
    const Unanswered open = decided() ? Unanswered{} : unanswered();
    if (open.pending + open.failed > 0 && judged_.result.outcome != Outcome::kInconclusive && !certainly_bad()) {
      if (open.pending > 0)
        return decide(Outcome::kInconclusive, fmt::format("{}, but {} were not reached", shown(), photos(open.pending)),
                      "Run it again to its end.");
      return decide(Outcome::kInconclusive,
                    fmt::format("{}, but the process of {} ended early on {}", shown(),
                                metric_.needs == Evidence::kReference ? "one of the two models" : "the model",
                                photos(open.failed)),
                    "Look at those photos, at --timeout and --memory-limit, and at the runtime's log (--verbose).");
    }
    if (context_.run.decision && !decided() && judged_.result.outcome != Outcome::kInconclusive)
      return decide(Outcome::kInconclusive, shown() + ", of photos that were stopped early for other limits",
                    "Measure it without --decide.");
    apply_guess_beside_reference();
    if (context_.budget.accuracy_on_device && judged_.result.outcome == Outcome::kPass &&
        figure().origin != Origin::kDevice)
      decide(Outcome::kInconclusive, shown() + " on this machine, and the budget asks for a device's answers",
             "Take the app's answers on the device: --predictions FILE --measured-on \"DEVICE; OS; …\".");
    if (judged_.result.outcome == Outcome::kFail && accuracy_is_guessed(context_.run))
      decide(Outcome::kInconclusive,
             fmt::format("{} is in the bad range ({}), but under a guessed preprocessing", shown(), bad_range()),
             "State how the model wants its photos (--preprocess, or --crop, --resize, --mean and --std).");
    apply_constant_answer();
  }

  /// What a constant answer reaches too is no pass, and photos of one class show no failure either.
  void apply_constant_answer() {
    if (judged_.result.outcome == Outcome::kInconclusive) return;
    const auto objection = constant_objection(name_, limit_.bad, context_);
    if (!objection || (judged_.result.outcome == Outcome::kFail && !objection->forbids_fails)) return;
    decide(Outcome::kInconclusive, shown() + objection->but, objection->advice);
  }

  /// Two models that are prepared wrongly decide badly, and may do so alike, which would hide a loss.
  void apply_guess_beside_reference() {
    if (metric_.needs != Evidence::kReference || judged_.result.outcome == Outcome::kInconclusive) return;
    if (!context_.run.reference->guessed && accuracy_is_guessed(context_.run))
      return decide(Outcome::kInconclusive, shown() + ", but the model's preprocessing is guessed",
                    "State how the model wants its photos (--preprocess, or --crop, --resize, --mean and --std).");
    if (!context_.run.reference->guessed) return;
    decide(Outcome::kInconclusive, shown() + ", but the reference's preprocessing is guessed",
           "State how the reference wants its photos (--preprocess, or a file REFERENCE.muster.toml beside it).");
  }

  /// Whether even every photo without an answer, had it been right, would leave the rate bad. Overall accuracy only.
  [[nodiscard]] bool certainly_bad() const {
    if (judged_.result.outcome != Outcome::kFail || !name_.column.empty()) return false;
    if (metric_.id != kTop1Accuracy.id && metric_.id != kTop5Accuracy.id) return false;
    const Unanswered left = unanswered();
    const auto open = static_cast<double>(left.pending + left.unreadable);
    const auto failed = static_cast<double>(left.failed);  // in n already, as wrong
    const auto n = static_cast<double>(figure().estimate.count);
    const double confidence = failing_confidence(context_.budget);
    return wilson_interval(figure().estimate.value * n + failed + open, n + open, confidence).high < limit_.bad;
  }

  void fill_finding() {
    Finding& finding = judged_.finding;
    finding.check = to_string(name_);
    finding.outcome = judged_.result.outcome;
    finding.level = limit_.level;
    finding.grade = judged_.result.grade;
    if (judged_.result.measurement) finding.origin = figure().origin;
    finding.why = why_it_matters(metric_);
  }

  const Limit& limit_;
  const LimitContext& context_;
  MetricName name_;
  const Metric& metric_;
  std::string_view device_;
  JudgedLimit judged_;
};

/// Fail before inconclusive before pass; of two alike the worse figure.
bool is_worse(const JudgedLimit& a, const JudgedLimit& b) {
  const auto rank = [](const JudgedLimit& one) {
    const Outcome outcome = one.result.outcome;
    return outcome == Outcome::kFail ? 2 : outcome == Outcome::kInconclusive ? 1 : 0;
  };
  if (rank(a) != rank(b)) return rank(a) > rank(b);
  const auto& left = a.result.measurement;
  const auto& right = b.result.measurement;
  if (!left || !right) return !left && right;
  const bool more = left->estimate.value > right->estimate.value;
  return left->estimate.value != right->estimate.value && more != a.result.higher_is_better;
}

/// On each device that the budget asks for; the worst counts.
JudgedLimit judge_on_devices(const Limit& limit, const LimitContext& context, const MetricName& name) {
  std::optional<JudgedLimit> worst;
  for (const std::string& device : context.budget.devices) {
    JudgedLimit one = LimitJudge(limit, context, name, device).judge();
    if (!worst || is_worse(one, *worst)) worst = std::move(one);
  }
  return std::move(*worst);
}

}  // namespace

double failing_confidence(const Budget& budget) {
  const auto statistical = std::ranges::count_if(budget.limits, [](const Limit& limit) {
    const auto name = parse_metric_name(limit.metric);
    return limit.level == Level::kError && name && is_statistical(*name->metric);
  });
  return 1 - 0.05 / static_cast<double>(std::max<std::ptrdiff_t>(1, statistical));
}

JudgedLimit judge_limit(const Limit& limit, const LimitContext& context) {
  auto name = parse_metric_name(limit.metric);
  const bool of_devices =
      name && (name->metric->needs == Evidence::kLatency || name->metric->kind == MetricKind::kModelled);
  if (of_devices && !context.budget.devices.empty()) return judge_on_devices(limit, context, *name);
  if (name) return LimitJudge(limit, context, std::move(*name), "").judge();
  JudgedLimit unknown;  // a budget not read by load_budget
  unknown.result.limit = limit;
  unknown.finding = {limit.metric,
                     Outcome::kInconclusive,
                     limit.level,
                     Grade::kNone,
                     std::nullopt,
                     name.error().message,
                     "A limit that is not measured holds nothing.",
                     "Correct the budget.",
                     {}};
  return unknown;
}

}  // namespace muster
