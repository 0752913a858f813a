#include <gtest/gtest.h>

#include "muster/render.h"
#include "support/sample_report.h"

namespace muster {
namespace {

TEST(RenderPredictionsCsv, has_a_row_a_photo_in_order) {
  EXPECT_EQ(render_predictions_csv(sample_report().models[0].run),
            "path,class_index,top1,top2,top3,top4,top5,score1,score2,score3,score4,score5\n"
            "photo0.jpg,0,1,0,,,,0.7,0.1,,,\n"
            "photo1.jpg,1,1,0,,,,0.7,0.1,,,\n"
            "photo2.jpg,2,,,,,,,,,,\n"
            "photo3.jpg,,-1,0,,,,0.7,0.1,,,\n");
}

TEST(RenderPredictionsCsv, leaves_the_cells_of_photos_empty_that_were_never_run) {
  muster::Run run;
  run.dataset.paths.push_back("a,\"b\".jpg");
  run.dataset.classes = {3};
  EXPECT_EQ(render_predictions_csv(run),
            "path,class_index,top1,top2,top3,top4,top5,score1,score2,score3,score4,score5\n"
            "\"a,\"\"b\"\".jpg\",3,,,,,,,,,,\n");
}

}  // namespace
}  // namespace muster
