#include <fmt/format.h>

#include "base/units.h"
#include "muster/render.h"
#include "report/text_page.h"

namespace muster {
namespace {

std::string percent(double fraction) {
  return fmt::format("{:.4g} %", fraction * 100);
}

std::string points(double fraction) {
  const double points = fraction * 100;
  return fmt::format("{:.4g} point{}", points, points == 1 ? "" : "s");
}

class Table {
 public:
  Table(const SamplePlan& plan, TextPage& page) : plan_(plan), page_(page) {}

  void row(const std::string& what, std::optional<std::uint64_t> photos, std::optional<std::uint64_t> classes) {
    const std::uint64_t most = plan_.most_photos, times = classes.value_or(1);
    std::string each = photos ? format_count(*photos) : "over " + format_count(most);
    std::string all = photos ? format_count(*photos * times) : "over " + format_count(most * times);
    page_.row({{"  " + padded(what, 46)},
               {right_aligned(classes ? std::move(each) : "", 14)},
               {right_aligned(std::move(all), 16), Paint::kBold}});
  }

  void names() {
    page_.row({{std::string(48, ' ')},
               {right_aligned(plan_.options.classes ? "of each class" : "", 14), Paint::kDim},
               {right_aligned("photos in all", 16), Paint::kDim}});
  }

 private:
  const SamplePlan& plan_;
  TextPage& page_;
};

}  // namespace

std::string render_plan_text(const SamplePlan& plan, const RenderOptions& options) {
  TextPage page(options);
  const PlanOptions& of = plan.options;
  const std::string margin = points(of.margin), limit = percent(of.accuracy - of.margin);
  page.paragraph(0, {}, fmt::format("Photos to collect, where {} are expected to be right", percent(of.accuracy)),
                 Paint::kBold);
  page.blank();
  Table table(plan, page);
  table.names();
  table.row(fmt::format("accuracy known to ±{}", margin), plan.photos_for_margin, std::nullopt);
  table.row(fmt::format("accuracy proved to be over {}", limit), plan.photos_for_limit, std::nullopt);
  if (of.classes) {
    table.row(fmt::format("recall of each class known to ±{}", margin), plan.photos_for_margin, of.classes);
    table.row(fmt::format("recall of a class proved to be over {}", limit), plan.photos_for_limit, of.classes);
  }
  if (of.flips)
    table.row(fmt::format("loss of {} seen, of {} flips", margin, percent(*of.flips)), plan.photos_for_loss,
              std::nullopt);
  page.blank();
  page.paragraph(2, {},
                 fmt::format("At {} confidence; proved and seen: with {} probability, if what is expected is so.{}",
                             percent(plan.confidence), percent(plan.power),
                             of.classes ? " That holds for each class alone, not for all at once." : ""),
                 Paint::kDim);
  return page.text();
}

}  // namespace muster
