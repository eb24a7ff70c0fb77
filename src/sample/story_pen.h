#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "sample/random.h"
#include "sample/story.h"

namespace stagecraft::sample {

/// A moment of a working day: weekends go on to Monday, nights into the day; between the borders.
base::Instant at_work(base::Instant at, base::Instant first, base::Instant last);

/// The same without borders, never later: weekends go back to Friday.
base::Instant work_before(base::Instant at);

/// A weekday so many days from a day on.
base::Day workday_after(base::Day day, int days);

base::Milliseconds days_long(double days);

/// Writes events into a story, and counts what is numbered.
class StoryPen {
 public:
  StoryPen(const Customer& customer, Stream& random, Story& story)
      : customer_(customer), random_(random), story_(story) {}

  Stream& random() { return random_; }
  const Customer& customer() const { return customer_; }
  Story& story() { return story_; }

  std::string_view actor = {};  ///< Of what is written next.

  /// Valid until the next write.
  StoryEvent& write(selling::EventKind kind, base::Instant at, std::string symbol = {});

  struct Touch {
    std::string kind;
    int with = 0;  ///< Place in Customer::people.
    std::string direction = "out";
    std::string result = {}, campaign = {};
    std::vector<std::string> confirms = {};
    std::string note = {};
  };
  void touch(base::Instant at, Touch touch);

  struct Promise {
    std::string side, text;
    base::Day due{};
    std::string planned = {};
    int with = 0;
  };
  /// Its number.
  int promise(base::Instant at, Promise promise);
  void keep(int number, base::Instant at);
  void withdraw(int number, base::Instant at);
  /// All that are neither kept nor withdrawn.
  void withdraw_open(base::Instant at);
  void move(int number, base::Instant at, base::Day due);

  void set_role(base::Instant at, int place, std::string role);
  void set_view(base::Instant at, int place, std::string view);

  /// Its number.
  int raise_objection(base::Instant at, const ObjectionText& text, int place);
  void answer_objection(int number, base::Instant at, std::string_view answer);
  void close_objection(int number, base::Instant at, bool is_resolved);

  struct Quote {
    base::Money amount;
    double discount = 0;
    std::string broken_rule = {};  ///< Empty: none.
  };
  /// Its number.
  int quote(base::Instant at, const Quote& quote);

  /// Valid until the next write.
  StoryEvent& change(base::Instant at, std::string name, std::string from, std::string to);

 private:
  const Customer& customer_;
  Stream& random_;
  Story& story_;
  int promises_ = 0, objections_ = 0, quotes_ = 0;
  std::set<int> open_promises_;
};

}  // namespace stagecraft::sample
