#include "muster/dataset.h"

namespace muster {
namespace {

void remove_from(std::vector<std::uint32_t>& column, const std::vector<bool>& removed) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < column.size(); ++i)
    if (!removed[i]) column[kept++] = column[i];
  column.resize(kept);
}

}  // namespace

void remove_samples(Dataset& dataset, const std::vector<bool>& removed) {
  StringColumn paths;
  for (std::size_t i = 0; i < dataset.paths.size(); ++i)
    if (!removed[i]) paths.push_back(dataset.paths[i]);
  dataset.paths = std::move(paths);
  remove_from(dataset.classes, removed);
  remove_from(dataset.group.indices, removed);
  for (SliceColumn& slice : dataset.slices) remove_from(slice.indices, removed);
}

}  // namespace muster
