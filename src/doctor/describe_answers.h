#pragma once

#include "doctor/graded_answers.h"
#include "muster/doctor.h"

namespace muster {

/// What is said of the answers before any change: accuracy, mean recall, a constant answer, photos without an answer.
void describe_answers(const GradedAnswers& graded, Diagnosis& diagnosis);

/// Why it proves nothing that no change helps, if so: the photos show one class, the answer is constant, or no better
/// than a constant one, or the photos are too few. `diagnosis` has its answers described, and least_photos.
void say_what_is_open(const GradedAnswers& graded, Diagnosis& diagnosis);

/// The answer that at least 95 % of the photos get, and significantly more than show it (one-sided, 5 %); or that all
/// get, though they show several classes.
std::optional<ConstantAnswer> constant_answer(const GradedAnswers& graded);

/// How many photos would do to find a mistake, where `least` must be fixed to be sure: 0 where those there are do,
/// since so many are wrong, or the share judged by is over 0.85 with 95 % confidence.
std::uint64_t photos_to_find_a_mistake(std::uint64_t photos, std::uint64_t wrong, std::uint64_t least, double low);

}  // namespace muster
