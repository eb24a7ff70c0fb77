#include "selling/criteria.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "selling/promises.h"
#include "selling/touchpoints.h"
#include "tests/selling/workbench.h"

namespace stagecraft::selling {
namespace {

using base::ErrorKind;
using process::TouchpointKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Criteria : public Workbench {
 protected:
  bool is_met(const std::string& criterion) {
    return find_criterion_state(deal_, criterion, setting())->met;
  }
  base::Error refusal(const MeetCriterion& command) {
    return refusal_of([&] { return meet_criterion(deal_, command, setting()); });
  }
};

TEST_F(Criteria, WithoutEvidenceOfTheirOwnAreConfirmedWithANote) {
  EXPECT_EQ(refusal({.criterion = "liked"}).faults()[0].at, "/note");
  add(meet_criterion(deal_, {.criterion = "liked", .note = "She said so."}, setting()));
  EXPECT_TRUE(is_met("liked"));
  EXPECT_EQ(deal_.evidence[0].evidence, "person");
}

TEST_F(Criteria, OfADocumentTakeTheDocument) {
  EXPECT_EQ(refusal({.criterion = "signed"}).faults()[0].at, "/attachment");
  EXPECT_EQ(refusal({.criterion = "signed", .output = "plan", .attachment = AttachmentId{1}})
                .faults()[0]
                .at,
            "/output");
  add(meet_criterion(deal_, {.criterion = "signed", .attachment = AttachmentId{1}}, setting()));
  EXPECT_TRUE(is_met("signed"));
  EXPECT_EQ(deal_.evidence[0].output, "contract");
}

TEST_F(Criteria, OfAnAnswerTakeAnAcceptedOne) {
  EXPECT_EQ(refusal({.criterion = "judged"}).faults()[0].message, "the answer is missing");
  const auto error = refusal({.criterion = "judged", .choice = "bad"});
  EXPECT_EQ(error.faults()[0].message, "the answer 'bad' does not meet it");
  EXPECT_EQ(error.faults()[0].mend, "It takes good.");
  add(meet_criterion(deal_, {.criterion = "judged", .choice = "good"}, setting()));
  EXPECT_TRUE(is_met("judged"));
}

TEST_F(Criteria, ThatFieldsOrTouchpointsShowAreNotMetByWord) {
  for (const auto* criterion : {"budget", "decider"}) {
    const auto error = refusal({.criterion = criterion, .note = "I know it."});
    EXPECT_EQ(error.kind(), ErrorKind::invalid);
    EXPECT_EQ(error.faults()[0].at, "/evidence");
    EXPECT_THAT(error.faults()[0].mend.text(), HasSubstr("Would do: "));
  }
  EXPECT_EQ(refusal({.criterion = "budget", .evidence = "field"}).faults()[0].at, "/evidence");
  EXPECT_EQ(refusal({.criterion = "budget", .evidence = "rumour"}).faults()[0].at, "/evidence");
}

TEST_F(Criteria, AreThoseOfTheMap) {
  EXPECT_EQ(refusal({.criterion = "nothing"}).kind(), ErrorKind::not_found);
}

TEST_F(Criteria, AreTakenBackWithAReason) {
  add(meet_criterion(deal_, {.criterion = "judged", .choice = "good"}, setting()));
  EXPECT_THROW(withdraw_criterion(deal_, {.criterion = "judged", .note = ""}, setting()),
               base::Error);
  add(withdraw_criterion(deal_, {.criterion = "judged", .note = "They meant it badly."},
                         setting()));
  EXPECT_FALSE(is_met("judged"));
  EXPECT_EQ(refusal_of([&] {
              return withdraw_criterion(deal_, {.criterion = "judged", .note = "x"}, setting());
            }).kind(),
            ErrorKind::conflict);
}

TEST_F(Criteria, ThatATouchpointConfirmedAreTakenBackToo) {
  meet_interest();
  EXPECT_TRUE(is_met("decider"));
  add(withdraw_criterion(deal_, {.criterion = "decider", .note = "It was her deputy."}, setting()));
  EXPECT_FALSE(is_met("decider"));
}

TEST_F(Criteria, OfALostDealTakeNoEvidence) {
  tell(EventKind::lost, [](Event& event) { event.symbol = "lost"; });
  EXPECT_EQ(refusal({.criterion = "judged", .choice = "good"}).kind(), ErrorKind::conflict);
}

TEST_F(Criteria, OfFieldsFollowTheField) {
  set("yearly_cost", "0");
  EXPECT_FALSE(is_met("budget"));
  set("yearly_cost", "100");
  EXPECT_TRUE(is_met("budget"));
  set("yearly_cost", "");
  EXPECT_FALSE(is_met("budget"));
}

// --- evidence of records ---

constexpr std::string_view map_of_records = R"(stagecraft: 1
id: records
name: Records
currency: EUR
roles: [{id: agency, name: Agency, side: partner}]
stages:
  - id: only
    name: Only
    exit:
      - {id: group, text: two speak for it, evidence: [{kind: record, record: contact, where: view = 'agrees', at_least: 2}]}
      - {id: decider, text: known, evidence: [{kind: record, record: contact, where: buying_role = 'decision_maker'}]}
      - {id: paid, text: paid, evidence: [{kind: record, record: payment, where: amount >= 100}]}
      - {id: referred, text: referred, evidence: [{kind: record, record: referral}]}
      - {id: kept, text: kept, evidence: [{kind: record, record: promise, where: side = 'customer' and kept = true}]}
      - {id: answered, text: answered, evidence: [{kind: record, record: objection, where: answered = true}]}
      - {id: cheap, text: cheap, evidence: [{kind: record, record: quote, where: discount_share <= 0.05 and approved = true}]}
      - {id: called, text: called, evidence: [{kind: record, record: touchpoint, where: kind = 'call' and role = 'user'}]}
      - {id: due, text: due, evidence: [{kind: field, field: expected_close, require: expected_close < '2030-01-01'}]}
      - {id: talked, text: talked, evidence: [{kind: touchpoint, from: customer}]}
)";

class Records : public Workbench {
 protected:
  Records() : Workbench(map_of_records) {}
  bool is_met(const std::string& criterion) {
    auto now = setting();
    now.referrals = referrals_;
    return find_criterion_state(deal_, criterion, now)->met;
  }
  void add_role(ContactId contact, const std::string& role) {
    tell(EventKind::contact_role_set, [&](Event& event) {
      event.details.contacts = {contact};
      event.details.role = role;
    });
  }

  std::vector<Referral> referrals_;
};

TEST_F(Records, ContactsCountOnceWhateverTheirRoles) {
  add_role(ContactId{1}, "user");
  add_role(ContactId{1}, "decision_maker");
  EXPECT_TRUE(is_met("decider"));
  const auto agree = [&](int contact) {
    tell(EventKind::agreement_set, [&](Event& event) {
      event.details.contacts = {ContactId{contact}};
      event.details.view = "agrees";
    });
  };
  agree(1);
  EXPECT_FALSE(is_met("group"));
  agree(2);
  EXPECT_TRUE(is_met("group"));
}

TEST_F(Records, PaymentsAreJudgedInMajorUnits) {
  const auto pay = [&](std::int64_t minor) {
    tell(EventKind::payment, [&](Event& event) {
      event.details.amount = base::Money{minor, *base::Currency::find("EUR")};
    });
  };
  pay(9'999);
  EXPECT_FALSE(is_met("paid"));
  pay(10'000);
  EXPECT_TRUE(is_met("paid"));
}

TEST_F(Records, ReferralsComeFromOtherDeals) {
  EXPECT_FALSE(is_met("referred"));
  referrals_.push_back({DealId{9}, now_});
  EXPECT_TRUE(is_met("referred"));
}

TEST_F(Records, PromisesObjectionsAndQuotesFollowTheirState) {
  tell(EventKind::promise_made, [](Event& event) {
    event.details.promise = 1;
    event.details.side = "customer";
    event.details.due = day_of_2026(9);
  });
  EXPECT_FALSE(is_met("kept"));
  tell(EventKind::promise_kept, [](Event& event) { event.details.promise = 1; });
  EXPECT_TRUE(is_met("kept"));
  tell(EventKind::objection_raised, [](Event& event) { event.details.objection = 1; });
  EXPECT_FALSE(is_met("answered"));
  tell(EventKind::objection_answered, [](Event& event) { event.details.objection = 1; });
  EXPECT_TRUE(is_met("answered"));
  tell(EventKind::quote_made, [](Event& event) {
    event.details.quote = 1;
    event.details.discount_share = 0.04;
  });
  EXPECT_FALSE(is_met("cheap"));
  tell(EventKind::quote_approved, [](Event& event) { event.details.quote = 1; });
  EXPECT_TRUE(is_met("cheap"));
}

TEST_F(Records, DatesAreComparedAsDays) {
  set("expected_close", "2030-01-01");
  EXPECT_FALSE(is_met("due"));
  set("expected_close", "2029-12-31");
  EXPECT_TRUE(is_met("due"));
}

TEST_F(Records, TouchpointsKnowTheRolesOfTheirContacts) {
  add_role(ContactId{1}, "user");
  tell(EventKind::touchpoint, [](Event& event) {
    event.symbol = "call";
    event.details.contacts = {ContactId{1}};
  });
  EXPECT_TRUE(is_met("called"));
}

TEST_F(Records, APartnerIsNoCustomer) {
  add_role(ContactId{1}, "agency");
  const auto talk = [&](int contact) {
    tell(EventKind::touchpoint, [&](Event& event) {
      event.symbol = "visit";
      event.details.contacts = {ContactId{contact}};
      event.details.confirms = {"talked"};
    });
  };
  talk(1);
  EXPECT_FALSE(is_met("talked"));
  talk(2);
  EXPECT_TRUE(is_met("talked"));
}

// --- touchpoints ---

class Touchpoints : public Workbench {
 protected:
  base::Error refusal(const LogTouchpoint& command) {
    return refusal_of([&] { return log_touchpoint(deal_, command, setting()); });
  }
};

TEST_F(Touchpoints, AreLoggedWithWhatWasGiven) {
  add(log_touchpoint(deal_,
                     {.kind = TouchpointKind::meeting,
                      .contacts = {ContactId{7}, ContactId{7}},
                      .at = now_ - std::chrono::hours(3),
                      .direction = "out",
                      .result = "second talk",
                      .literature = {"guide"},
                      .note = "On their floor"},
                     setting()));
  ASSERT_EQ(deal_.touchpoints.size(), 1u);
  EXPECT_THAT(deal_.touchpoints[0].contacts, ElementsAre(ContactId{7}));
  EXPECT_EQ(deal_.touchpoints[0].at, now_ - std::chrono::hours(3));
  EXPECT_EQ(deal_.touchpoints[0].person, PersonId{5});
  ASSERT_EQ(deal_.literature.size(), 1u);
  EXPECT_THAT(deal_.literature[0].contacts, ElementsAre(ContactId{7}));
}

TEST_F(Touchpoints, ConfirmWhatSuchATouchpointCanShow) {
  const LogTouchpoint command{
      .kind = TouchpointKind::meeting, .contacts = {ContactId{7}}, .confirms = {"decider"}};
  const auto error = refusal(command);
  EXPECT_EQ(error.faults()[0].at, "/confirms/0");
  EXPECT_THAT(error.faults()[0].mend.text(), HasSubstr("with the decision maker"));
  meet_interest();  // Contact 7 is the decision maker now.
  add(log_touchpoint(deal_, command, setting()));
  EXPECT_EQ(deal_.touchpoints.size(), 2u);
  EXPECT_THAT(refusal({.kind = TouchpointKind::email,
                       .contacts = {ContactId{7}},
                       .confirms = {"decider", "budget", "nothing"}})
                  .faults(),
              testing::SizeIs(3));
}

TEST_F(Touchpoints, TellAllThatIsWrongAtOnce) {
  const auto error = refusal({.direction = "sideways", .result = "a\nb", .literature = {"giude"}});
  EXPECT_EQ(error.faults().size(), 3u);
  EXPECT_EQ(error.faults()[2].mend, "Did you mean 'guide'?");
}

TEST_F(Touchpoints, AreNotStillToCome) {
  EXPECT_EQ(refusal({.at = now_ + std::chrono::minutes(1)}).faults()[0].at, "/at");
}

TEST_F(Touchpoints, KeepThePromiseThatTheyWere) {
  add(make_promise(deal_,
                   {.side = "us",
                    .text = "",
                    .due = setting().today(),
                    .planned = "call",
                    .contacts = {ContactId{7}}},
                   setting()));
  add(log_touchpoint(deal_, {.contacts = {ContactId{7}}, .keeps = 1}, setting()));
  EXPECT_EQ(deal_.promises[0].state, PromiseState::kept);
  EXPECT_EQ(refusal({.keeps = 2}).kind(), ErrorKind::not_found);
}

TEST_F(Touchpoints, LiteratureIsGivenWithoutThemToo) {
  add(give_literature(deal_, {.literature = "guide"}, setting()));
  EXPECT_EQ(deal_.literature[0].literature, "guide");
  EXPECT_THROW(give_literature(deal_, {.literature = "film"}, setting()), base::Error);
}

}  // namespace
}  // namespace stagecraft::selling
