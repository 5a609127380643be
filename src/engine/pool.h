// Rows of one, two, four or eight elements, of which there are millions, in pieces of memory that
// are let go together.
//
// To allocate each row by itself takes a place in the books of the allocator for each, and to free
// them at the end a walk through all memory in the order of a hash table, a quarter of the time of
// a check of a million keys. Here a row is cut off the last piece, and one that is given back is
// the next of its length. Cost: O(1); at the end one walk from front to back, and none for what
// needs no destructor. Memory: that of the most rows there were at once of each length; the last
// piece, a quarter of all at most, is touched as far as it is used.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <vector>

namespace abide::engine {

template <typename T>
class Pool {
 public:
  static constexpr std::uint32_t kLongest = 8;

  Pool() = default;
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool() { Clear(); }

  // `length` is 1, 2, 4 or 8. The elements are new, or as they were when they were given back.
  T* Take(std::uint32_t length) {
    std::vector<T*>& left = left_[Class(length)];
    if (!left.empty()) {
      T* const row = left.back();
      left.pop_back();
      return row;
    }
    if (pieces_.empty() || pieces_.back().size - pieces_.back().used < length) AddPiece();
    Piece& piece = pieces_.back();
    T* const row = piece.elements + piece.used;
    std::uninitialized_value_construct_n(row, length);
    piece.used += length;
    return row;
  }
  void Give(T* row, std::uint32_t length) { left_[Class(length)].push_back(row); }

  // No row is used any more.
  void Clear() {
    for (const Piece& piece : pieces_) {
      if constexpr (!std::is_trivially_destructible_v<T>) {
        std::destroy_n(piece.elements, piece.used);
      }
      std::allocator<T>().deallocate(piece.elements, piece.size);
    }
    pieces_.clear();
    for (std::vector<T*>& left : left_) left = {};
    elements_ = 0;
  }

 private:
  struct Piece {
    T* elements = nullptr;
    std::size_t size = 0;
    std::size_t used = 0;  // so many are constructed
  };
  static constexpr std::size_t kMostBytes = std::size_t{1} << 20;

  static std::size_t Class(std::uint32_t length) {
    return static_cast<std::size_t>(std::countr_zero(length));
  }
  void AddPiece() {
    const std::size_t most = std::max<std::size_t>(kMostBytes / sizeof(T), kLongest);
    const std::size_t size = std::clamp<std::size_t>(elements_ / 4, kLongest, most);
    pieces_.push_back({std::allocator<T>().allocate(size), size, 0});
    elements_ += size;
  }

  std::vector<Piece> pieces_;
  std::array<std::vector<T*>, std::bit_width(kLongest)> left_;  // by length
  std::size_t elements_ = 0;                                    // in all pieces
};

}  // namespace abide::engine
