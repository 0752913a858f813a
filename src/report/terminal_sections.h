#pragma once

#include "muster/report.h"
#include "report/text_page.h"

namespace muster {

// The parts of the terminal's report, each drawn only where there is something to draw.

/// "READY", "NOT READY", "UNPROVEN", or "NO VERDICT", in its colour.
Span verdict_word(const std::optional<Verdict>& verdict);

/// "SAME", "DRIFTED", "BROKEN" or "INCONCLUSIVE", in its colour.
Span sameness_word(Sameness sameness);

/// What a model is called in the report: its file's name, or "no model file".
std::string model_name(const ModelReport& report);

/// A figure as a table's cell; "-": not measured.
std::string figure_cell(const ModelReport& report, std::string_view metric);

/// The verdict, the caveats and the reasons.
void draw_head(TextPage& page, const ModelReport& report);

/// One line a limit: where the value lies between good and bad, its interval, n, grade and origin.
void draw_limits(TextPage& page, const ModelReport& report);

/// How the decisions differ from the reference's: flips, loss of accuracy, sameness.
void draw_reference(TextPage& page, const ModelReport& report);

/// One figure: its title, interval, origin and note.
void draw_measurement(TextPage& page, const Measurement& measurement);

/// Every other figure: rates, slices, latency, memory, size, energy, one line each with its note.
void draw_measurements(TextPage& page, const ModelReport& report);

/// Thresholds that were asked for, and the calibration of confidences.
void draw_thresholds(TextPage& page, const ModelReport& report);
void draw_calibration(TextPage& page, const ModelReport& report);

/// Accuracy by kind and severity of degradation, what is lost, and which classes collapse.
void draw_stress(TextPage& page, const ModelReport& report);

/// Each timing run, and the machine.
void draw_runs(TextPage& page, const ModelReport& report);

/// The whole matrix of at most eight classes, else the ten strongest confusions.
void draw_confusion(TextPage& page, const ModelReport& report);

/// Precision, recall, F1 and support of at most twenty classes, else of the ten with the lowest F1.
void draw_classes(TextPage& page, const ModelReport& report);

/// What was checked, with why it matters and what to do.
void draw_findings(TextPage& page, const ModelReport& report);

}  // namespace muster
