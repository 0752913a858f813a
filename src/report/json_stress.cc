#include "report/json_stress.h"

namespace muster {

Json stress_json(const ModelReport& report) {
  if (!report.stress) return nullptr;
  const StressView& view = *report.stress;
  Json kinds = Json::array(), collapsed = Json::array();
  for (const StressKindView& kind : view.kinds) {
    Json accuracy = Json::array();
    for (const Estimate& one : kind.accuracy) accuracy.push_back(to_json(one));
    kinds.push_back({{"kind", kind.kind}, {"accuracy", accuracy}, {"drop", to_json(kind.drop)}});
  }
  for (const CollapsedClass& one : view.collapsed)
    collapsed.push_back(
        {{"name", one.name}, {"photos", one.photos}, {"clean_recall", one.clean_recall}, {"recall", one.recall}});
  return {{"photos", view.photos},
          {"planned", view.planned},
          {"drawn_from", view.drawn_from},
          {"seed", report.run.stress ? Json(report.run.stress->seed) : Json(nullptr)},
          {"clean", to_json(view.clean)},
          {"drop", to_json(view.drop)},
          {"kinds", kinds},
          {"hardest", view.kinds[view.hardest].kind},
          {"surely_hardest", view.surely_hardest},
          {"classes_looked_at", view.classes_looked_at},
          {"collapsed", collapsed}};
}

}  // namespace muster
