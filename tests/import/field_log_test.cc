#include "import/field_log.h"

#include <gmock/gmock.h>

#include "import/predictions_csv.h"
#include "muster/device_log.h"
#include "support/temporary_file.h"

namespace muster {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

constexpr std::string_view kCsv =
    "image,label,predicted,latency_ms,device,os,runtime,accelerator,date,battery_percent,temperature\n"
    "a.jpg,cat,cat,20,Pixel 8,Android 15,LiteRT 2.3,gpu,2026-05-12,80,31.5\n"
    "b.jpg,dog,cat,22,Pixel 8,Android 15,LiteRT 2.3,gpu,2026-05-12,80,31.5\n"
    "c.jpg,dog,dog,30,Galaxy A14,Android 14,LiteRT 2.3,cpu,2026-05-12,64,35\n"
    "d.jpg,dog,dog,,Pixel 8,Android 15,LiteRT 2.3,gpu,2026-05-12,79,33\n";

TEST(FieldLog, has_a_record_a_device_with_its_raw_times_and_states) {
  const TemporaryFile file(kCsv, ".csv");
  const auto records = read_field_log(file.path());
  ASSERT_TRUE(records) << records.error().message;
  ASSERT_EQ(records->size(), 2U);
  const LatencyRun& pixel = (*records)[0].run;
  EXPECT_EQ(pixel.device.name, "Pixel 8");
  EXPECT_EQ(pixel.accelerator, "gpu");
  EXPECT_THAT(pixel.steady, testing::ElementsAre(milliseconds(20), milliseconds(22)));
  ASSERT_EQ(pixel.states.size(), 1U) << "a state that is as the one before is not repeated";
  EXPECT_EQ(pixel.states[0].battery_percent, 80);
  EXPECT_EQ(pixel.states[0].temperature_celsius, 31.5);
  EXPECT_EQ((*records)[1].name, "Galaxy A14, LiteRT 2.3, cpu, 2026-05-12");
}

TEST(FieldLog, is_read_from_json_lines_too) {
  const TemporaryFile file(
      "{\"image\": \"a.jpg\", \"label\": \"cat\", \"predicted\": [\"cat\", \"dog\"], \"scores\": [0.9, 0.1], "
      "\"latency_ms\": 20.5}\n"
      "{\"image\": \"b.jpg\", \"label\": \"dog\", \"predicted\": [\"cat\", \"dog\"], \"scores\": [0.6, 0.4], "
      "\"latency_ms\": 21}\n",
      ".jsonl");
  const auto records = read_field_log(file.path());
  ASSERT_TRUE(records) << records.error().message;
  EXPECT_EQ((*records)[0].run.steady.size(), 2U);
  const auto run = read_predictions(file.path());
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_EQ(run->dataset.class_names, (std::vector<std::string>{"cat", "dog"}));
  EXPECT_EQ(run->predictions.best[1][0], 0);
  EXPECT_EQ(run->predictions.best[1][1], 1);
  EXPECT_FLOAT_EQ(run->predictions.scores[1][1], 0.4F);
}

TEST(FieldLog, may_have_the_scores_of_all_classes_beside_one_answer) {
  const TemporaryFile file("image,label,predicted,scores\na.jpg,1,1,0.2;0.7;0.1\nb.jpg,0,2,0.1;0.3;0.6\n", ".csv");
  const auto run = read_predictions(file.path());
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_FLOAT_EQ(run->predictions.scores[0][0], 0.7F);
  EXPECT_FLOAT_EQ(run->predictions.scores[1][0], 0.6F);
}

TEST(FieldLog, with_a_value_that_is_none_is_refused_with_its_line) {
  const auto error_of = [](std::string_view row) {
    const TemporaryFile file(
        "latency_ms,battery_percent,temperature,charging\n20,80,30,charging\n" + std::string(row) + "\n", ".csv");
    const auto records = read_field_log(file.path());
    return records ? "" : records.error().message;
  };
  EXPECT_THAT(error_of("-1,80,30,full"), HasSubstr(":3: latency_ms '-1' is not a time"));
  EXPECT_THAT(error_of("20,101,30,full"), HasSubstr(":3: '101' is no battery level"));
  EXPECT_THAT(error_of("20,80,hot,full"), HasSubstr(":3: 'hot' is no temperature"));
  EXPECT_THAT(error_of("20,80,30,maybe"), HasSubstr(":3: charging 'maybe'"));
  EXPECT_EQ(error_of("20,,,"), "");
}

TEST(FieldLog, whose_end_was_cut_loses_the_row_it_was_cut_in) {
  const TemporaryFile file("image,latency_ms\na.jpg,20\nb.jpg,2", ".csv");
  EXPECT_THAT(read_field_log(file.path())->front().run.steady, testing::ElementsAre(milliseconds(20)));
  const TemporaryFile only("image,latency_ms\na.jpg,2", ".csv");
  EXPECT_TRUE(read_field_log(only.path())->empty());
}

TEST(FieldLog, without_a_row_is_refused) {
  const TemporaryFile file("image,latency_ms\n", ".csv");
  const auto records = read_device_log(file.path());
  ASSERT_FALSE(records);
  EXPECT_THAT(records.error().message, HasSubstr("no run with a time in it"));
}

TEST(FieldIdentity, is_what_all_rows_say) {
  constexpr std::string_view kHead = "image,label,predicted,device,date,model_sha256\n";
  const TemporaryFile same(std::string(kHead) + "a.jpg,x,x,Pixel 8,2026-05-12,AB\nb.jpg,x,x,Pixel 8,2026-05-12,AB\n",
                           ".csv");
  const auto identity = field_identity(same.path());
  ASSERT_TRUE(identity && *identity);
  EXPECT_EQ((*identity)->device.name, "Pixel 8");
  EXPECT_EQ((*identity)->device.date, "2026-05-12");
  EXPECT_EQ((*identity)->model_sha256, "ab");
  const TemporaryFile two(std::string(kHead) + "a.jpg,x,x,Pixel 8,2026-05-12,AB\nb.jpg,x,x,Pixel 7,2026-05-12,AB\n",
                          ".csv");
  EXPECT_THAT(field_identity(two.path()).error().message, HasSubstr("a table for each"));
  const TemporaryFile none("image,label,predicted\na.jpg,x,x\n", ".csv");
  EXPECT_FALSE(field_identity(none.path())->has_value());
}

}  // namespace
}  // namespace muster
