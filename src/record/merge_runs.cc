#include "record/merge_runs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <unordered_map>

#include "base/text.h"
#include "muster/preprocessing.h"

namespace muster {
namespace {

constexpr std::size_t kMostEvents = 1000;

/// One thing that Runs must have in common.
struct Trait {
  std::string_view name;
  std::string (*of)(const Run& run);
};

std::string shape_of(const Run& run) {
  if (!run.model || run.model->inputs.empty()) return "none";
  std::string shape;
  for (const std::int64_t size : run.model->inputs[0].shape)
    shape += fmt::format("{}{}", shape.empty() ? "" : "×", size);
  return shape;
}

std::string classes_of(const Run& run) {
  std::string all = fmt::format("background {}\n", run.dataset.background);
  for (const std::string& name : run.dataset.class_names) all += name + '\n';
  for (const ClassGroup& group : run.class_groups) {
    all += group.name;
    for (const std::uint32_t member : group.classes) all += fmt::format(" {}", member);
    all += '\n';
  }
  return all;
}

std::string columns_of(const Run& run) {
  std::string all = run.dataset.group.name.empty() ? "" : run.dataset.group.name + " (group)";
  for (const SliceColumn& slice : run.dataset.slices) all += " " + slice.name;
  return all;
}

std::string device_of(const Run& run) {
  const Device& device = run.predictions.device;
  return fmt::format("{} {} {} {}", to_string(run.predictions.origin), device.name, device.os, device.accelerator);
}

std::string training_photos_of(const Run& run) {
  if (!run.leaks) return "none";
  return fmt::format("{} of {}, split {}", run.leaks->train_photos, run.leaks->source.string(), run.leaks->split);
}

/// The model's answers to them are the same in every shard, so that the first shard's stand for all.
std::string other_photos_of(const Run& run) {
  std::string all;
  for (const OtherPhotos& other : run.other_photos)
    all += fmt::format("{}{} {} of {}, split {}", all.empty() ? "" : "; ", other.asked, to_string(other.role),
                       other.source.string(), other.split);
  return all.empty() ? "none" : all;
}

/// What photos were degraded by; the kinds decide which answers there are.
std::string stress_of(const Run& run) {
  if (!run.stress) return "none";
  std::string all = fmt::format("seed {}", run.stress->seed);
  for (const std::string& kind : run.stress->kinds) all += " " + kind;
  return all;
}

// The long ones (classes) say only that they differ.
constexpr auto kTraits = std::to_array<Trait>({
    {"model", [](const Run& run) { return run.model ? run.model->sha256 : std::string("none"); }},
    {"input size", shape_of},
    {"preprocessing", [](const Run& run) { return run.preprocessing ? describe(*run.preprocessing) : "none"; }},
    {"classes", classes_of},
    {"kind of scores", [](const Run& run) { return run.predictions.score_kind; }},
    {"runtime", [](const Run& run) { return run.machine.runtime; }},
    {"place of measurement", device_of},
    {"split", [](const Run& run) { return run.dataset.split; }},
    {"manifest columns", columns_of},
    {"training set", training_photos_of},
    {"set of other photos", other_photos_of},
    {"stress", stress_of},
    {"reference", [](const Run& run) { return run.reference ? run.reference->sha256 : std::string("none"); }},
});

Result<void> require_alike(const NamedRun& first, const NamedRun& other) {
  for (const Trait& trait : kTraits) {
    const std::string a = trait.of(first.run), b = trait.of(other.run);
    if (a == b) continue;
    const bool brief = trait.of != classes_of;
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{} and {} cannot be merged: of another {}{}", first.name, other.name, trait.name,
                            brief ? fmt::format(" ({}; {})", printable(a), printable(b)) : ""));
  }
  if (first.run.decision || other.run.decision)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{} cannot be merged: it was decided early, so its photos are no whole shard",
                            first.run.decision ? first.name : other.name));
  if (first.run.given_confusion || other.run.given_confusion)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{} cannot be merged: a matrix does not say which photos it is of",
                            first.run.given_confusion ? first.name : other.name));
  return {};
}

using Digest = std::array<std::byte, 32>;
struct DigestHash {
  std::size_t operator()(const Digest& digest) const {
    std::size_t hash = 0;
    std::memcpy(&hash, digest.data(), sizeof(hash));
    return hash;
  }
};

/// Finds photos that two Runs have in common: by their files' digests, and by their paths.
class Overlap {
 public:
  Result<void> add(const NamedRun& named, std::size_t place) {
    const Run& run = named.run;
    for (std::size_t i = 0; i < run.dataset.size(); ++i) {
      const bool read = i < run.predictions.digests.size() && run.predictions.digests[i] != Digest{};
      const std::size_t by_path = first_at(paths_, run.dataset.file(i).lexically_normal().string(), place);
      const std::size_t by_file = read ? first_with_digest(run, i, place) : place;
      if (by_path == place && by_file == place) continue;
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("{} and {} overlap: both have the photo '{}'", names_[std::min(by_path, by_file)],
                              named.name, printable(run.dataset.paths[i])));
    }
    names_.push_back(named.name);
    return {};
  }

 private:
  template <class Map, class Key>
  static std::size_t first_at(Map& map, Key key, std::size_t place) {
    return map.try_emplace(std::move(key), place).first->second;
  }

  /// The same file under another label is no overlap: one of the labels is wrong, which is told elsewhere.
  std::size_t first_with_digest(const Run& run, std::size_t photo, std::size_t place) {
    const auto [found, is_new] =
        digests_.try_emplace(run.predictions.digests[photo], place, run.dataset.classes[photo]);
    const auto [where, label] = found->second;
    return !is_new && label == run.dataset.classes[photo] ? where : place;
  }

  std::vector<std::string> names_;
  std::unordered_map<std::string, std::size_t> paths_;
  std::unordered_map<Digest, std::pair<std::size_t, std::uint32_t>, DigestHash> digests_;
};

template <class T>
void append(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

void append(SliceColumn& to, const SliceColumn& from) {
  std::vector<std::uint32_t> place;
  for (const std::string& value : from.values) {
    const auto found = std::ranges::find(to.values, value);
    place.push_back(static_cast<std::uint32_t>(found - to.values.begin()));
    if (found == to.values.end()) to.values.push_back(value);
  }
  for (const std::uint32_t index : from.indices) to.indices.push_back(place[index]);
}

/// Pads what was never answered, so that columns stay as long as the data set.
void append(Predictions& to, Predictions from, std::size_t before, std::size_t more) {
  BestClasses none;
  none.fill(kAbsent);
  const auto join = [&](auto& column, auto& other, auto filler) {
    if (column.empty() && other.empty()) return;
    column.resize(before, filler);
    other.resize(more, filler);
    append(column, other);
  };
  join(to.states, from.states, PhotoState::kPending);
  join(to.best, from.best, none);
  join(to.scores, from.scores, BestScores{});
  join(to.digests, from.digests, Digest{});
  join(to.softmax, from.softmax, 0.0F);
  join(to.above_lowest, from.above_lowest, static_cast<std::uint8_t>(kBest));
  if (!to.output) to.output = from.output;
}

/// The sum by answer, sorted.
std::vector<ReferenceAnswer> sum_of(const std::vector<ReferenceAnswer>& a, const std::vector<ReferenceAnswer>& b) {
  std::map<std::int32_t, ReferenceAnswer> by_answer;
  for (const auto* answers : {&a, &b})
    for (const ReferenceAnswer& one : *answers) {
      ReferenceAnswer& all = by_answer[one.answer];
      all.answer = one.answer, all.photos += one.photos, all.changed += one.changed;
    }
  std::vector<ReferenceAnswer> sum;
  for (const auto& [answer, all] : by_answer) sum.push_back(all);
  return sum;
}

void append(BesideReference& to, const BesideReference& from) {
  const auto knows_answers = [](const BesideReference& one) {
    return !one.answers.empty() || one.flips.photos + one.flips.unlabelled == 0;
  };
  const bool known = knows_answers(to) && knows_answers(from);
  to.answers = known ? sum_of(to.answers, from.answers) : std::vector<ReferenceAnswer>{};
  to.flips.photos += from.flips.photos;
  to.flips.right_to_wrong += from.flips.right_to_wrong;
  to.flips.wrong_to_right += from.flips.wrong_to_right;
  to.flips.wrong_to_wrong += from.flips.wrong_to_wrong;
  to.flips.unlabelled += from.flips.unlabelled;
  to.flips.unlabelled_changed += from.flips.unlabelled_changed;
  to.unanswered.unreadable += from.unanswered.unreadable;
  to.unanswered.pending += from.unanswered.pending;
  to.unanswered.failed += from.unanswered.failed;
  to.guessed = to.guessed || from.guessed;
}

/// What one search among the training photos found of two shards. A group may have photos in both.
void append(std::vector<SharedGroup>& to, const std::vector<SharedGroup>& from) {
  for (const SharedGroup& group : from) {
    const auto known = std::ranges::find(to, group.name, &SharedGroup::name);
    if (known == to.end())
      to.push_back(group);
    else
      known->test_photos += group.test_photos;
  }
}

void append(TrainingLeaks& to, const TrainingLeaks& from, const std::filesystem::path& root) {
  for (const Leak& leak : from.leaks) {
    to.leaks.push_back(leak);
    to.leaks.back().test = (root / leak.test).string();
  }
  append(to.groups, from.groups);
  append(to.captures, from.captures);
  for (const AlikeTestPhotos& pair : from.within_test) {
    to.within_test.push_back(pair);
    to.within_test.back().first = (root / pair.first).string();
    to.within_test.back().second = (root / pair.second).string();
  }
  to.interrupted = to.interrupted || from.interrupted;
}

void append(StressAnswers& to, const StressAnswers& from, std::size_t before) {
  for (const std::uint32_t photo : from.photos) to.photos.push_back(photo + static_cast<std::uint32_t>(before));
  append(to.states, from.states);
  append(to.top1, from.top1);
  to.drawn_from += from.drawn_from;
}

void append(ClippedInputs& to, const ClippedInputs& from, const std::filesystem::path& root) {
  to.photos += from.photos;
  if (from.largest_share <= to.largest_share) return;
  to.largest_share = from.largest_share;
  to.worst_photo = (root / from.worst_photo).string();
}

bool same_energy(const EnergyRun& a, const EnergyRun& b) {
  return a.origin == b.origin && a.accelerator == b.accelerator && a.device.name == b.device.name &&
         a.meter == b.meter && a.source == b.source &&
         std::ranges::equal(a.spans, b.spans, [](const EnergySpan& one, const EnergySpan& other) {
           return one.joules == other.joules && one.duration == other.duration && one.inferences == other.inferences;
         });
}

void append(Run& to, const Run& from) {
  const std::size_t before = to.dataset.size();
  const bool one_root = to.dataset.root == from.dataset.root;
  for (std::size_t i = 0; i < from.dataset.size(); ++i)
    to.dataset.paths.push_back(one_root ? std::string(from.dataset.paths[i]) : from.dataset.file(i).string());
  append(to.dataset.classes, from.dataset.classes);
  append(to.dataset.group, from.dataset.group);
  for (std::size_t i = 0; i < to.dataset.slices.size(); ++i) append(to.dataset.slices[i], from.dataset.slices[i]);
  for (const std::string& warning : from.dataset.warnings)
    if (std::ranges::find(to.dataset.warnings, warning) == to.dataset.warnings.end())
      to.dataset.warnings.push_back(warning);
  append(to.predictions, from.predictions, before, from.dataset.size());
  for (const std::string& column : from.by)
    if (std::ranges::find(to.by, column) == to.by.end()) to.by.push_back(column);
  if (to.reference && from.reference) append(*to.reference, *from.reference);
  if (to.leaks && from.leaks) append(*to.leaks, *from.leaks, one_root ? std::filesystem::path() : from.dataset.root);
  if (to.stress && from.stress) append(*to.stress, *from.stress, before);
  append(to.clipped_inputs, from.clipped_inputs, one_root ? std::filesystem::path() : from.dataset.root);
  to.other_colours_photos += from.other_colours_photos;
  to.event_count += from.event_count;
  append(to.events, from.events);
  if (to.events.size() > kMostEvents) to.events.resize(kMostEvents);
  to.interrupted = to.interrupted || from.interrupted;
  to.complete = to.complete && from.complete;
  for (const EnergyRun& energy : from.energy_runs)
    if (std::ranges::none_of(to.energy_runs, [&](const EnergyRun& known) { return same_energy(known, energy); }))
      to.energy_runs.push_back(energy);
  if (!to.battery_mwh) to.battery_mwh = from.battery_mwh;
  if (!to.duty_per_second) to.duty_per_second = from.duty_per_second;
}

/// A relative path means nothing beside another Run's root.
void make_absolute(Run& run) {
  Dataset& dataset = run.dataset;
  if (run.leaks)
    for (Leak& leak : run.leaks->leaks) leak.test = (dataset.root / leak.test).string();
  std::string& clipped = run.clipped_inputs.worst_photo;
  if (!clipped.empty()) clipped = (dataset.root / clipped).string();
  StringColumn paths;
  for (std::size_t i = 0; i < dataset.size(); ++i) paths.push_back(dataset.file(i).string());
  dataset.paths = std::move(paths);
  dataset.root.clear();
}

bool on_device(const NamedRun& named) {
  return std::ranges::any_of(named.run.latency_runs,
                             [](const LatencyRun& timing) { return timing.origin == Origin::kDevice; });
}

/// The Run whose times are the merged one's.
std::size_t speaking_run(const std::vector<NamedRun>& runs) {
  const auto device = std::ranges::find_if(runs, on_device);
  if (device != runs.end()) return static_cast<std::size_t>(device - runs.begin());
  const auto timed = std::ranges::find_if(runs, [](const NamedRun& named) { return !named.run.latency_runs.empty(); });
  return timed == runs.end() ? 0 : static_cast<std::size_t>(timed - runs.begin());
}

/// "first.csv, second.csv and 8 more".
std::string sources_of(const std::vector<NamedRun>& runs) {
  constexpr std::size_t kShown = 3;
  std::vector<std::string> sources;
  for (const NamedRun& named : runs)
    if (std::string source = named.run.dataset.source.string(); std::ranges::find(sources, source) == sources.end())
      sources.push_back(std::move(source));
  std::string text;
  for (std::size_t i = 0; i < std::min(kShown, sources.size()); ++i) text += (i == 0 ? "" : ", ") + sources[i];
  if (sources.size() > kShown) text += fmt::format(" and {} more", sources.size() - kShown);
  return text;
}

/// What stays apart: one shard a Run, or those that it was merged from itself.
void append_shards(std::vector<Shard>& shards, const NamedRun& named, bool speaks) {
  const Run& run = named.run;
  if (run.shards.empty()) shards.push_back({named.name, run.command, run.machine, run.dataset.size(), {}});
  append(shards, run.shards);
  if (!speaks && run.shards.empty()) shards.back().latency_runs = run.latency_runs;
  if (!speaks && !run.shards.empty() && !run.latency_runs.empty())
    shards.push_back({named.name, run.command, run.machine, 0, run.latency_runs});
}

}  // namespace

Result<Run> merge_runs(std::vector<NamedRun> runs) {
  if (runs.empty()) return fail(ErrorCode::kInvalidArgument, "no Run to merge");
  Overlap overlap;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    MUSTER_CHECK_OK(require_alike(runs[0], runs[i]));
    MUSTER_CHECK_OK(overlap.add(runs[i], i));
  }
  const std::size_t speaking = speaking_run(runs);
  std::vector<Shard> shards;
  for (std::size_t i = 0; i < runs.size(); ++i) append_shards(shards, runs[i], i == speaking);
  std::vector<LatencyRun> times = runs[speaking].run.latency_runs;
  std::vector<Nanoseconds> preprocess_times = runs[speaking].run.preprocess_times;
  const Machine machine = runs[speaking].run.machine;

  const std::string sources = sources_of(runs);
  Run merged = std::move(runs[0].run);
  const bool one_root = std::ranges::all_of(runs.begin() + 1, runs.end(), [&](const NamedRun& named) {
    return named.run.dataset.root == merged.dataset.root;
  });
  if (!one_root) make_absolute(merged);
  for (std::size_t i = 1; i < runs.size(); ++i) append(merged, runs[i].run);
  merged.dataset.source = sources;
  merged.baseline.reset();  // of a part of the photos only
  merged.gradings.reset();
  merged.latency_runs = std::move(times);
  merged.preprocess_times = std::move(preprocess_times);
  merged.machine = machine;
  merged.command.clear();
  merged.shards = std::move(shards);
  return merged;
}

}  // namespace muster
