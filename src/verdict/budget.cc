#include "muster/budget.h"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <cmath>
#include <set>

#include "base/file.h"
#include "base/text.h"
#include "metrics/metrics.h"
#include "verdict/threshold_goal.h"

namespace muster {
namespace {

/// Reads one muster.toml into a budget; `path` is for errors.
class BudgetReader {
 public:
  BudgetReader(std::string path, Budget& budget) : path_(std::move(path)), budget_(budget) {}

  Result<void> read(const toml::table& root, std::string_view target) {
    MUSTER_CHECK_OK(only_keys(root, {"schema", "limits", "target", "accept", "threshold", "confidence", "calibration",
                                     "rankings", "evidence"}));
    MUSTER_CHECK_OK(read_schema(root));
    MUSTER_CHECK_OK(read_evidence(root));
    MUSTER_CHECK_OK(read_limits(root));
    MUSTER_CHECK_OK(read_accept(root));
    MUSTER_CHECK_OK(read_thresholds(root));
    return read_targets(root, target);
  }

 private:
  [[nodiscard]] tl::unexpected<Error> error_at(const toml::node& node, std::string_view message) const {
    return fail(ErrorCode::kInvalidArgument, fmt::format("{}:{}: {}", path_, node.source().begin.line, message));
  }

  [[nodiscard]] Result<void> only_keys(const toml::table& table, const std::vector<std::string>& known) const {
    for (const auto& [key, value] : table)
      if (std::ranges::find(known, key.str()) == known.end())
        return error_at(value, fmt::format("unknown key '{}'{}", printable(key.str()), did_you_mean(key.str(), known)));
    return {};
  }

  /// The table under `key`; null: there is none.
  [[nodiscard]] Result<const toml::table*> table_of(const toml::table& parent, std::string_view key) const {
    const toml::node* node = parent.get(key);
    if (node == nullptr) return nullptr;
    if (!node->is_table()) return error_at(*node, fmt::format("'{}' must be a table", printable(key)));
    return node->as_table();
  }

  [[nodiscard]] Result<void> read_schema(const toml::table& root) const {
    const toml::node* schema = root.get("schema");
    if (schema != nullptr && schema->value<std::int64_t>() != 1)
      return error_at(*schema, "schema must be 1, the only one there is");
    return {};
  }

  /// [threshold.CLASS], [confidence], calibration = true and rankings = true.
  Result<void> read_thresholds(const toml::table& root) {
    MUSTER_CHECK_OK(read_flag(root, "calibration", budget_.calibration));
    MUSTER_CHECK_OK(read_flag(root, "rankings", budget_.rankings));
    MUSTER_TRY(const toml::table* confidence, table_of(root, "confidence"));
    if (confidence != nullptr) MUSTER_CHECK_OK(read_threshold("", *confidence));
    MUSTER_TRY(const toml::table* thresholds, table_of(root, "threshold"));
    if (thresholds == nullptr) return {};
    for (const auto& [key, value] : *thresholds) {
      MUSTER_TRY(const toml::table* entry, table_of(*thresholds, key.str()));
      MUSTER_CHECK_OK(read_threshold(std::string(key.str()), *entry));
    }
    return {};
  }

  [[nodiscard]] Result<void> read_flag(const toml::table& root, std::string_view key, bool& flag) const {
    const toml::node* node = root.get(key);
    if (node == nullptr) return {};
    if (!node->is_boolean()) return error_at(*node, fmt::format("'{}' must be true or false", key));
    flag = node->value_or(false);
    return {};
  }

  Result<void> read_threshold(const std::string& class_name, const toml::table& entry) {
    auto goal = read_threshold_goal(entry);
    if (!goal) return error_at(entry, goal.error().message);
    if (*goal && !class_name.empty() && (*goal)->need == ThresholdNeed::kMinAccepted)
      return error_at(entry,
                      "the threshold of a class leaves no photo undecided: below it, it is another; give "
                      "min_precision, min_recall or cost, or max_undecided under [confidence]");
    budget_.thresholds.push_back({class_name, *goal});
    return {};
  }

  Result<void> read_accept(const toml::table& root) {
    MUSTER_TRY(const toml::table* accept, table_of(root, "accept"));
    if (accept == nullptr) return {};
    MUSTER_CHECK_OK(only_keys(*accept, {"host_latency"}));
    const toml::node* node = accept->get("host_latency");
    if (node == nullptr) return {};
    const auto reason = node->value<std::string>();
    if (!node->is_string() || trimmed(*reason).empty())
      return error_at(*node, "host_latency must be the reason why, as text");
    budget_.accept_host_latency = *reason;
    return {};
  }

  /// [evidence] devices = ["Pixel 6"] and accuracy_origin = "device".
  Result<void> read_evidence(const toml::table& parent) {
    MUSTER_TRY(const toml::table* evidence, table_of(parent, "evidence"));
    if (evidence == nullptr) return {};
    MUSTER_CHECK_OK(only_keys(*evidence, {"devices", "accuracy_origin"}));
    if (const toml::node* node = evidence->get("devices")) {
      budget_.devices.clear();
      const toml::array* names = node->as_array();
      if (names == nullptr) return error_at(*node, "devices must be a list of names");
      for (const toml::node& name : *names) {
        const auto text = name.value<std::string>();
        if (!name.is_string() || trimmed(*text).empty()) return error_at(name, "a device's name must be a text");
        budget_.devices.emplace_back(trimmed(*text));
      }
    }
    if (const toml::node* node = evidence->get("accuracy_origin")) {
      const auto word = node->value_or<std::string>("");
      if (word != "device" && word != "any") return error_at(*node, "accuracy_origin must be \"device\" or \"any\"");
      budget_.accuracy_on_device = word == "device";
    }
    return {};
  }

  Result<void> read_targets(const toml::table& root, std::string_view wanted) {
    MUSTER_TRY(const toml::table* targets, table_of(root, "target"));
    std::vector<std::string> names;
    const toml::table* chosen = nullptr;
    Budget others = budget_;  // of targets not asked for, read only for their errors
    if (targets != nullptr) {
      for (const auto& [key, value] : *targets) {
        names.emplace_back(key.str());
        MUSTER_TRY(const toml::table* target, table_of(*targets, key.str()));
        MUSTER_CHECK_OK(only_keys(*target, {"limits", "evidence"}));
        if (key.str() == wanted) chosen = target;
        Budget scratch = others;
        MUSTER_CHECK_OK(BudgetReader(path_, scratch).read_target(*target));
      }
    }
    if (wanted.empty()) return {};
    if (chosen == nullptr)
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("{}: there is no [target.{}]{}", path_, printable(wanted), did_you_mean(wanted, names)));
    return read_target(*chosen);
  }

  Result<void> read_target(const toml::table& target) {
    MUSTER_CHECK_OK(read_evidence(target));
    return read_limits(target);
  }

  Result<void> read_limits(const toml::table& parent) {
    MUSTER_TRY(const toml::table* limits, table_of(parent, "limits"));
    if (limits == nullptr) return {};
    for (const auto& [key, value] : *limits) {
      MUSTER_TRY(const toml::table* entry, table_of(*limits, key.str()));
      MUSTER_CHECK_OK(read_limit(std::string(key.str()), *entry));
    }
    return {};
  }

  Result<void> read_limit(const std::string& metric_name, const toml::table& entry) {
    const auto name = parse_metric_name(metric_name);
    if (!name) return error_at(entry, name.error().message);
    MUSTER_CHECK_OK(only_keys(entry, {"good", "bad", "min", "max", "level", "accelerator"}));
    const auto before = std::ranges::find(budget_.limits, metric_name, &Limit::metric);
    const bool known = before != budget_.limits.end();
    Limit limit;
    if (known) limit = *before;
    limit.metric = metric_name;
    MUSTER_TRY(const bool bounded, read_bounds(entry, *name->metric, limit));
    if (!bounded && !known)
      return error_at(entry, fmt::format("'{}' has no bound: give good and bad, min or max", metric_name));
    MUSTER_CHECK_OK(read_words(entry, limit));
    if (known)
      *before = std::move(limit);
    else
      budget_.limits.push_back(std::move(limit));
    return {};
  }

  /// Whether any bound was given; one alone is both.
  [[nodiscard]] Result<bool> read_bounds(const toml::table& entry, const Metric& metric, Limit& limit) const {
    std::optional<double> good, bad;
    for (const std::string_view key : {"good", "bad", "min", "max"}) {
      const toml::node* node = entry.get(key);
      if (node == nullptr) continue;
      const auto bound = node->value<double>();
      if (!node->is_number() || !std::isfinite(*bound))
        return error_at(*node, fmt::format("'{}' must be a number", key));
      if (metric.unit == "fraction" && metric.higher_is_better && (*bound < 0 || *bound > 1))
        return error_at(*node, fmt::format("'{}' of {} is a fraction, from 0 to 1", key, metric.id));
      if (*bound < 0) return error_at(*node, fmt::format("'{}' must not be negative", key));
      const bool both = key == "min" || key == "max";
      if (both && (key == "min") != metric.higher_is_better)
        return error_at(
            *node, fmt::format("{} is better when {}: use '{}'", metric.id,
                               metric.higher_is_better ? "higher" : "lower", metric.higher_is_better ? "min" : "max"));
      if (both && (good || bad))
        return error_at(*node, fmt::format("'{}' stands for good and bad: give it alone", key));
      if (key != "bad") good = bound;
      if (key != "good") bad = bound;
    }
    if (!good && !bad) return false;
    limit.good = good.value_or(bad.value_or(0));
    limit.bad = bad.value_or(limit.good);
    if (metric.higher_is_better ? limit.good < limit.bad : limit.good > limit.bad)
      return error_at(entry, fmt::format("{} is better when {}, but good = {} is worse than bad = {}", metric.id,
                                         metric.higher_is_better ? "higher" : "lower", limit.good, limit.bad));
    return true;
  }

  [[nodiscard]] Result<void> read_words(const toml::table& entry, Limit& limit) const {
    if (const toml::node* node = entry.get("level")) {
      const std::vector<std::string> words{"error", "warning", "off"};
      const auto found = std::ranges::find(words, node->value_or<std::string>(""));
      if (found == words.end()) return error_at(*node, "level must be \"error\", \"warning\" or \"off\"");
      limit.level = static_cast<Level>(found - words.begin());
    }
    if (const toml::node* node = entry.get("accelerator")) {
      const std::vector<std::string> words{"cpu", "gpu", "npu"};
      const auto found = std::ranges::find(words, node->value_or<std::string>(""));
      if (found == words.end()) return error_at(*node, "accelerator must be \"cpu\", \"gpu\" or \"npu\"");
      limit.accelerator = *found;
    }
    return {};
  }

  std::string path_;
  Budget& budget_;
};

Result<toml::table> parse_toml(std::string_view text, const std::string& path) {
  try {
    return toml::parse(text, path);
  } catch (const toml::parse_error& error) {
    return fail(ErrorCode::kMalformed, fmt::format("{}:{}: {}", path, error.source().begin.line, error.description()));
  }
}

}  // namespace

Budget default_budget() {
  Budget budget;
  budget.limits = {{"model_bytes", 10e6, 50e6, Level::kError, ""},
                   {"latency_p90_ms", 100, 1000, Level::kError, ""},
                   {"top1_accuracy", 0.85, 0.70, Level::kError, ""}};
  return budget;
}

Result<Budget> load_budget(const std::filesystem::path& path, std::string_view target) {
  constexpr std::uint64_t kLargest = 1 << 20;
  MUSTER_TRY(const auto bytes, read_file(path, kLargest));
  const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  MUSTER_TRY(const toml::table root, parse_toml(text, path.string()));
  Budget budget = default_budget();
  budget.source = path.string();
  if (!target.empty()) budget.source += fmt::format(", target {}", target);
  MUSTER_CHECK_OK(BudgetReader(path.string(), budget).read(root, target));
  return budget;
}

}  // namespace muster
