#include "import/predictions_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/path_repeats.h"
#include "base/table_reader.h"
#include "base/text.h"
#include "data/label_agreement.h"
#include "data/sample_columns.h"
#include "import/class_register.h"
#include "import/device_states.h"

namespace muster {
namespace {

using Column = std::optional<std::size_t>;

/// Which column holds what.
struct Columns {
  std::size_t path = 0;
  Column label, class_index, latency;
  SampleColumns sample;
  std::array<Column, kBest> best, scores;
};

Result<Columns> find_columns(const TableReader& csv, const std::filesystem::path& path,
                             const PredictionsOptions& options) {
  const auto either = [&](std::string_view first, std::string_view second) {
    const Column column = csv.column(first);
    return column ? column : csv.column(second);
  };
  Columns columns;
  Column photo = either("path", "id");
  if (!photo) photo = csv.column("image");
  columns.label = csv.column("label");
  columns.class_index = csv.column("class_index");
  columns.latency = csv.column("latency_ms");
  for (std::size_t i = 0; i < kBest; ++i) {
    columns.best[i] = csv.column(fmt::format("top{}", i + 1));
    columns.scores[i] = csv.column(fmt::format("score{}", i + 1));
  }
  if (!columns.best[0]) columns.best[0] = either("predicted", "prediction");
  if (!columns.scores[0]) columns.scores[0] = either("score", "scores");
  const auto missing = [&](std::string_view what) {
    return fail(ErrorCode::kMalformed, fmt::format("{}:1: no column {}", path.string(), what));
  };
  if (!photo) return missing("'path' or 'id'");
  if (!columns.label && !columns.class_index) return missing("'label' or 'class_index'");
  if (!columns.best[0]) return missing("'predicted' or 'top1'");
  columns.path = *photo;
  if (!options.scores.empty() && !columns.scores[0]) return missing("'score' or 'score1', whose kind --scores tells");
  MUSTER_TRY(columns.sample, find_sample_columns(csv, options.data));
  return columns;
}

/// Reads rows into the columns of a Run.
class Table {
 public:
  Table(const Columns& columns, const TableReader& csv, const PredictionsOptions& options)
      : columns_(columns),
        states_(csv),
        classes_(options.class_names, columns.class_index && options.class_names.empty()),
        agreement_(ClassList{options.class_names, {}, {}}),
        names_given_(!options.class_names.empty()),
        score_kind_(options.scores) {}

  /// Learns the name of a row's class, where the row has both index and label. Done for all rows beforehand,
  /// for predictions may name a class before the first photo of it.
  Result<void> learn_name(const std::vector<std::string>& fields) {
    const std::string_view index = cell(fields, columns_.class_index), label = cell(fields, columns_.label);
    if (index.empty() || label.empty() || classes_.is_none(index)) return {};
    MUSTER_TRY(const std::uint32_t number, class_at(index));
    return classes_.name(number, label);
  }

  Result<void> add(const std::vector<std::string>& fields, std::uint64_t line, Run& run) {
    run.dataset.paths.push_back(fields[columns_.path]);
    MUSTER_CHECK_OK(add_class(fields, run.dataset));
    const std::string_view label = cell(fields, columns_.label);
    if (names_given_ && columns_.class_index && run.dataset.classes.back() != kNoClass && !label.empty() &&
        !classes_.is_none(label))
      agreement_.add(run.dataset.classes.back(), label, line);
    MUSTER_CHECK_OK(add_prediction(fields, run.predictions));
    MUSTER_CHECK_OK(states_.add(fields, elapsed_));
    return add_latency(fields);
  }

  /// Labels by name and predictions by number would match nowhere, and look like a model that is always wrong.
  [[nodiscard]] bool needs_names() const {
    return !names_given_ && !labels_are_numbers_ && !predictions_are_names_ && any_prediction_;
  }

  /// Gives classes their final numbers. Error: labels that contradict their index.
  Result<void> finish(Run& run) {
    if (names_given_) MUSTER_CHECK_OK(agreement_.check(run.dataset.source));
    const std::vector<std::uint32_t> number_of = classes_.sorted();
    for (std::uint32_t& index : run.dataset.classes)
      if (index != kNoClass) index = number_of[index];
    for (BestClasses& best : run.predictions.best)
      for (std::int32_t& index : best)
        if (index >= 0) index = static_cast<std::int32_t>(number_of[static_cast<std::size_t>(index)]);
    run.dataset.class_names = classes_.names();
    if (std::string alike = classes_.alike(); !alike.empty()) run.dataset.warnings.push_back(std::move(alike));
    return {};
  }

  std::vector<Nanoseconds> take_times() { return std::move(times_); }
  std::vector<DeviceState> take_states() { return states_.take(); }

 private:
  static std::string_view cell(const std::vector<std::string>& fields, const Column& column) {
    return column ? trimmed(fields[*column]) : std::string_view();
  }

  /// The largest number; the first text that is none.
  static std::string_view largest_of(const std::vector<std::string_view>& scores) {
    std::string_view largest = scores.front();
    for (const std::string_view score : scores) {
      const auto value = parse_number(score), best = parse_number(largest);
      if (!value || !best) return value ? largest : score;
      if (*value > *best) largest = score;
    }
    return largest;
  }

  struct Answers {
    std::array<std::string_view, kBest> classes, scores;
  };

  /// The best answers of a row, from columns of their own, or as lists with semicolons: as many classes as scores, or
  /// one class and the scores of all.
  [[nodiscard]] Answers answers_in(const std::vector<std::string>& fields) const {
    Answers answers;
    for (std::size_t i = 0; i < kBest; ++i) {
      answers.classes[i] = cell(fields, columns_.best[i]);
      answers.scores[i] = cell(fields, columns_.scores[i]);
    }
    const auto scores = split(answers.scores[0], ';'), classes = split(answers.classes[0], ';');
    if (scores.size() > 1 && classes.size() == 1) answers.scores[0] = largest_of(scores);
    if (scores.size() == 1 || scores.size() != classes.size()) return answers;
    for (std::size_t i = 0; i < std::min(kBest, scores.size()); ++i) {
      answers.classes[i] = trimmed(classes[i]);
      answers.scores[i] = trimmed(scores[i]);
    }
    return answers;
  }

  Result<void> add_class(const std::vector<std::string>& fields, Dataset& dataset) {
    const std::string_view label = cell(fields, columns_.label);
    const std::string_view index = cell(fields, columns_.class_index);
    const std::string_view text = columns_.class_index ? index : label;
    if (classes_.is_none(text) || (columns_.class_index && text.empty() && (label.empty() || label == "-"))) {
      dataset.classes.push_back(kNoClass);
      return {};
    }
    if (text.empty()) return fail(ErrorCode::kMalformed, "no label; a photo of none of the classes has the label '-'");
    MUSTER_TRY(const std::uint32_t number, columns_.class_index ? class_at(text) : classes_.find(text));
    labels_are_numbers_ |= columns_.class_index || parse_integer(text);
    dataset.classes.push_back(number);
    return {};
  }

  Result<std::uint32_t> class_at(std::string_view index) {
    if (!parse_integer(index))
      return fail(ErrorCode::kMalformed, fmt::format("class_index '{}' is not a whole number", printable(index, 60)));
    return classes_.find(index);
  }

  Result<void> add_prediction(const std::vector<std::string>& fields, Predictions& predictions) {
    BestClasses best;
    best.fill(kAbsent);
    BestScores scores{};
    bool not_a_number = false;
    const Answers answers = answers_in(fields);
    for (std::size_t i = 0; i < kBest; ++i) {
      const std::string_view text = answers.classes[i];
      if (classes_.is_none(text)) {
        best[i] = kBackground;
      } else if (!text.empty()) {
        MUSTER_TRY(const std::uint32_t number, classes_.find(text));
        predictions_are_names_ |= !parse_integer(text);
        best[i] = static_cast<std::int32_t>(number);
        any_prediction_ = true;
      }
      const std::string_view score = answers.scores[i];
      if (i == 0 && score.empty() && best[0] != kAbsent && !score_kind_.empty())
        return fail(ErrorCode::kMalformed, "no score, and --scores says what it is; give it, or leave --scores out");
      if (score.empty()) continue;
      const auto value = parse_number(score);
      if (!value)
        return fail(ErrorCode::kMalformed, fmt::format("the score '{}' is not a number", printable(score, 60)));
      if (!score_kind_.empty() && (*value < 0 || *value > 1))
        return fail(ErrorCode::kMalformed, fmt::format("the score {} is no {}", printable(score, 60), score_kind_));
      scores[i] = static_cast<float>(
          std::clamp(*value, double{std::numeric_limits<float>::lowest()}, double{std::numeric_limits<float>::max()}));
      not_a_number |= std::isnan(*value);
    }
    const PhotoState state = not_a_number         ? PhotoState::kNotANumber
                             : best[0] == kAbsent ? PhotoState::kUnreadable
                                                  : PhotoState::kScored;
    predictions.states.push_back(state);
    predictions.best.push_back(best);
    predictions.scores.push_back(scores);
    return {};
  }

  Result<void> add_latency(const std::vector<std::string>& fields) {
    const std::string_view text = cell(fields, columns_.latency);
    if (text.empty()) return {};
    const auto milliseconds = parse_number(text);
    if (!milliseconds || !(*milliseconds > 0 && *milliseconds < 1e9))
      return fail(ErrorCode::kMalformed,
                  fmt::format("latency_ms '{}' is not a time in milliseconds", printable(text, 60)));
    times_.emplace_back(std::llround(*milliseconds * 1e6));
    elapsed_ += times_.back();
    return {};
  }

  const Columns& columns_;
  DeviceStateReader states_;
  ClassRegister classes_;
  LabelAgreement agreement_;
  std::vector<Nanoseconds> times_;
  Nanoseconds elapsed_{};
  bool names_given_;
  std::string_view score_kind_;
  bool labels_are_numbers_ = false, predictions_are_names_ = false, any_prediction_ = false;
};

/// A photo twice with the same class and answer is one photo's evidence: its repeats are left out, and told. With two
/// classes or answers the table contradicts itself.
Result<void> leave_out_repeats(Run& run, const std::filesystem::path& path) {
  Dataset& dataset = run.dataset;
  Predictions& predictions = run.predictions;
  const std::vector<PathRepeat> repeats = find_path_repeats(dataset.paths, dataset.root);
  if (repeats.empty()) return {};
  std::vector<bool> repeated(dataset.size());
  for (const auto& [a, b] : repeats) {
    const bool labels = dataset.classes[a] != dataset.classes[b];
    if (labels || predictions.best[a] != predictions.best[b] || predictions.states[a] != predictions.states[b])
      return fail(ErrorCode::kMalformed, fmt::format("{}: '{}' stands twice, with two {}", path.string(),
                                                     printable(dataset.paths[b], 120), labels ? "labels" : "answers"));
    repeated[b] = true;
  }
  const bool one = repeats.size() == 1;
  dataset.warnings.push_back(fmt::format("{} row{} of {} repeat{} a photo, for example {}, and {} left out",
                                         repeats.size(), one ? "" : "s", path.string(), one ? "s" : "",
                                         printable(dataset.paths[repeats.front().again], 120), one ? "is" : "are"));
  remove_samples(run, repeated);
  return {};
}

LatencyRun latency_run(std::vector<Nanoseconds> times, const PredictionsOptions& options) {
  LatencyRun run;
  run.origin = options.measured_on ? Origin::kDevice : Origin::kHost;
  run.device = options.measured_on.value_or(Device{});
  if (options.measured_on) run.accelerator = options.measured_on->accelerator;
  run.threads = 0;  // the table does not say
  run.steady = std::move(times);
  return run;
}

/// Calls `use` with every row of the file, and its line.
template <class Use>
Result<void> for_each_row_of(const std::filesystem::path& path, const Use& use) {
  MUSTER_TRY(TableReader csv, TableReader::open(path));
  return for_each_row(csv, [&](const std::vector<std::string>& fields) { return use(fields, csv.line()); });
}

}  // namespace

Result<Run> read_predictions(const std::filesystem::path& path, const PredictionsOptions& options) {
  if (options.scores == "logit")
    return fail(ErrorCode::kInvalidArgument,
                "--scores logit: the best classes' logits tell no probability without all others'; write the softmax "
                "into the column score, and say --scores probability");
  MUSTER_TRY(const TableReader csv, TableReader::open(path));
  MUSTER_TRY(const Columns columns, find_columns(csv, path, options));
  MUSTER_TRY(const Selection selection, select_split(path, columns.path, columns.sample.split, options.data.split));
  Run run;
  run.dataset.source = path;
  run.dataset.root = path.parent_path();
  run.dataset.split = selection.split;
  run.dataset.warnings = selection.warnings;
  Table table(columns, csv, options);
  SampleColumnReader sample_columns(columns.sample, csv, selection.split, selection.rows);
  using Fields = std::vector<std::string>;
  if (columns.label && columns.class_index && options.class_names.empty())
    MUSTER_CHECK_OK(
        for_each_row_of(path, [&](const Fields& fields, std::uint64_t) { return table.learn_name(fields); }));
  const auto take = [&](const Fields& fields, std::uint64_t line) -> Result<void> {
    if (!sample_columns.selects(fields)) return {};
    MUSTER_CHECK_OK(sample_columns.add(fields));
    return table.add(fields, line, run);
  };
  MUSTER_CHECK_OK(for_each_row_of(path, take));
  if (run.dataset.size() == 0)
    return fail(ErrorCode::kMalformed, fmt::format("{}: no row below the header", path.string()));
  if (table.needs_names())
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{}: the labels are names and the predictions numbers; say with --labels which is which",
                            path.string()));
  std::move(sample_columns).finish(run.dataset);
  MUSTER_CHECK_OK(table.finish(run));
  const auto beyond = [&](const std::string& name) {  // a class by number
    const auto number = parse_integer(name);
    return number && *number >= static_cast<long long>(options.most_classes);
  };
  const auto& names = run.dataset.class_names;
  if (std::ranges::all_of(names, [](const std::string& name) { return parse_integer(name).has_value(); }))
    if (const auto other = std::ranges::find_if(names, beyond); other != names.end())
      return fail(
          ErrorCode::kInvalidArgument,
          fmt::format("{} speaks of class {}, and the model has classes 0 to {}: these are another model's answers",
                      path.string(), *other, options.most_classes - 1));
  if (names.size() > options.most_classes)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{} speaks of {} classes, and the model tells {} apart: these are another model's answers",
                            path.string(), names.size(), options.most_classes));
  MUSTER_CHECK_OK(leave_out_repeats(run, path));
  run.predictions.score_kind = options.scores;
  run.predictions.origin = options.measured_on ? Origin::kDevice : Origin::kHost;
  run.predictions.device = options.measured_on.value_or(Device{});
  if (auto times = table.take_times(); !times.empty()) {
    run.latency_runs.push_back(latency_run(std::move(times), options));
    run.latency_runs.back().states = table.take_states();
  }
  return run;
}

}  // namespace muster
