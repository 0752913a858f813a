#pragma once

#include "muster/doctor.h"
#include "muster/leaks.h"
#include "report/json_parts.h"

namespace muster {

// Whole documents, each as its schema in docs/ describes it.
Json report_json(const Report& report);
Json comparison_json(const ComparisonReport& comparison);
Json leaks_json(const LeakSearch& search);
Json diagnosis_json(const Diagnosis& diagnosis);

}  // namespace muster
