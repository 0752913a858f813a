// What is no Report as a page to look at.
#include <fmt/format.h>

#include "muster/render.h"
#include "report/json_documents.h"
#include "report/page.h"
#include "report/page_data.h"

namespace muster {

std::string render_comparison_page(const ComparisonReport& comparison, const RenderOptions& options) {
  PageAlbum album(options.pictures);
  return write_page("Comparison – muster", page_data(comparison, album), render_comparison_text(comparison));
}

std::string render_leaks_page(const LeakSearch& search, const RenderOptions& options) {
  PageAlbum album(options.pictures);
  Json data = {{"kind", "leaks"},
               {"leaks", leaks_json(search)},
               {"pairs",
                {{"leaks", page_pair_pictures(search.leaks, search.test, search.train, album)},
                 {"within_test", page_pair_pictures(search.within_test, search.test, search.test, album)},
                 {"within_train", page_pair_pictures(search.within_train, search.train, search.train, album)}}}};
  data["pictures"] = album.pictures();
  data["command"] = options.command;
  data["tool_version"] = MUSTER_VERSION;
  data["machine"] = machine_words(search.machine);
  data["created_at"] = search.created_at;
  return write_page("Leaks – muster", data, render_leaks_text(search));
}

std::string render_error_page(const Error& error, const RenderOptions& options) {
  const Json data = {
      {"kind", "failed"}, {"message", error.message}, {"command", options.command}, {"tool_version", MUSTER_VERSION}};
  return write_page("No result – muster", data, "No result: " + error.message + "\n");
}

std::string render_diagnosis_page(const Diagnosis& diagnosis, const RenderOptions& options) {
  const Json data = {{"kind", "doctor"},
                     {"diagnosis", diagnosis_json(diagnosis)},
                     {"preparation", describe(diagnosis.preprocessing)},
                     {"command", options.command},
                     {"tool_version", MUSTER_VERSION},
                     {"machine", machine_words(diagnosis.machine)},
                     {"created_at", diagnosis.created_at}};
  return write_page("Doctor – muster", data, render_diagnosis_text(diagnosis));
}

}  // namespace muster
