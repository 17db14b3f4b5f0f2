"""The rules of an audit, one function each, in the order in which their findings are asked for."""

from __future__ import annotations

from shuzhi.audit.rulebook import Rule
from shuzhi.audit.rules import duty, earlier, flattening, numerals, occasions, sums, verdicts, wording

RULES: tuple[Rule, ...] = (
    verdicts.verdicts,
    occasions.attendances_below_sessions,
    occasions.people_not_above_sessions,
    occasions.people_exceed_attendances,
    occasions.units_confused,
    occasions.average_implausible,
    sums.parts_exceed_whole,
    sums.parts_miss_whole,
    sums.share_out_of_range,
    sums.shares_do_not_add_up,
    sums.share_contradicts_counts,
    sums.product_disagrees,
    sums.stated_twice,
    flattening.figures_flattened,
    wording.spans_disagree,
    wording.years,
    wording.hand_edits,
    wording.template_residue,
    earlier.same_as_last_year,
    earlier.passages_copied,
    earlier.problems_not_answered,
    earlier.promises_not_answered,
    duty.problem_without_cause,
    duty.problem_without_step,
    duty.cause_without_step,
    duty.steps_complete,
    duty.no_first_person,
    numerals.numeral_few_with_digits,
    numerals.numeral_neighbours,
    numerals.numeral_short_year,
    numerals.approximation_doubled,
    numerals.numeral_styles_mixed,
)
