// Labels of the demo's photos that are changed on purpose, as `muster check` doubts them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "support/run_program.h"
#include "support/temp_folder.h"

namespace muster {
namespace {

/// Photos that are listed, and those of them whose label was changed.
struct Listed {
  std::size_t photos = 0, changed = 0;
};

/// The demo's photos, with every `step`-th label, from a random order, the next class's; 0: none.
Listed listed(std::size_t step, unsigned seed) {
  const std::filesystem::path demo = std::filesystem::path(MUSTER_SOURCE_DIR) / "demo";
  const std::vector<std::string> classes{"bottle", "key", "leaf", "mug", "shoe"};
  std::vector<std::string> photos;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(demo / "photos"))
    if (entry.is_regular_file()) photos.push_back(entry.path().string());
  std::ranges::sort(photos);
  std::shuffle(photos.begin(), photos.end(), std::mt19937(seed));
  std::set<std::string> changed;
  std::string manifest = "path,label\n";
  for (std::size_t i = 0; i < photos.size(); ++i) {
    const std::string right = std::filesystem::path(photos[i]).parent_path().filename().string();
    const auto place = static_cast<std::size_t>(std::ranges::find(classes, right) - classes.begin());
    const bool change = step > 0 && i % step == 0;
    if (change) changed.insert(photos[i]);
    manifest += fmt::format("{},{}\n", photos[i], classes[(place + (change ? 1 + i % 4 : 0)) % 5]);
  }
  const TempFolder folder;
  const Ended ended =
      run_muster(fmt::format("check {} --data {} --labels {} --preprocess stretch --no-latency --json - 2>/dev/null",
                             (demo / "models/sound.tflite").string(),
                             folder.write_text("photos.csv", manifest).string(), (demo / "labels.txt").string()));
  Listed found;
  const nlohmann::json report = nlohmann::json::parse(ended.output);
  EXPECT_TRUE(report["models"][0]["suspect_labels"].is_array()) << ended.output;
  for (const auto& one : report["models"][0]["suspect_labels"]) {
    ++found.photos;
    found.changed += changed.contains(one["path"].get<std::string>()) ? 1U : 0U;
  }
  return found;
}

TEST(SuspectLabels, of_the_demo_are_none_or_nearly_none_where_all_labels_are_right) {
  EXPECT_LE(listed(0, 0).photos, 2U);  // of 540: under 0.5 %
}

TEST(SuspectLabels, of_the_demo_are_wrong_labels_where_3_percent_of_the_labels_are) {
  Listed all;
  for (const unsigned seed : {1U, 2U, 3U}) {
    const Listed one = listed(33, seed);  // 17 of 540
    all.photos += one.photos, all.changed += one.changed;
  }
  EXPECT_GE(all.changed, 3U * 17U / 2);
  EXPECT_GE(10 * all.changed, 8 * all.photos);
}

}  // namespace
}  // namespace muster
