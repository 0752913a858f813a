#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "muster/render.h"
#include "report/text_page.h"
#include "support/run_builder.h"

namespace muster {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Measurement measured(std::string metric, std::string unit, double value, Origin origin) {
  Measurement one;
  one.metric = std::move(metric), one.unit = std::move(unit), one.origin = origin, one.estimate.value = value;
  return one;
}

ModelReport model_at(const std::string& path) {
  ModelReport report;
  report.run.model = muster::testing::small_model();
  report.run.model->path = path;
  report.measurements = {measured("model_bytes", "bytes", 22'500, Origin::kHost),
                         measured("latency_p90_ms", "ms", 0.0224, Origin::kTranslated),
                         measured("top1_accuracy", "fraction", 0.9, Origin::kTranslated)};
  report.verdict = Verdict::kUnproven;
  return report;
}

std::string shown(const std::vector<ModelReport>& models) {
  ComparisonReport comparison;
  comparison.report.models = models;
  comparison.pareto.assign(models.size(), true);
  RenderOptions options;
  options.width = 80;
  return render_comparison_text(comparison, options);
}

TEST(ComparisonText, names_models_by_as_much_of_their_paths_as_tells_them_apart) {
  const std::string text = shown({model_at("old/fp32/m.tflite"), model_at("new/fp32/m.tflite"), model_at("x.tflite")});
  EXPECT_THAT(text, HasSubstr("new/fp32/m.tflite  compared with old/fp32/m.tflite"));
  EXPECT_THAT(text, HasSubstr("* x.tflite "));
  EXPECT_THAT(text, Not(HasSubstr("* m.tflite ")));
  EXPECT_THAT(shown({model_at("a/m.tflite"), model_at("m.tflite")}), HasSubstr("m.tflite  compared with a/m.tflite"));
  EXPECT_THAT(shown({model_at("m.tflite"), model_at("m.tflite")}), HasSubstr("m.tflite  compared with m.tflite"));
  const std::string long_name(40, 'n');
  EXPECT_THAT(shown({model_at("a/" + long_name), model_at("b/" + long_name + "2")}), HasSubstr("n2 ")) << "the end";
}

TEST(ComparisonText, keeps_the_cells_of_its_table_apart_in_80_columns) {
  ModelReport failed = model_at("d.mlpackage");
  failed.verdict.reset();
  const std::string text = shown({model_at("a/b.mlpackage"), model_at("c.mlpackage"), failed});
  EXPECT_THAT(text, ::testing::ContainsRegex("22\\.5 kB +22\\.4 µs translated +90\\.0 %  UNPROVEN\n"));
  EXPECT_THAT(text, HasSubstr("%  NO VERDICT\n"));
  for (const std::string_view line : split(text, '\n')) EXPECT_LE(columns(line), 80U) << line;
}

TEST(ComparisonText, says_why_a_model_is_not_compared) {
  ModelReport failed = model_at("a.tflite");
  failed.error = Error{ErrorCode::kRuntime, "the worker crashed"};
  EXPECT_THAT(shown({failed, model_at("b.tflite")}), HasSubstr("the reference gave no decisions: the worker crashed"));
  EXPECT_THAT(shown({model_at("a.tflite"), model_at("b.tflite")}), HasSubstr("no decisions of both"));
}

}  // namespace
}  // namespace muster
