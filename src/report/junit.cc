// JUnit's XML, as build servers read it: a suite a model, a test case a finding. tests/report/junit.xsd has its schema.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/reports.h"
#include "report/terminal_sections.h"

namespace muster {
namespace {

/// Text for an attribute or an element; what XML 1.0 cannot hold becomes \xNN.
std::string escaped(std::string_view text) {
  std::string xml;
  for (const char character : printable(text, 4000)) switch (character) {
      case '&':
        xml += "&amp;";
        break;
      case '<':
        xml += "&lt;";
        break;
      case '>':
        xml += "&gt;";
        break;
      case '"':
        xml += "&quot;";
        break;
      default:
        xml += character;
    }
  return xml;
}

/// What a finding is to a build server. A limit that is not proven is an error, as a test that could not be carried
/// out; a warning never fails a build.
enum class Kind { kPassed, kFailure, kError, kSkipped };

Kind kind_of(const Finding& finding) {
  if (finding.outcome == Outcome::kPass) return Kind::kPassed;
  if (finding.level != Level::kError) return Kind::kSkipped;
  return finding.outcome == Outcome::kFail ? Kind::kFailure : Kind::kError;
}

std::string test_case(const Finding& finding, const std::string& model) {
  std::string text = fmt::format("{}\n{}", escaped(finding.why), escaped(finding.advice));
  for (const std::string& detail : finding.details) text += fmt::format("\n- {}", escaped(detail));
  const std::string start = fmt::format("    <testcase classname=\"muster.{}\" name=\"{}\" time=\"0\"", escaped(model),
                                        escaped(finding.check));
  const std::string message = escaped(finding.summary);
  switch (kind_of(finding)) {
    case Kind::kFailure:
      return fmt::format("{}>\n      <failure message=\"{}\" type=\"fail\">{}</failure>\n    </testcase>\n", start,
                         message, text);
    case Kind::kError:
      return fmt::format("{}>\n      <error message=\"{}\" type=\"inconclusive\">{}</error>\n    </testcase>\n", start,
                         message, text);
    case Kind::kSkipped:
      return fmt::format("{}>\n      <skipped message=\"warning: {}\"/>\n    </testcase>\n", start, message);
    case Kind::kPassed:
      break;
  }
  return fmt::format("{}>\n      <system-out>{}</system-out>\n    </testcase>\n", start, message);
}

std::string counts(const std::vector<Finding>& findings) {
  const auto of = [&](Kind kind) {
    return std::ranges::count_if(findings, [&](const Finding& finding) { return kind_of(finding) == kind; });
  };
  return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"0\"", findings.size(),
                     of(Kind::kFailure), of(Kind::kError), of(Kind::kSkipped));
}

std::string test_suite(const ModelReport& model, const std::string& timestamp) {
  const std::string name = model_name(model);
  std::string xml = fmt::format("  <testsuite name=\"muster {}\" {} timestamp=\"{}\" hostname=\"\">\n", escaped(name),
                                counts(model.findings), escaped(timestamp));
  xml += fmt::format("    <properties>\n      <property name=\"verdict\" value=\"{}\"/>\n    </properties>\n",
                     model.verdict ? to_string(*model.verdict) : "");
  for (const Finding& finding : model.findings) xml += test_case(finding, name);
  return xml + "  </testsuite>\n";
}

std::string render_junit(const Report& report, const RenderOptions&) {
  std::vector<Finding> all;
  for (const ModelReport& model : report.models) all.insert(all.end(), model.findings.begin(), model.findings.end());
  const std::string timestamp = report.created_at.substr(0, report.created_at.find('Z'));  // the schema has no zone
  std::string suites;
  for (const ModelReport& model : report.models) suites += test_suite(model, timestamp);
  if (report.error && report.models.empty()) {
    ModelReport none;
    none.findings.push_back({"unusable-input",
                             Outcome::kFail,
                             Level::kError,
                             Grade::kNone,
                             std::nullopt,
                             report.error->message,
                             "Without it there is nothing to judge.",
                             "Mend it.",
                             {}});
    all = none.findings;
    suites = test_suite(none, timestamp);
  }
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"muster\" {}>\n{}</testsuites>\n",
                     counts(all), suites);
}

}  // namespace

const ReportFormat junit_format{"junit", &render_junit};

}  // namespace muster
