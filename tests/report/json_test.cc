#include <gmock/gmock.h>

#include <clocale>
#include <limits>
#include <locale>
#include <nlohmann/json.hpp>

#include "muster/render.h"
#include "support/sample_report.h"
#include "support/schema.h"

namespace muster {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

std::string json_of(const Report& report) {
  return render(report, "json").value();
}

bool keeps_to_schema(const std::string& text) {
  return muster::keeps_to_schema("report.schema.json", text);
}

/// Numbers with a comma for the decimal point, as in many locales, without needing one of them installed.
struct CommaPoint : std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

Report error_report() {
  Report report;
  report.error = Error{ErrorCode::kMalformed, "model.tflite: offset 4: not a TFLite model"};
  return report;
}

TEST(Json, keeps_to_its_schema) {
  EXPECT_TRUE(keeps_to_schema(json_of(sample_report())));
  EXPECT_TRUE(keeps_to_schema(json_of(error_report())));
  EXPECT_TRUE(keeps_to_schema(json_of(Report{})));
}

TEST(Json, is_held_to_a_schema_that_refuses) {
  json document = json::parse(json_of(sample_report()));
  document["verdict"] = "maybe";
  EXPECT_FALSE(keeps_to_schema(document.dump()));
  document = json::parse(json_of(sample_report()));
  document["models"][0].erase("metrics");
  EXPECT_FALSE(keeps_to_schema(document.dump()));
}

TEST(Json, has_the_verdict_the_reasons_and_the_figures) {
  const json document = json::parse(json_of(sample_report()));
  EXPECT_EQ(document["schema_version"], 1);
  EXPECT_EQ(document["verdict"], "not_ready");
  EXPECT_TRUE(document["error"].is_null());
  EXPECT_EQ(document["findings"][0]["grade"], "bad");
  EXPECT_EQ(document["findings"][0]["origin"], "device");
  EXPECT_TRUE(document["findings"][1]["grade"].is_null());
  const json& model = document["models"][0];
  EXPECT_EQ(model["path"], "models/animals.tflite");
  EXPECT_EQ(model["metrics"]["top1_accuracy"]["value"], 0.86);
  EXPECT_EQ(model["metrics"]["top1_accuracy"]["low"], 0.795);
  EXPECT_EQ(model["metrics"]["top1_accuracy"]["count"], 150);
  EXPECT_TRUE(model["metrics"]["model_bytes"]["low"].is_null());
  EXPECT_EQ(model["classes"][1]["name"], "Dog");
  EXPECT_EQ(model["classes"][1]["recall"], 0.8);
  EXPECT_EQ(model["confusion"][1],
            json({{"actual", "Cat"}, {"predicted", "Dog"}, {"count", 3}, {"actual_index", 0}, {"predicted_index", 1}}));
  EXPECT_EQ(model["latency_runs"][0]["steady_ns"][1], 19'300'000);
  EXPECT_EQ(model["latency_runs"][1]["summary"]["percentiles"][0]["time_ns"], 1'850'000'000);
  EXPECT_EQ(document["data"]["images"], 4);
  EXPECT_EQ(document["data"]["unreadable"], 1);
  EXPECT_EQ(document["measured_on"]["name"], "Pixel 6");
  EXPECT_EQ(document["machine"]["cores"], 2);
}

TEST(Json, has_the_flips_beside_a_reference_or_null) {
  Report report = sample_report();
  const json reference = json::parse(json_of(report))["models"][0]["reference"];
  EXPECT_EQ(reference["path"], "models/float.tflite");
  EXPECT_EQ(reference["sha256"], std::string(64, 'f'));
  EXPECT_EQ(reference["photos"], 150);
  EXPECT_EQ(reference["right_to_wrong"], 4);
  EXPECT_EQ(reference["wrong_to_right"], 1);
  EXPECT_EQ(reference["wrong_to_wrong"], 1);
  EXPECT_EQ(reference["sameness"], "inconclusive");
  report.models[0].run.reference.reset();
  EXPECT_TRUE(json::parse(json_of(report))["models"][0]["reference"].is_null());
  EXPECT_TRUE(keeps_to_schema(json_of(report)));
}

TEST(Json, says_why_there_is_no_verdict) {
  const json document = json::parse(json_of(error_report()));
  EXPECT_TRUE(document["verdict"].is_null());
  EXPECT_EQ(document["error"]["code"], "malformed");
  EXPECT_THAT(document["error"]["message"].get<std::string>(), HasSubstr("offset 4"));
}

TEST(Json, has_a_null_path_for_predictions_without_a_model) {
  Report report = sample_report();
  report.models[0].run.model.reset();
  const std::string text = json_of(report);
  EXPECT_TRUE(json::parse(text)["models"][0]["path"].is_null());
  EXPECT_TRUE(keeps_to_schema(text));
}

TEST(Json, writes_what_is_no_number_as_null) {
  Report report = sample_report();
  report.models[0].measurements[0].estimate = {std::numeric_limits<double>::quiet_NaN(),
                                               -std::numeric_limits<double>::infinity(),
                                               std::numeric_limits<double>::infinity(), 3};
  const std::string text = json_of(report);
  const json figure = json::parse(text)["models"][0]["metrics"]["model_bytes"];
  EXPECT_TRUE(figure["value"].is_null() && figure["low"].is_null() && figure["high"].is_null());
  EXPECT_TRUE(keeps_to_schema(text));
}

TEST(Json, is_utf8_whatever_the_names_are) {
  Report report = sample_report();
  report.models[0].classes[0].name = "caf\xE9 \xFF</script>\x1b[31m";
  report.models[0].findings[0].details = {"\xC3"};
  report.models[0].measurements[0].metric = "recall/\xE9";
  const std::string text = json_of(report);
  EXPECT_TRUE(json::accept(text));
  EXPECT_EQ(json::parse(text)["models"][0]["classes"][0]["name"], "caf\uFFFD \uFFFD</script>\x1b[31m");
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

TEST(Json, does_not_change_with_the_locale) {
  const std::string before = json_of(sample_report());
  const std::locale old = std::locale::global(std::locale(std::locale::classic(), new CommaPoint));
  std::setlocale(LC_ALL, "de_DE.UTF-8");  // where it is installed
  const std::string after = json_of(sample_report());
  std::locale::global(old);
  std::setlocale(LC_ALL, "C");
  EXPECT_EQ(after, before);
}

TEST(Json, writes_a_thousand_classes_with_photos_and_leaves_out_the_others) {
  Report report = sample_report();
  ModelReport& model = report.models[0];
  model.classes.resize(1001);
  for (std::size_t i = 0; i < 1001; ++i) {
    model.classes[i].name = "class " + std::to_string(i);
    model.classes[i].support = i == 500 ? 0 : 1;
    model.classes[i].predicted = 0;
  }
  EXPECT_EQ(json::parse(json_of(report))["models"][0]["classes"].size(), 1000U);
}

TEST(Render, offers_the_nearest_format) {
  const auto text = render(Report{}, "jsno");
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(text.error().message, HasSubstr("did you mean 'json'?"));
}

}  // namespace
}  // namespace muster
