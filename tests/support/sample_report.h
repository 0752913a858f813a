#pragma once

#include "muster/report.h"

namespace muster {

/// A hand-made report with something in every part: the textbook matrix of 150 photos of Cat, Dog and Bird.
Report sample_report();

}  // namespace muster
