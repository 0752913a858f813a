// The tour, with the real runtime: each model tells its story, and counts what the official interpreter counted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "base/table_reader.h"
#include "base/text.h"
#include "muster/muster.h"
#include "support/run_program.h"
#include "support/temp_folder.h"

namespace muster {
namespace {

nlohmann::json read_json(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return nlohmann::json::parse(stream, nullptr, false);
}

TEST(Demo, shows_all_three_verdicts) {
  const TempFolder folder;
  const Ended ended = run_muster("demo --output " + folder.path().string() + " 2>&1");
  ASSERT_EQ(ended.exit_code, 0) << ended.output;
  EXPECT_GT(std::filesystem::file_size(folder / "sound.html"), 100'000U);
  EXPECT_EQ(read_json(folder / "sound.json")["verdict"], "unproven");
  EXPECT_EQ(read_json(folder / "sound-phone.json")["verdict"], "ready");
  EXPECT_EQ(read_json(folder / "clean-only.json")["verdict"], "unproven");
  EXPECT_EQ(read_json(folder / "clean-only-phone.json")["verdict"], "not_ready");
  EXPECT_EQ(read_json(folder / "inaccurate.json")["verdict"], "not_ready");
  // A busy machine cannot prove the slow model too slow; it is never ready.
  EXPECT_NE(read_json(folder / "slow.json")["verdict"], "ready");
  EXPECT_NE(read_json(folder / "slow.json")["verdict"], nullptr);
}

TEST(Demo, counts_what_the_official_interpreter_counted) {
  const std::filesystem::path demo = std::filesystem::path(MUSTER_SOURCE_DIR) / "demo";
  auto csv = TableReader::open(demo / "expected.csv");
  ASSERT_TRUE(csv.has_value());
  std::vector<std::string> row;
  int compared = 0;
  while (csv->next(row).value_or(false)) {
    const std::string model = row[*csv->column("model")], photos = row[*csv->column("photos")];
    if (model == "slow.tflite") continue;  // minutes of work; its story above is enough
    CheckOptions options;
    options.models = {demo / "models" / model};
    options.data.data = demo / "photos" / photos;
    options.data.labels = demo / "labels.txt";
    options.preprocessing.preset = "stretch";
    options.run.latency = false;
    options.run.worker = std::filesystem::path(MUSTER_PROGRAM).parent_path() / "muster-worker";
    const Report report = check(options, {});
    ASSERT_FALSE(report.error.has_value()) << report.error->message;
    const muster::Run& run = report.models[0].run;
    long long correct = 0;
    for (std::size_t i = 0; i < run.dataset.size(); ++i)
      correct += run.predictions.best[i][0] == static_cast<std::int32_t>(run.dataset.classes[i]) ? 1 : 0;
    EXPECT_EQ(correct, *parse_integer(row[*csv->column("correct")])) << model << " " << photos;
    EXPECT_EQ(static_cast<long long>(run.dataset.size()), *parse_integer(row[*csv->column("images")]));
    ++compared;
  }
  EXPECT_EQ(compared, 6);
}

}  // namespace
}  // namespace muster
