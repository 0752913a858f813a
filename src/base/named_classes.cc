#include "base/named_classes.h"

#include <algorithm>

namespace muster {
namespace {

const ClassGroup* group_named(const Run& run, std::string_view name) {
  const auto group = std::ranges::find(run.class_groups, name, &ClassGroup::name);
  return group == run.class_groups.end() ? nullptr : &*group;
}

}  // namespace

std::vector<std::uint32_t> classes_named(const Run& run, std::string_view name) {
  if (const ClassGroup* group = group_named(run, name)) return group->classes;
  std::vector<std::uint32_t> classes;
  for (std::uint32_t i = 0; i < run.dataset.class_names.size(); ++i)
    if (run.dataset.class_names[i] == name) classes.push_back(i);
  return classes;
}

bool is_ambiguous(const Run& run, std::string_view name) {
  return group_named(run, name) == nullptr && classes_named(run, name).size() > 1;
}

}  // namespace muster
