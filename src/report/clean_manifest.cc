// A manifest of the test photos that do not leak.
#include <algorithm>

#include "base/csv.h"
#include "muster/render.h"

namespace muster {

std::string render_clean_manifest(const LeakSearch& search) {
  const PhotoList& test = search.test;
  const bool labelled = std::ranges::any_of(test.label.values, [](const std::string& value) { return !value.empty(); });
  const bool grouped = !test.group.name.empty();
  std::string text = "path";
  if (labelled) text += ',' + test.label.name;
  if (grouped) text += ",group";
  text += '\n';
  const std::vector<std::uint32_t> leaking = leaking_photos(search);
  for (std::uint32_t i = 0; i < test.size(); ++i) {
    if (std::ranges::binary_search(leaking, i)) continue;
    text += csv_field(std::filesystem::absolute(test.file(i)).lexically_normal().string());
    if (labelled) text += ',' + csv_field(test.label_of(i));
    if (grouped) text += ',' + csv_field(test.group.values[test.group.indices[i]]);
    text += '\n';
  }
  return text;
}

}  // namespace muster
