#include "metrics/metrics.h"

#include <gtest/gtest.h>

#include <set>

#include "muster/catalog.h"

namespace muster {
namespace {

TEST(Metrics, ids_are_unique_and_every_metric_is_complete) {
  std::set<std::string_view> ids;
  for (const Metric* metric : all_metrics()) {
    EXPECT_TRUE(ids.insert(metric->id).second) << metric->id;
    EXPECT_FALSE(metric->title.empty() || metric->unit.empty()) << metric->id;
    EXPECT_NE(metric->compute, nullptr) << metric->id;
  }
  EXPECT_EQ(list_metrics().size(), ids.size());
}

TEST(Metrics, a_run_of_nothing_has_no_figure_and_is_no_crash) {
  EXPECT_TRUE(measure_all(muster::Run{}, nullptr, {}).empty());
}

TEST(Metrics, names_of_families_and_slices_are_taken_apart) {
  const auto name = parse_metric_name("recall/hot dog@light=very dark");
  ASSERT_TRUE(name);
  EXPECT_EQ(name->class_name, "hot dog");
  EXPECT_EQ(name->column, "light");
  EXPECT_EQ(name->value, "very dark");
  EXPECT_EQ(to_string(*name), "recall/hot dog@light=very dark");
}

TEST(Metrics, names_that_are_not_known_offer_the_nearest) {
  const auto name = parse_metric_name("top1_acuracy");
  ASSERT_FALSE(name);
  EXPECT_NE(name.error().message.find("did you mean 'top1_accuracy'"), std::string::npos) << name.error().message;
}

TEST(Metrics, families_need_a_class_and_sizes_have_no_slices) {
  for (const char* name : {"recall", "recall/", "model_bytes@light=day", "model_bytes/dog", ""})
    EXPECT_FALSE(parse_metric_name(name)) << name;
}

}  // namespace
}  // namespace muster
