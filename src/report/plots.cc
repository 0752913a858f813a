// The main pictures as SVG files: the page's own charts, drawn by the same script in an engine without a browser.
#include <duktape.h>
#include <fmt/format.h>

#include <memory>

#include "muster/render.h"
#include "report/page_data.h"
#include "report/page_files.h"

namespace muster {
namespace {

/// What runs in the engine: the script gets the stack's two texts and leaves one.
duk_ret_t draw(duk_context* context, void*) {
  duk_compile_lstring(context, 0, kPlotsScript.data(), kPlotsScript.size());  // a program: its names are global
  duk_call(context, 0);
  duk_pop(context);
  duk_get_global_string(context, "musterPlots");
  duk_get_prop_string(context, -1, "plots");
  duk_dup(context, 0);
  duk_dup(context, 1);
  duk_call(context, 2);
  return 1;
}

Result<Plots> draw(const Json& data) {
  const std::string json = data.dump(-1, ' ', false, Json::error_handler_t::replace);
  const std::unique_ptr<duk_context, void (*)(duk_context*)> engine(duk_create_heap_default(), duk_destroy_heap);
  if (!engine) return fail(ErrorCode::kInternal, "no memory for the engine that draws pictures");
  duk_push_lstring(engine.get(), json.data(), json.size());
  duk_push_lstring(engine.get(), kChartStyle.data(), kChartStyle.size());
  const duk_int_t failed = duk_safe_call(engine.get(), draw, nullptr, 2, 1);
  std::size_t length = 0;
  const char* text = duk_safe_to_lstring(engine.get(), -1, &length);
  const std::string answer(text, length);
  if (failed != DUK_EXEC_SUCCESS) return fail(ErrorCode::kInternal, "pictures could not be drawn: " + answer);
  const auto files = nlohmann::json::parse(answer, nullptr, /*allow_exceptions=*/false);
  if (!files.is_object()) return fail(ErrorCode::kInternal, "pictures could not be drawn");
  Plots plots;
  for (const auto& [name, svg] : files.items())
    if (const auto* drawing = svg.get_ptr<const std::string*>()) plots.emplace(name + ".svg", *drawing);
  return plots;
}

}  // namespace

Result<Plots> render_plots(const Report& report) {
  PageAlbum no_photos(nullptr);
  return draw(page_data(report, no_photos));
}

Result<Plots> render_plots(const ComparisonReport& comparison) {
  PageAlbum no_photos(nullptr);
  return draw(page_data(comparison, no_photos));
}

}  // namespace muster
