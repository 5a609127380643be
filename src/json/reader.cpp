#include "json/reader.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "diagnostics/printable.h"

namespace abide::json {
namespace {

constexpr std::size_t kShown = 24;
constexpr std::size_t kMostUsual = 64;  // members that there is room for before they are read

std::string Marked(std::string_view text) {
  return std::string(1, '`').append(diagnostics::Printable(text)).append(1, '`');
}

// A few characters, from the beginning of one on.
std::string_view LastOf(std::string_view text) {
  if (text.size() <= kShown) return text;
  std::size_t begin = text.size() - kShown;
  while (begin < text.size() && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80) ++begin;
  return text.substr(begin);
}

// Walks over the text for nlohmann's lexer and leaves behind how far it has come.
class Cursor {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Cursor(const char* at, const char** furthest) : at_(at), furthest_(furthest) {}
  reference operator*() const { return *at_; }
  Cursor& operator++() {
    *furthest_ = ++at_;
    return *this;
  }
  bool operator==(const Cursor& other) const { return at_ == other.at_; }
  bool operator!=(const Cursor& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** furthest_;
};

// Builds the tree. nlohmann's own builder looks a name up among all names of its object for each
// member, which is quadratic, and lets the last of several win; this one appends, and sorts the
// names once an object is whole.
class Builder : public nlohmann::json_sax<Json> {
 public:
  explicit Builder(std::size_t depth) : depth_(depth) {}
  // Elements of that array go to `take`.
  Builder(std::size_t depth, std::string_view array, const TakeElement& take)
      : depth_(depth), array_(array), take_(&take) {}

  Json TakeTree() { return std::move(root_); }
  // Why the text was refused; empty where the grammar was at fault.
  const std::string& fault() const { return fault_; }
  // The text is the beginning of JSON, as far as it goes.
  bool is_cut() const { return is_cut_; }

  bool null() override { return Scalar(nullptr); }
  bool boolean(bool value) override { return Scalar(value); }
  bool number_integer(number_integer_t value) override { return Scalar(value); }
  bool number_unsigned(number_unsigned_t value) override { return Scalar(value); }
  bool number_float(number_float_t value, const string_t& /*text*/) override {
    return Scalar(value);
  }
  bool string(string_t& value) override { return Scalar(std::move(value)); }
  bool binary(binary_t& /*value*/) override { return false; }
  bool start_object(std::size_t /*size*/) override {
    // A vector of members copies them, trees and all, when it grows: their names are constant. So
    // there is room from the start for as many as the last object had that stood in such a place.
    std::size_t* usual = UsualHere();
    if (!Open(Json::object(), usual)) return false;
    open_.back().node->get_ref<Json::object_t&>().reserve(std::min(*usual, kMostUsual));
    return true;
  }
  bool start_array(std::size_t /*size*/) override {
    const bool is_streamed = take_ != nullptr && streamed_ == nullptr && open_.size() == 1 &&
                             open_.front().node->is_object() && name_ == array_;
    if (!Open(Json::array(), UsualHere())) return false;
    if (is_streamed) streamed_ = open_.back().node;
    return true;
  }
  bool key(string_t& name) override {
    name_ = std::move(name);
    return true;
  }
  bool end_array() override {
    if (open_.back().node == streamed_) streamed_ = nullptr;
    open_.pop_back();
    HandOver();
    return true;
  }
  bool end_object() override {
    const OpenNode& object = open_.back();
    if (!NamesAreDistinct(*object.node)) return false;
    *object.usual = object.node->size();
    open_.pop_back();
    HandOver();
    return true;
  }
  bool parse_error(std::size_t /*offset*/, const std::string& /*token*/,
                   const nlohmann::detail::exception& error) override {
    const std::string_view reason = error.what();
    is_cut_ = reason.find("unexpected end of input") != std::string_view::npos ||
              reason.find("missing closing quote") != std::string_view::npos;
    return false;
  }

 private:
  // The members of an object as the plain vector that they are.
  using Members = Json::object_t::Container;

  struct OpenNode {
    Json* node = nullptr;
    std::size_t* usual = nullptr;  // members of the objects here
  };

  bool Scalar(Json value) {
    Add(std::move(value));
    HandOver();
    return true;
  }

  // What has been read last is whole; where it is an element of the array, it goes.
  void HandOver() {
    if (streamed_ == nullptr || open_.back().node != streamed_) return;
    auto& elements = streamed_->get_ref<Json::array_t&>();
    (*take_)(std::move(elements.back()));
    elements.clear();
  }

  Json* Add(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Json& parent = *open_.back().node;
    if (parent.is_array()) {
      auto& elements = parent.get_ref<Json::array_t&>();
      elements.push_back(std::move(value));
      return &elements.back();
    }
    Members& members = parent.get_ref<Json::object_t&>();
    members.emplace_back(std::move(name_), std::move(value));
    return &members.back().second;
  }

  // Of the objects that are members of this name, or elements of a list in its place.
  std::size_t* UsualHere() {
    if (!open_.empty() && open_.back().node->is_array()) return open_.back().usual;
    const std::size_t guess = open_.empty() ? kMostUsual : 8;
    return &usual_.try_emplace(name_, guess).first->second;
  }

  bool Open(Json empty, std::size_t* usual) {
    if (open_.size() >= depth_) {
      fault_ = "nested more than " + std::to_string(depth_) + " deep";
      return false;
    }
    open_.push_back({Add(std::move(empty)), usual});
    return true;
  }

  bool NamesAreDistinct(const Json& object) {
    const Members& members = object.get_ref<const Json::object_t&>();
    std::vector<std::string_view> names;
    names.reserve(members.size());
    for (const auto& [name, value] : members) names.emplace_back(name);
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    if (twice == names.end()) return true;
    fault_ = "the name " + Marked(twice->substr(0, kShown)) + " stands twice in one object";
    return false;
  }

  std::size_t depth_;
  std::string_view array_;
  const TakeElement* take_ = nullptr;
  Json* streamed_ = nullptr;  // the array whose elements are handed over, while it is open
  Json root_;
  std::string name_;
  std::map<std::string, std::size_t> usual_;  // by name: how many members its last object had
  std::vector<OpenNode> open_;
  std::string fault_;
  bool is_cut_ = false;
};

std::string MessageOf(const Builder& builder, std::string_view read) {
  if (!builder.fault().empty()) return builder.fault();
  if (builder.is_cut()) return "the text ends too early";
  return "no JSON: " + Marked(LastOf(read));
}

diagnostics::Expected<Json, ReadError> ReadWith(Builder& builder, std::string_view text,
                                                const ReadLimits& limits) {
  if (text.size() > limits.bytes) {
    const std::string message = "longer than " + std::to_string(limits.bytes) + " bytes";
    return diagnostics::Unexpected{ReadError{message, limits.bytes}};
  }
  const char* furthest = text.data();
  const Cursor begin(text.data(), &furthest);
  const Cursor end(text.data() + text.size(), &furthest);
  if (Json::sax_parse(begin, end, &builder)) return builder.TakeTree();
  const auto offset = static_cast<std::size_t>(furthest - text.data());
  return diagnostics::Unexpected{ReadError{MessageOf(builder, text.substr(0, offset)), offset}};
}

}  // namespace

diagnostics::Expected<Json, ReadError> Read(std::string_view text, const ReadLimits& limits) {
  Builder builder(limits.depth);
  return ReadWith(builder, text, limits);
}

diagnostics::Expected<Json, ReadError> ReadElements(std::string_view text, std::string_view name,
                                                    const TakeElement& take,
                                                    const ReadLimits& limits) {
  Builder builder(limits.depth, name, take);
  return ReadWith(builder, text, limits);
}

const Json& MemberOr(const Json& object, std::string_view name) {
  static const Json kNull;
  if (!object.is_object()) return kNull;
  const auto found = object.find(name);
  return found == object.end() ? kNull : *found;
}

std::string TextOr(const Json& object, std::string_view name) {
  const Json& member = MemberOr(object, name);
  return member.is_string() ? member.get<std::string>() : std::string();
}

}  // namespace abide::json
