#pragma once

#include "http/shape.h"
#include "selling/attributes.h"
#include "selling/deal.h"
#include "selling/promises.h"

/// What a deal looks like in the API: as the domain has it, without what replaying alone needs.
namespace stagecraft::http {

/// Of a promise, in answers that tell how it stands.
constexpr std::string_view days_late_text =
    "Days after the day it is judged by; above 0 where it is late, overdue or broken";

}  // namespace stagecraft::http

namespace stagecraft::process {

BOOST_DESCRIBE_ENUM(TouchpointKind, call, email, meeting, demo, visit, form)
BOOST_DESCRIBE_ENUM(EntryClass, begin, forward, skip, back, return_, repeat, win, lose, reopen,
                    background, outside)

}  // namespace stagecraft::process

namespace stagecraft::selling {

BOOST_DESCRIBE_ENUM(DealStatus, lead, open, won, lost, no_decision, finished, merged, deleted)
BOOST_DESCRIBE_ENUM(PromiseState, open, kept, withdrawn)
BOOST_DESCRIBE_ENUM(ObjectionState, raised, answered, closed)
BOOST_DESCRIBE_ENUM(QuoteState, made, waits_for_approval, approved, refused)
BOOST_DESCRIBE_ENUM(Keeping, on_time, late, broken, overdue, open, withdrawn)

BOOST_DESCRIBE_STRUCT(AttributeValue, (), (name, value))
BOOST_DESCRIBE_STRUCT(MapVersion, (), (process, number))
BOOST_DESCRIBE_STRUCT(Visit, (), (stage, entered, left, entry))
BOOST_DESCRIBE_ENUM(PlanMode, read_only, confirm)
BOOST_DESCRIBE_STRUCT(StepConfirmation, (), (due, at, link, contact, name, is_done))
BOOST_DESCRIBE_STRUCT(PlanLink, (),
                      (number, mode, title, contact, good_until, shows, made_at, made_by,
                       revoked_at))
BOOST_DESCRIBE_STRUCT(Promise, (),
                      (number, side, planned, text, person, contacts, stage, made_at, first_due,
                       due, moves, judged_by, state, ended_at, in_plan, confirmed))
BOOST_DESCRIBE_STRUCT(BuyingRole, (), (contact, roles, since, reached_at, view, need))
BOOST_DESCRIBE_STRUCT(Objection, (),
                      (number, topic, text, answer, stage, contacts, state, result, raised_at,
                       answered_at, closed_at))
BOOST_DESCRIBE_STRUCT(Quote, (),
                      (number, amount, discount_share, broken_rules, state, attachment, made_at,
                       decided_at, decided_by))
BOOST_DESCRIBE_STRUCT(Touchpoint, (),
                      (kind, at, contacts, confirms, direction, result, campaign, note, person))
BOOST_DESCRIBE_STRUCT(Literature, (), (literature, at, contacts))
BOOST_DESCRIBE_STRUCT(CriterionEvidence, (),
                      (criterion, evidence, choice, output, note, attachment, at, person))
BOOST_DESCRIBE_STRUCT(Exception, (), (from, to, reason, unmet, not_allowed, at, person))
BOOST_DESCRIBE_STRUCT(DateMove, (), (from, to, at, person, reason))
BOOST_DESCRIBE_STRUCT(Payment, (), (amount, at))
BOOST_DESCRIBE_STRUCT(Closing, (), (outcome, reason, note, motivations, pain_points, at))
BOOST_DESCRIBE_STRUCT(Deal, (),
                      (id, name, map, status, created_at, stage, stage_entered_at, visits, closing,
                       attributes, promises, plan_links, buying_group, objections, quotes,
                       touchpoints, literature, evidence, exceptions, date_moves, payments, origin,
                       origin_deal, merged_into, handed_over_to, handed_over_at,
                       onboarding_confirmed_at, last_event_at, event_count))

}  // namespace stagecraft::selling
