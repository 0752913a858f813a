// Photos that stand on both sides, from two lists of photos to the pairs.
#include "find_leaks.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/machine.h"
#include "base/now.h"
#include "data/photo_list.h"
#include "leaks/find_alike.h"
#include "measure/fingerprints.h"

namespace muster {
namespace {

/// Values that photos of both sides have, with how many; "" is none. Test photos that leak are told already.
template <class TestValue, class TrainValue>
std::vector<SharedGroup> shared(const LeakSearch& search, const TestValue& test_value, const TrainValue& train_value) {
  std::map<std::string, SharedGroup> groups;
  const std::vector<std::uint32_t> leaking = leaking_photos(search);
  for (std::uint32_t i = 0; i < search.test.size(); ++i)
    if (!std::ranges::binary_search(leaking, i)) ++groups[test_value(i)].test_photos;
  for (std::size_t i = 0; i < search.train.size(); ++i)
    if (const auto group = groups.find(train_value(i)); group != groups.end()) ++group->second.train_photos;
  std::vector<SharedGroup> both;
  for (auto& [name, group] : groups) {
    if (name.empty() || group.train_photos == 0) continue;
    group.name = name;
    both.push_back(std::move(group));
  }
  return both;
}

void find_shared_groups(LeakSearch& search, const PhotoPrints& test, const PhotoPrints& train) {
  search.captures = shared(
      search, [&](std::size_t i) { return test.captures[i]; }, [&](std::size_t i) { return train.captures[i]; });
  if (search.test.group.name.empty() || search.train.group.name.empty()) return;
  const auto group_of = [](const PhotoList& list) {
    return [&list](std::size_t i) { return list.group.values[list.group.indices[i]]; };
  };
  search.groups = shared(search, group_of(search.test), group_of(search.train));
}

/// Tells of a photo of each list whether they have two labels. That is not known where one has none, and where the two
/// lists are not labelled alike: one by names and one by numbers, or with no label in common.
LabelsDiffer labels_of(const PhotoList& first, const PhotoList& second) {
  const auto is_known = [&](const std::string& value) {
    return !value.empty() && std::ranges::find(second.label.values, value) != second.label.values.end();
  };
  if (first.label.name != second.label.name || std::ranges::none_of(first.label.values, is_known))
    return [](std::uint32_t, std::uint32_t) { return false; };
  return [&](std::uint32_t of_first, std::uint32_t of_second) {
    const std::string &a = first.label_of(of_first), &b = second.label_of(of_second);
    return !a.empty() && !b.empty() && a != b;
  };
}

std::vector<AlikePhotos> taken(AlikeFound found, LeakSearch& search) {
  search.only_copies = search.only_copies || found.only_copies;
  return std::move(found.pairs);
}

void take_events(Fingerprinted& prints, std::vector<std::uint32_t>& unreadable, LeakSearch& search) {
  unreadable = std::move(prints.unreadable);
  std::ranges::move(prints.events, std::back_inserter(search.events));
  search.interrupted = search.interrupted || prints.interrupted;
}

}  // namespace

Result<void> search_leaks(LeakSearch& search, const RunOptions& options, const Hooks& hooks) {
  MUSTER_TRY(Fingerprinted train, measure_fingerprints(search.train, "training photos", options, hooks));
  MUSTER_TRY(Fingerprinted test, measure_fingerprints(search.test, "test photos", options, hooks));
  take_events(train, search.unreadable_train, search);
  take_events(test, search.unreadable_test, search);
  for (const auto& [list, unreadable] : {std::pair(&search.train, search.unreadable_train.size()),
                                         std::pair(&search.test, search.unreadable_test.size())})
    if (unreadable == list->size() && !search.interrupted)
      return fail(ErrorCode::kMalformed, list->source.string() + ": none of its photos can be read" +
                                             (search.events.empty() ? "" : "; the first: " + search.events.front()));
  const PrintIndex train_index(train.prints, kViews), test_index(test.prints);
  search.leaks = taken(find_alike_across(test_index, train_index, labels_of(search.test, search.train), hooks), search);
  search.within_test = taken(find_alike_within(test_index, labels_of(search.test, search.test), hooks), search);
  search.within_train = taken(find_alike_within(train_index, labels_of(search.train, search.train), hooks), search);
  search.interrupted = search.interrupted || hooks.stopped();
  find_shared_groups(search, test.prints, train.prints);
  return {};
}

Result<LeakSearch> find_leaks(const LeakOptions& options, const Hooks& hooks) {
  LeakSearch search;
  MUSTER_TRY(search.train, list_photos(options.train, "train"));
  MUSTER_TRY(search.test, list_photos(options.test, "test"));
  if (is_same_set(search.train, path_and_split(options.test).first, search.test.split))
    return fail(ErrorCode::kInvalidArgument, options.test + ": these are the training photos themselves");
  MUSTER_CHECK_OK(search_leaks(search, options.run, hooks));
  search.machine = read_machine();
  search.created_at = now();
  return search;
}

}  // namespace muster
