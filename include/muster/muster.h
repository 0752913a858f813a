#pragma once

// muster's public API: value types, and the verbs inspect, observe, judge, check, compare and render.

#include "muster/alike.h"          // IWYU pragma: export
#include "muster/budget.h"         // IWYU pragma: export
#include "muster/change.h"         // IWYU pragma: export
#include "muster/comparison.h"     // IWYU pragma: export
#include "muster/dataset.h"        // IWYU pragma: export
#include "muster/device_log.h"     // IWYU pragma: export
#include "muster/doctor.h"         // IWYU pragma: export
#include "muster/error.h"          // IWYU pragma: export
#include "muster/metric.h"         // IWYU pragma: export
#include "muster/model.h"          // IWYU pragma: export
#include "muster/observe.h"        // IWYU pragma: export
#include "muster/options.h"        // IWYU pragma: export
#include "muster/other_photos.h"   // IWYU pragma: export
#include "muster/pictures.h"       // IWYU pragma: export
#include "muster/plan.h"           // IWYU pragma: export
#include "muster/power_reading.h"  // IWYU pragma: export
#include "muster/preprocessing.h"  // IWYU pragma: export
#include "muster/render.h"         // IWYU pragma: export
#include "muster/report.h"         // IWYU pragma: export
#include "muster/run.h"            // IWYU pragma: export
#include "muster/stress.h"         // IWYU pragma: export
#include "muster/tensor.h"         // IWYU pragma: export
#include "muster/threshold.h"      // IWYU pragma: export
#include "muster/verbs.h"          // IWYU pragma: export
