#include "base/sentence.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace stagecraft::base {
namespace {

const Phrasebook& german() {
  static const Phrasebook book({
      {"The deal is closed.", "Der Deal ist geschlossen."},
      {"The deal takes no {}.", "Der Deal nimmt nicht an: {}."},
      {"promises", "Zusagen"},
      {"{} is due on {}.", "{} ist am {} fällig."},
      {"To {} takes the right {}.", "Das braucht {1} ({0})."},
      {"{} Re-open it first.", "{} Öffnen Sie ihn zuerst."},
      {" and ", " und "},
      {"'{}'", "„{}“"},
      {", ", ", "},
      {"Did you mean '{}'?", "Meinten Sie „{}“?"},
  });
  return book;
}

TEST(Sentence, IsEnglishWithoutABook) {
  const auto sentence = say("{} is due on {}.", std::string("Offer"), 7);
  EXPECT_EQ(sentence.text(), "Offer is due on 7.");
  EXPECT_EQ(sentence, "Offer is due on 7.");
  EXPECT_EQ(fmt::format("[{}]", sentence), "[Offer is due on 7.]");
}

TEST(Sentence, OfALiteralIsToldWithoutValues) {
  EXPECT_EQ(Sentence("The deal is closed.").text(german()), "Der Deal ist geschlossen.");
}

TEST(Sentence, PutsValuesWhereTheTranslationHasItsBraces) {
  EXPECT_EQ(say("{} is due on {}.", std::string("Offer"), 7).text(german()),
            "Offer ist am 7 fällig.");
}

TEST(Sentence, TurnsTheOrderOfValuesByNumberedBraces) {
  EXPECT_EQ(say("To {} takes the right {}.", std::string("lesen"), std::string_view("deal.read"))
                .text(german()),
            "Das braucht deal.read (lesen).");
}

TEST(Sentence, WithinAnotherIsToldInTheSameLanguage) {
  const auto sentence = say("{} Re-open it first.", Sentence("The deal is closed."));
  EXPECT_EQ(sentence.text(), "The deal is closed. Re-open it first.");
  EXPECT_EQ(sentence.text(german()), "Der Deal ist geschlossen. Öffnen Sie ihn zuerst.");
}

TEST(Sentence, TakesALiteralValueForAPattern) {
  EXPECT_EQ(say("The deal takes no {}.", "promises").text(german()),
            "Der Deal nimmt nicht an: Zusagen.");
}

TEST(Sentence, TellsNumbersWithTheSignsOfTheLanguage) {
  const auto number = Sentence::number("€1,234,567.5");
  EXPECT_EQ(number.text(), "€1,234,567.5");
  EXPECT_EQ(number.text(german()), "€1,234,567.5") << "a book that does not say how";
  const Phrasebook telling({{"1,234.5", "1.234,5"}, {"{} won", "{} gewonnen"}});
  EXPECT_EQ(number.text(telling), "€1.234.567,5");
  EXPECT_EQ(say("{} won", number).text(telling), "€1.234.567,5 gewonnen");
  EXPECT_EQ(say("{} won", "1,000.").text(telling), "1,000. gewonnen") << "no number";
}

TEST(Sentence, LeavesBracesOfValuesAlone) {
  EXPECT_EQ(say("The deal takes no {}.", std::string("{0} {}")).text(german()),
            "Der Deal nimmt nicht an: {0} {}.");
  EXPECT_EQ(Sentence(std::string("{} }{")).text(german()), "{} }{");
}

TEST(Sentence, JoinsItsPartsByASeparatorOfTheLanguage) {
  const auto list = Sentence::joined({"promises", std::string("b"), std::string("c")}, " and ");
  EXPECT_EQ(list.text(), "promises and b and c");
  EXPECT_EQ(list.text(german()), "Zusagen und b und c");
  EXPECT_EQ(Sentence::joined({std::string("a"), std::string("b")}, "").text(), "ab");
  EXPECT_EQ(Sentence::joined({}, ", ").text(), "");
}

TEST(Sentence, QuotesNames) {
  EXPECT_EQ(quoted({"a", "b"}).text(), "'a', 'b'");
  EXPECT_EQ(quoted({"a", "b"}).text(german()), "„a“, „b“");
}

TEST(Sentence, AsksWhatWasMeantWhereSomethingIsNear) {
  EXPECT_EQ(did_you_mean("north").text(german()), "Meinten Sie „north“?");
  EXPECT_TRUE(did_you_mean("").empty());
}

TEST(Sentence, OfAnUnknownPatternIsToldInEnglish) {
  EXPECT_EQ(say("{} Try {}.", Sentence("The deal is closed."), 2).text(german()),
            "Der Deal ist geschlossen. Try 2.");
}

TEST(Sentence, IsKnownToABookThatHasAllItsPatterns) {
  EXPECT_TRUE(say("{} Re-open it first.", Sentence("The deal is closed.")).is_known_to(german()));
  EXPECT_FALSE(say("{} Re-open it first.", Sentence("The deal is open.")).is_known_to(german()));
  EXPECT_FALSE(Sentence::joined({"promises"}, "; ").is_known_to(german()));
  EXPECT_TRUE(Sentence(std::string("a name")).is_known_to(german()));
  EXPECT_TRUE(Sentence("Unheard of.").is_known_to(Phrasebook()));
}

TEST(Sentence, ShowsControlCharactersOfItsValues) {
  const auto sentence = say("The deal takes no {}.", std::string("a\x1b[2J"));
  EXPECT_EQ(sentence.printable(), "The deal takes no a\xEF\xBF\xBD[2J.");
  EXPECT_EQ(sentence.printable().text(german()), "Der Deal nimmt nicht an: a\xEF\xBF\xBD[2J.");
}

TEST(Sentence, IsEmptyWithoutPatternAndText) {
  EXPECT_TRUE(Sentence().empty());
  EXPECT_TRUE(Sentence("").empty());
  EXPECT_FALSE(Sentence("The deal is closed.").empty());
}

TEST(Error, SaysInEnglishWhatItsSentenceSays) {
  const Error error(ErrorKind::conflict, say("The deal takes no {}.", "promises"),
                    {{"/at", "The deal is closed.", {}}});
  EXPECT_STREQ(error.what(), "The deal takes no promises.");
  EXPECT_EQ(error.sentence().text(german()), "Der Deal nimmt nicht an: Zusagen.");
  EXPECT_EQ(error.faults()[0].message.text(german()), "Der Deal ist geschlossen.");
}

}  // namespace
}  // namespace stagecraft::base
