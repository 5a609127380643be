// The excursions of one `limit`: for each key, from the event at which X crosses N to the first
// later event of that key at which X is back at or under it (or to the end of its calendar period).
//
// X itself is kept by the windows of its aggregates; here stand only the keys that are outside of
// their limit. Cost: the evaluation of X and N at each event that X counts. Memory: about 1 KB a
// running excursion, 3 KB once it has run for long, 5 KB where N moves.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/container/node_hash_map.h"
#include "engine/course.h"
#include "engine/docket.h"
#include "engine/key.h"
#include "engine/memories.h"
#include "plan/plan.h"

namespace abide::engine {

class Excursions {
 public:
  Excursions(const plan::Judgement& judgement, Memories& memories, Docket& docket,
             expressions::Environment& environment)
      : judgement_(judgement),
        plan_(std::get<plan::LimitPlan>(judgement.form)),
        memories_(memories),
        docket_(docket),
        environment_(environment) {}

  // An event that has been fed to the windows, bound to the limit's binding. What stands at an
  // event that is muted is followed, for it decides what comes behind it, and is no finding.
  enum class Report { kFindings, kNothing };
  void Consider(const Moment& moment, Report report);
  // The log is over; excursions that run are closed.
  void Finish(std::optional<values::Instant> present);
  void Forget() { running_.clear(); }

 private:
  struct Excursion {
    std::optional<Case> opened;  // none where it is muted
    values::Value peak;          // greatest known value: a number or a duration, or absent
    Moment peak_at;              // without its fields
    values::Value most;          // greatest value that may have been; absent: none has a bound
    Course course;
    values::Instant period_end = values::Instant::Max();
    std::optional<values::Instant> ended;
  };

  // X and N at an event.
  struct Read {
    values::Value value;
    values::Value bound;
  };

  values::Truth Counted(const Moment& moment);
  bool ReadKey();
  void Continue(const std::string& key, Excursion& excursion, const Moment& moment,
                values::Truth counted, values::Truth above, const Read& read);
  // The value may have been more than what is certain of it.
  static void Stretch(Excursion& excursion, const values::Value& value);
  static void Reach(Excursion& excursion, const Moment& moment, const values::Value& least);
  void Start(const Moment& moment, std::optional<Case> opened, const Read& read);
  Case Open(const Moment& moment, values::Truth norm, values::Truth above,
            const values::Value& bound);
  void OpenUndetermined(const Moment& moment);
  void AddMissing(Case& opened);
  void Close(Excursion excursion);

  const plan::Judgement& judgement_;
  const plan::LimitPlan& plan_;
  Memories& memories_;
  Docket& docket_;
  expressions::Environment& environment_;
  Key key_;
  absl::node_hash_map<std::string, Excursion> running_;
};

}  // namespace abide::engine
