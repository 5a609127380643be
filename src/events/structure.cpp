#include "events/structure.h"

#include <algorithm>

#include "diagnostics/assert.h"
#include "simdjson.h"

namespace abide::events {

struct StructuralIndex::Impl {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
};

StructuralIndex::StructuralIndex() : impl_(std::make_unique<Impl>()) {}
StructuralIndex::~StructuralIndex() = default;

StructuralIndex::Fault StructuralIndex::Build(std::string_view text) {
  constexpr std::size_t kLeastCapacity = 1 << 16;
  auto& parser = impl_->parser;
  if (!parser) {
    const simdjson::error_code error =
        simdjson::get_active_implementation()->create_dom_parser_implementation(
            std::max(text.size(), kLeastCapacity), 1, parser);
    ABIDE_ASSERT(error == simdjson::SUCCESS, "the index of a line fits into memory");
  } else if (parser->capacity() < text.size()) {
    const simdjson::error_code error =
        parser->set_capacity(std::max(text.size(), parser->capacity() * 2));
    ABIDE_ASSERT(error == simdjson::SUCCESS, "the index of a line fits into memory");
  }
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const simdjson::error_code error =
      parser->stage1(bytes, text.size(), simdjson::stage1_mode::regular);
  switch (error) {
    case simdjson::SUCCESS:
    case simdjson::EMPTY:
      break;
    case simdjson::UTF8_ERROR:
      return Fault::kNotUtf8;
    default:
      return Fault::kString;
  }
  const std::uint32_t count = error == simdjson::EMPTY ? 0 : parser->n_structural_indexes;
  std::uint32_t* positions = parser->structural_indexes.get();
  // simdjson makes room for at least nine more than there can be.
  std::fill_n(positions + count, 4, static_cast<std::uint32_t>(text.size()));
  positions_ = positions;
  return Fault::kNone;
}

}  // namespace abide::events
