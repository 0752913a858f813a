#include "data/class_finder.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>

#include "base/text.h"
#include "data/background_label.h"

namespace muster {
namespace {

constexpr std::string_view kNoneLabel = "-";
constexpr std::size_t kMostUnmatched = 1000;  // one is an error already; the rest are for its message

/// "'a', 'b', 'c', …": three at most.
std::string examples(const std::vector<std::string>& names) {
  std::vector<std::string> shown;
  for (const std::string& name : names) {
    if (shown.size() == 3) return fmt::format("{}, …", fmt::join(shown, ", "));
    shown.push_back(in_quotes(name));
  }
  return fmt::format("{}", fmt::join(shown, ", "));
}

}  // namespace

ClassFinder::ClassFinder(ClassList classes)
    : classes_(std::move(classes)),
      agreement_(classes_),
      names_given_(std::ranges::any_of(classes_.names, [](const std::string& name) { return !name.empty(); })) {
  for (std::uint32_t i = 0; i < classes_.names.size(); ++i) {
    if (classes_.names[i].empty()) continue;
    exact_.emplace(classes_.names[i], i);
    const auto [found, fresh] = alike_.emplace(folded_name(classes_.names[i]), i);
    if (!fresh) found->second = kNoClass;
  }
  add_lines();
}

/// Names go before lines.
void ClassFinder::add_lines() {
  constexpr std::size_t kIdLength = 9;
  for (std::uint32_t i = 0; i < std::min(classes_.lines.size(), classes_.names.size()); ++i) {
    const std::string& line = classes_.lines[i];
    exact_.emplace(line, i);
    alike_.emplace(folded_name(line), i);
    for (std::size_t at = 0; at + kIdLength <= line.size(); ++at) {
      const std::string_view word = std::string_view(line).substr(at, kIdLength);
      if (!is_wordnet_id(word)) continue;
      exact_.emplace(word, i);
      break;
    }
  }
}

Result<std::uint32_t> ClassFinder::by_label(std::string_view label) {
  if (label == kNoneLabel) return kNoClass;
  if (const auto found = exact_.find(label); found != exact_.end()) return found->second;
  if (!classes_.open) return match_alike(label);
  if (classes_.names.size() == kMostClasses)
    return fail(ErrorCode::kInvalidArgument, fmt::format("more than {} different labels", kMostClasses));
  const auto fresh = static_cast<std::uint32_t>(classes_.names.size());
  classes_.names.emplace_back(label);
  exact_.emplace(label, fresh);
  return fresh;
}

Result<std::uint32_t> ClassFinder::match_alike(std::string_view label) {
  const auto found = alike_.find(folded_name(label));
  if (found == alike_.end() || found->second == kNoClass) {
    const bool many = unmatched_.size() == kMostUnmatched;
    if (many && !classes_.labels_optional) return unmatched_labels();
    if (!many) unmatched_.emplace_back(label);
    exact_.emplace(label, kNoClass);  // told once; finish() turns it into an error
    return kNoClass;
  }
  inexact_.push_back(in_quotes(label) + " as " + in_quotes(classes_.names[found->second]));
  exact_.emplace(label, found->second);
  return found->second;
}

Result<std::uint32_t> ClassFinder::by_index(std::string_view index, std::string_view label, std::uint64_t line) {
  by_index_ = true;
  if (index == kNoneLabel || (index.empty() && label == kNoneLabel)) return kNoClass;
  const auto number = parse_integer(index);
  const std::size_t count = classes_.open ? kMostClasses : classes_.names.size();
  if (!number)
    return fail(ErrorCode::kMalformed, fmt::format("class_index {} is not a whole number", in_quotes(index)));
  if (*number < 0 || static_cast<unsigned long long>(*number) >= count)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("class_index {} is not one of the {} classes, 0 to {}{}", *number, count, count - 1,
                            classes_.background != kNoBackground ? " (\"background\" is not counted)" : ""));
  const auto found = static_cast<std::uint32_t>(*number);
  if (found >= classes_.names.size()) classes_.names.resize(found + 1);
  std::string& name = classes_.names[found];
  if (!label.empty() && label != kNoneLabel) agreement_.add(found, label, line);
  if (names_given_ || label.empty() || name == label) return found;
  if (name.empty()) {
    name = label;
  } else if (renamed_.empty()) {
    renamed_ = fmt::format("class {} is called both {} and {}", found, in_quotes(name), in_quotes(label));
  }
  return found;
}

tl::unexpected<Error> ClassFinder::unmatched_labels() const {
  std::string message = fmt::format(
      "{}{} label{} in the data match{} no class of the model: {}; its classes are {} ({} in all)", unmatched_.size(),
      unmatched_.size() == kMostUnmatched ? " or more" : "", unmatched_.size() == 1 ? "" : "s",
      unmatched_.size() == 1 ? "es" : "", examples(unmatched_), examples(classes_.names), classes_.names.size());
  std::vector<std::string> near;
  for (std::size_t i = 0; i < std::min<std::size_t>(unmatched_.size(), 3); ++i)
    if (const auto best = nearest(unmatched_[i], classes_.names))
      near.push_back(in_quotes(unmatched_[i]) + " is near " + in_quotes(*best));
  if (!near.empty()) message += fmt::format("; {}", fmt::join(near, ", "));
  return fail(ErrorCode::kInvalidArgument, message + "; correct them, or give other --labels" + background_hint());
}

/// Photos of the background are a class only where the user says so.
std::string ClassFinder::background_hint() const {
  const auto names_it = [](const std::string& label) { return background_label({label}).has_value(); };
  const auto found = std::ranges::find_if(unmatched_, names_it);
  if (classes_.background == kNoBackground || found == unmatched_.end()) return "";
  return fmt::format(
      "; output {} is taken for the background and no class: say --background none to grade {} as a class",
      classes_.background, in_quotes(*found));
}

void ClassFinder::sort_names(std::vector<std::uint32_t>& classes) {
  std::vector<std::uint32_t> order(classes_.names.size()), place(order.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [this](std::uint32_t i) -> const std::string& { return classes_.names[i]; });
  for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  for (std::uint32_t& index : classes)
    if (index != kNoClass) index = place[index];
  std::ranges::sort(classes_.names);
}

void ClassFinder::warn_of_unlabelled(Dataset& dataset) const {
  const auto photos = std::ranges::count(dataset.classes, kNoClass);
  if (photos == 0) return;
  dataset.warnings.push_back(fmt::format(
      "{} of {} photos have no label that matches a class{}: they count for flipped decisions, and for no accuracy",
      photos, dataset.classes.size(), unmatched_.empty() ? "" : fmt::format(" ({})", examples(unmatched_))));
}

Result<void> ClassFinder::finish(Dataset& dataset) {
  if (!unmatched_.empty() && !classes_.labels_optional) return unmatched_labels();
  if (classes_.labels_optional) warn_of_unlabelled(dataset);
  MUSTER_CHECK_OK(agreement_.check(dataset.source));
  if (classes_.open && !by_index_) sort_names(dataset.classes);
  for (std::size_t i = 0; i < classes_.names.size(); ++i)
    if (classes_.names[i].empty()) classes_.names[i] = fmt::format("class {}", i);
  if (!inexact_.empty())
    dataset.warnings.push_back(fmt::format("{} label{} matched only without regard to case and '_': {}{}",
                                           inexact_.size(), inexact_.size() == 1 ? "" : "s", inexact_.front(),
                                           inexact_.size() > 1 ? ", …" : ""));
  if (!renamed_.empty()) dataset.warnings.push_back(renamed_);
  dataset.class_names = std::move(classes_.names);
  dataset.background = classes_.background;
  dataset.label_form = std::move(classes_.form);
  return {};
}

}  // namespace muster
