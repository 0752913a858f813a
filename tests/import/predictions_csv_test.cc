#include "import/predictions_csv.h"

#include <gmock/gmock.h>

#include "muster/render.h"
#include "support/temporary_file.h"

namespace muster {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Result<Run> read(std::string_view csv, const PredictionsOptions& options = {}) {
  const TemporaryFile file(csv);
  return read_predictions(file.path(), options);
}

PredictionsOptions named(std::vector<std::string> class_names) {
  PredictionsOptions options;
  options.class_names = std::move(class_names);
  return options;
}

std::string error_of(std::string_view csv, const PredictionsOptions& options = {}) {
  const auto run = read(csv, options);
  return run ? "" : run.error().message;
}

TEST(PredictionsCsv, sorts_the_names_of_labels_and_predictions) {
  const auto run = read("path,label,predicted\na.jpg,dog,cat\nb.jpg,cat,cat\nc.jpg,dog,bird\n");
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_THAT(run->dataset.class_names, ElementsAre("bird", "cat", "dog"));
  EXPECT_THAT(run->dataset.classes, ElementsAre(2, 1, 2));
  EXPECT_EQ(run->predictions.best[0][0], 1);
  EXPECT_EQ(run->predictions.best[2][0], 0);
  EXPECT_EQ(run->predictions.best[0][1], kAbsent);
  EXPECT_EQ(run->dataset.paths[1], "b.jpg");
  EXPECT_TRUE(run->latency_runs.empty());
}

TEST(PredictionsCsv, warns_of_names_that_differ_only_in_case) {
  const auto run = read("path,label,predicted\na.jpg,dog,Dog\n");
  ASSERT_TRUE(run);
  ASSERT_EQ(run->dataset.warnings.size(), 1U);
  EXPECT_EQ(run->dataset.warnings[0], "'Dog' and 'dog' differ only in case and are two classes");
}

TEST(PredictionsCsv, refuses_a_label_that_contradicts_its_class_index) {
  EXPECT_THAT(error_of("path,class_index,label,predicted\na,0,cat,cat\nb,0,dog,dog\n", named({"cat", "dog"})),
              HasSubstr(":3: label 'dog' contradicts class_index 0, which is 'cat'; 1 of 2 rows contradict"));
  EXPECT_TRUE(read("path,class_index,label,predicted\na,0,CAT,cat\nb,1,dog,dog\n", named({"cat", "dog"})));
}

TEST(PredictionsCsv, knows_the_background_by_its_usual_names) {
  const auto run = read("path,label,predicted\na,cat,__background__\nb,dog,Background\n", named({"cat", "dog"}));
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_EQ(run->predictions.best[0][0], kBackground);
  EXPECT_EQ(run->predictions.best[1][0], kBackground);
}

TEST(PredictionsCsv, sorts_numbers_by_value) {
  const auto run = read("id,label,predicted\n1,10,9\n2,9,10\n");
  ASSERT_TRUE(run);
  EXPECT_THAT(run->dataset.class_names, ElementsAre("9", "10"));
}

TEST(PredictionsCsv, takes_the_given_names_by_name_or_index) {
  const auto run = read("path,label,predicted\na,dog,0\nb,cat,dog\n", named({"cat", "dog"}));
  ASSERT_TRUE(run);
  EXPECT_THAT(run->dataset.classes, ElementsAre(1, 0));
  EXPECT_EQ(run->predictions.best[0][0], 0);
  EXPECT_EQ(run->predictions.best[1][0], 1);
}

TEST(PredictionsCsv, lets_class_index_decide_and_label_name_the_class) {
  const auto run = read("path,class_index,label,predicted\na,1,dog,bird\nb,0,cat,1\nc,2,bird,cat\n");
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_THAT(run->dataset.class_names, ElementsAre("cat", "dog", "bird"));
  EXPECT_EQ(run->predictions.best[0][0], 2);
  EXPECT_EQ(run->predictions.best[1][0], 1);
  EXPECT_THAT(error_of("path,class_index,label,predicted\na,1,dog,1\nb,1,cat,1\n"), HasSubstr(":3: class_index 1"));
}

TEST(PredictionsCsv, takes_the_rows_of_one_split_with_groups_and_slices) {
  PredictionsOptions options;
  options.data.by = {"light"};
  const std::string csv =
      "path,label,predicted,split,group,light\na,cat,cat,train,v1,day\nb,cat,dog,test,v2,day\nc,dog,dog,test,v2,"
      "night\n";
  const auto run = read(csv, options);
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_EQ(run->dataset.split, "test");
  EXPECT_EQ(run->dataset.size(), 2U);
  EXPECT_EQ(run->dataset.group.name, "group");
  EXPECT_THAT(run->dataset.slices.at(0).values, ElementsAre("day", "night"));
  options.data.split = "train";
  EXPECT_EQ(read(csv, options)->dataset.paths[0], "a");
  options.data.split = "vall";
  EXPECT_THAT(error_of(csv, options), HasSubstr("no row of split 'vall'"));
  options.data = {};
  options.data.by = {"lihgt"};
  EXPECT_THAT(error_of(csv, options), HasSubstr("did you mean 'light'?"));
}

TEST(PredictionsCsv, refuses_more_classes_than_the_model_has) {
  PredictionsOptions options;
  options.most_classes = 2;
  EXPECT_EQ(error_of("path,label,predicted\na,cat,dog\n", options), "");
  EXPECT_THAT(error_of("path,label,predicted\na,cat,dog\nb,cow,cow\n", options), HasSubstr("another model's answers"));
  EXPECT_THAT(error_of("path,label,predicted\na,0,1\nb,700,700\n", options), HasSubstr("another model's answers"));
  EXPECT_THAT(error_of("path,label,predicted,latency_ms\na,0,1,0\n"), HasSubstr("is not a time"));
}

TEST(PredictionsCsv, keeps_raw_times_as_a_run_of_the_device) {
  PredictionsOptions options;
  options.measured_on = Device{"Pixel 6", "Android 14", "LiteRT", "gpu", "2026-05-01"};
  const auto run = read("path,label,predicted,latency_ms\na,x,y,12.5\nb,y,y,\nc,y,y,13\n", options);
  ASSERT_TRUE(run);
  ASSERT_EQ(run->latency_runs.size(), 1U);
  const LatencyRun& latency = run->latency_runs.front();
  EXPECT_EQ(latency.origin, Origin::kDevice);
  EXPECT_EQ(latency.accelerator, "gpu");
  EXPECT_EQ(latency.device.name, "Pixel 6");
  EXPECT_THAT(latency.steady, ElementsAre(std::chrono::microseconds(12500), std::chrono::milliseconds(13)));
  EXPECT_EQ(run->predictions.origin, Origin::kDevice);
}

TEST(PredictionsCsv, counts_times_as_the_hosts_without_a_device) {
  const auto run = read("path,label,predicted,latency_ms\na,x,y,12.5\n");
  ASSERT_TRUE(run);
  EXPECT_EQ(run->latency_runs.front().origin, Origin::kHost);
}

TEST(PredictionsCsv, knows_none_of_the_classes_and_no_answer) {
  const auto run = read("path,label,predicted,score\na,-,x,0.5\nb,x,-,\nc,x,,\nd,x,x,nan\n");
  ASSERT_TRUE(run);
  EXPECT_THAT(run->dataset.classes, ElementsAre(kNoClass, 0, 0, 0));
  EXPECT_THAT(run->predictions.states,
              ElementsAre(PhotoState::kScored, PhotoState::kScored, PhotoState::kUnreadable, PhotoState::kNotANumber));
  EXPECT_EQ(run->predictions.best[1][0], kBackground);
  EXPECT_FLOAT_EQ(run->predictions.scores[0][0], 0.5F);
}

TEST(PredictionsCsv, reads_back_what_muster_wrote) {
  const std::string csv =
      "path,class_index,top1,top2,top3,top4,top5,score1,score2,score3,score4,score5\n"
      "\"a,b.jpg\",2,0,1,2,,,0.6015625,0.1,1e-05,,\n"
      "b.jpg,,-1,1,2,,,0.25,0.125,0.1,,\n"
      "c.jpg,1,,,,,,,,,,\n"
      "d.jpg,1,,,,,,nan,,,,\n";
  const auto run = read(csv);
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_EQ(run->dataset.classes[1], kNoClass);
  EXPECT_EQ(render_predictions_csv(*run), csv);
}

TEST(PredictionsCsv, names_the_line_and_the_nearest_class) {
  EXPECT_THAT(error_of("path,label,predicted\na,dog,cat\nb,dgo,cat\n", named({"cat", "dog"})),
              HasSubstr(":3: 'dgo' is none of the 2 classes; did you mean 'dog'?"));
  EXPECT_THAT(error_of("path,class_index,predicted\na,7,1\n", named({"cat", "dog"})), HasSubstr(":2: class index 7"));
  EXPECT_THAT(error_of("path,class_index,predicted\na,99999999999,1\n"), HasSubstr(":2: "));
  EXPECT_THAT(error_of("path,class_index,predicted\na,one,1\n"), HasSubstr("not a whole number"));
  EXPECT_THAT(error_of("path,label,predicted\na,,x\n"), HasSubstr("no label"));
  EXPECT_THAT(error_of("path,label,predicted,latency_ms\na,x,x,-3\n"), HasSubstr(":2: latency_ms '-3'"));
  EXPECT_THAT(error_of("path,label,predicted,score\na,x,x,high\n"), HasSubstr("the score 'high'"));
}

TEST(PredictionsCsv, says_which_column_is_missing) {
  EXPECT_THAT(error_of("label,predicted\nx,y\n"), HasSubstr("'path' or 'id'"));
  EXPECT_THAT(error_of("path,predicted\nx,y\n"), HasSubstr("'label' or 'class_index'"));
  EXPECT_THAT(error_of("path,label\nx,y\n"), HasSubstr("'predicted' or 'top1'"));
  EXPECT_THAT(error_of("path,label,predicted\n"), HasSubstr("no row"));
}

TEST(PredictionsCsv, knows_the_kind_of_scores_where_it_is_said_and_can_be_true) {
  PredictionsOptions options;
  EXPECT_EQ(read("path,label,predicted,score\na,x,x,0.9\n")->predictions.score_kind, "");
  options.scores = "probability";
  EXPECT_EQ(read("path,label,predicted,score\na,x,x,0.9\n", options)->predictions.score_kind, "probability");
  EXPECT_THAT(error_of("path,label,predicted,score\na,x,x,1.9\n", options), HasSubstr(":2: the score 1.9 is no prob"));
  EXPECT_THAT(error_of("path,label,predicted\na,x,x\n", options), HasSubstr("no column 'score'"));
  options.scores = "logit";
  EXPECT_THAT(error_of("path,label,predicted,score\na,x,x,1.9\n", options), HasSubstr("write the softmax"));
}

TEST(PredictionsCsv, refuses_an_answer_without_its_score_where_the_kind_of_scores_is_said) {
  PredictionsOptions options;
  options.scores = "probability";
  const std::string_view csv = "path,label,predicted,score\na,x,x,0.9\nb,x,x,\n";
  EXPECT_THAT(error_of(csv, options), HasSubstr(":3: no score"));
  EXPECT_THAT(error_of(csv, options), HasSubstr("leave --scores out"));
  EXPECT_TRUE(read(csv)) << "of which nothing is asked";
  EXPECT_TRUE(read("path,label,predicted,score\na,x,x,0.9\nb,x,,\n", options)) << "no answer has no score";
}

TEST(PredictionsCsv, refuses_names_beside_numbers_that_nothing_connects) {
  EXPECT_THAT(error_of("path,label,predicted\na,cat,0\nb,dog,1\n"), HasSubstr("--labels"));
}

TEST(PredictionsCsv, counts_a_photo_that_stands_twice_once_and_refuses_two_labels_or_answers) {
  const auto run = read("path,label,predicted\na,x,x\nb,x,y\na,x,x\n");
  ASSERT_TRUE(run);
  ASSERT_EQ(run->dataset.warnings.size(), 1U);
  EXPECT_THAT(run->dataset.warnings.front(), HasSubstr("1 row of"));
  EXPECT_EQ(run->dataset.size(), 2U);
  EXPECT_EQ(run->predictions.best.size(), 2U);
  EXPECT_THAT(error_of("path,label,predicted\na,x,x\na,y,x\n"), HasSubstr("with two labels"));
  EXPECT_THAT(error_of("path,label,predicted\na,x,x\na,x,y\n"), HasSubstr("with two answers"));
}

}  // namespace
}  // namespace muster
