#pragma once

#include "doctor/graded_answers.h"
#include "doctor/label_changes.h"

namespace muster {

/// Whether a free order, fitted to other photos than `unseen`, may be advised: with it over half of them are right (the
/// lower bound of Wilson's 95 % interval), and over half of those whose class it moves.
bool is_credible_free_order(const GradedAnswers& graded, const Labels& labels, const LabelChange& reading,
                            std::span<const std::uint32_t> unseen);

/// Whether an order without freedom (one off, sorted, reversed, exchanged) may be advised: before it the answers are no
/// better than a constant one, or at most 5 points better than guessing; and after it over half of the photos are right
/// (as above), or the commonest answer is the right one for more of the moved classes than chance explains (p < 0.001).
///
/// The second part is there since photos of one class are no independent evidence of an order: a broken model that
/// gives each class an answer of its own has a tenth or two of ten classes right in any order.
bool is_credible_named_order(const GradedAnswers& graded, const Labels& labels, const LabelChange& reading);

/// Whether two readings give every class that the photos show the same output.
bool are_alike(const GradedAnswers& graded, const LabelChange& one, const LabelChange& other);

}  // namespace muster
