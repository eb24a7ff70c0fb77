#include "selling/evidence_words.h"

#include <gtest/gtest.h>

namespace stagecraft::selling {
namespace {

process::Evidence meeting_with(std::string role) {
  process::Evidence evidence;
  evidence.of = {process::TouchpointKind::meeting};
  evidence.from = std::move(role);
  return evidence;
}

TEST(EvidenceWords, NameTheRoleAsPeopleCallIt) {
  process::Map map;
  map.roles.push_back({.id = "head", .name = "Head of the plant"});
  const GuideWords english("en");
  const GuideWords german("de");
  EXPECT_EQ(words_for(meeting_with("decision_maker"), map, english),
            "a meeting with the decision maker that confirmed it");
  EXPECT_EQ(words_for(meeting_with("decision_maker"), map, german),
            "ein Treffen mit dem Entscheider, wobei es bestätigt wurde");
  EXPECT_EQ(words_for(meeting_with("head"), map, english),
            "a meeting with Head of the plant that confirmed it");
  EXPECT_EQ(words_for(meeting_with("whoever"), map, english),
            "a meeting with whoever that confirmed it")
      << "what neither we nor the map know stays as it is";
  for (const auto* role : {"customer", "influencer", "coach", "gatekeeper", "user"})
    EXPECT_EQ(words_for(meeting_with(role), map, german).find(role), std::string::npos) << role;
}

TEST(EvidenceWords, TellRecordsAndFieldsByTheirConditions) {
  const process::Map map;
  process::Evidence record;
  record.kind = process::EvidenceKind::record;
  record.record = process::RecordKind::payment;
  record.at_least = 2;
  record.where = "days_late = 0";
  EXPECT_EQ(words_for(record, map, GuideWords("en")), "2 times a payment where days_late = 0");
  process::Evidence field;
  field.kind = process::EvidenceKind::field;
  field.field = "budget";
  EXPECT_EQ(words_for(field, map, GuideWords("de")), "das Feld „budget“, ausgefüllt");
}

}  // namespace
}  // namespace stagecraft::selling
