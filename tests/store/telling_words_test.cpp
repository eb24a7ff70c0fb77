#include "store/telling_words.h"

#include <gtest/gtest.h>

namespace stagecraft::store {
namespace {

TEST(TellingWords, AreTakenOutInAnyLetterCase) {
  const std::vector<TellingWord> words{{.text = "Jörg Über"}};
  EXPECT_EQ(without("JÖRG ÜBER and jörg über met Jörg Übermann.", words),
            "*** and *** met ***mann.");
  EXPECT_EQ(without("İstanbul, ﬁne: nobody", words), "İstanbul, ﬁne: nobody");
}

TEST(TellingWords, OfCompaniesStandAlone) {
  const std::vector<TellingWord> words{{.text = "Søren AG", .is_whole = true},
                                       {.text = "Ag", .is_whole = true}};
  EXPECT_EQ(without("SØREN AG, Søren AGs, agile ag", words), "***, Søren AGs, agile ***");
}

TEST(TellingWords, AreFoundOneAfterTheOther) {
  EXPECT_EQ(without("anna ANNA annaanna", {{.text = "Anna"}}), "*** *** ******");
  EXPECT_EQ(without("anna ANNA annaanna", {{.text = "Anna", .is_whole = true}}),
            "*** *** annaanna");
  EXPECT_EQ(without("", {{.text = "Anna"}}), "");
}

}  // namespace
}  // namespace stagecraft::store
