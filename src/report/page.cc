#include "report/page.h"

#include <fmt/format.h>

#include <span>

#include "base/base64.h"
#include "base/sha256.h"
#include "report/page_files.h"

namespace muster {
namespace {

std::string replaced(std::string_view text, auto replacement) {
  std::string result;
  result.reserve(text.size());
  for (const char letter : text) {
    if (const std::string_view other = replacement(letter); other.empty())
      result += letter;
    else
      result += other;
  }
  return result;
}

std::string as_html(std::string_view text) {
  return replaced(text, [](char letter) -> std::string_view {
    return letter == '<' ? "&lt;" : letter == '>' ? "&gt;" : letter == '&' ? "&amp;" : letter == '"' ? "&quot;" : "";
  });
}

/// JSON without '<', which could end the element or open a comment; it stands in strings only.
std::string as_data(const Json& data) {
  return replaced(data.dump(-1, ' ', false, Json::error_handler_t::replace),
                  [](char letter) -> std::string_view { return letter == '<' ? "\\u003c" : ""; });
}

/// What a Content-Security-Policy calls a script or style (CSP level 3, 2.3.1).
std::string source_of(std::string_view text) {
  return fmt::format("'sha256-{}'", base64(sha256(std::as_bytes(std::span(text)))));
}

}  // namespace

std::string write_page(std::string_view title, const Json& data, std::string_view plain_text) {
  return fmt::format(
      R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src {style_source}; script-src {script_source}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<div id="page"></div>
<noscript><pre class="plain">{plain}</pre></noscript>
<script type="application/json" id="data">{data}</script>
<script>{script}</script>
<!--
The charts are computed by d3 (d3js.org), whose licence this is:

{licence}-->
</body>
</html>
)",
      fmt::arg("style_source", source_of(kPageStyle)), fmt::arg("script_source", source_of(kPageScript)),
      fmt::arg("title", as_html(title)), fmt::arg("style", kPageStyle), fmt::arg("plain", as_html(plain_text)),
      fmt::arg("data", as_data(data)), fmt::arg("script", kPageScript), fmt::arg("licence", kPageLicence));
}

}  // namespace muster
