// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace svix::sandbox {

// clang-format off
// As many empty values as the number says.
#define SVIX_VALUES_1 {}
#define SVIX_VALUES_2 SVIX_VALUES_1, {}
#define SVIX_VALUES_3 SVIX_VALUES_2, {}
#define SVIX_VALUES_4 SVIX_VALUES_3, {}
#define SVIX_VALUES_5 SVIX_VALUES_4, {}
#define SVIX_VALUES_6 SVIX_VALUES_5, {}
#define SVIX_VALUES_7 SVIX_VALUES_6, {}
#define SVIX_VALUES_8 SVIX_VALUES_7, {}
#define SVIX_VALUES_9 SVIX_VALUES_8, {}
#define SVIX_VALUES_10 SVIX_VALUES_9, {}
#define SVIX_VALUES_11 SVIX_VALUES_10, {}
#define SVIX_VALUES_12 SVIX_VALUES_11, {}
#define SVIX_VALUES_13 SVIX_VALUES_12, {}
#define SVIX_VALUES_14 SVIX_VALUES_13, {}
#define SVIX_VALUES_15 SVIX_VALUES_14, {}
#define SVIX_VALUES_16 SVIX_VALUES_15, {}
#define SVIX_VALUES_17 SVIX_VALUES_16, {}
#define SVIX_VALUES_18 SVIX_VALUES_17, {}
#define SVIX_VALUES_19 SVIX_VALUES_18, {}
#define SVIX_VALUES_20 SVIX_VALUES_19, {}
#define SVIX_VALUES_21 SVIX_VALUES_20, {}
#define SVIX_VALUES_22 SVIX_VALUES_21, {}
#define SVIX_VALUES_23 SVIX_VALUES_22, {}
#define SVIX_VALUES_24 SVIX_VALUES_23, {}
#define SVIX_TAKES(N) if constexpr (requires { T{SVIX_VALUES_##N}; }) { return N; } else

/// How many members a plain struct has, 24 at most: the most values that it can be made of.
template <typename T>
constexpr std::size_t countMembers()
{
    SVIX_TAKES(24)
    SVIX_TAKES(23)
    SVIX_TAKES(22)
    SVIX_TAKES(21)
    SVIX_TAKES(20)
    SVIX_TAKES(19)
    SVIX_TAKES(18)
    SVIX_TAKES(17)
    SVIX_TAKES(16)
    SVIX_TAKES(15)
    SVIX_TAKES(14)
    SVIX_TAKES(13)
    SVIX_TAKES(12)
    SVIX_TAKES(11)
    SVIX_TAKES(10)
    SVIX_TAKES(9)
    SVIX_TAKES(8)
    SVIX_TAKES(7)
    SVIX_TAKES(6)
    SVIX_TAKES(5)
    SVIX_TAKES(4)
    SVIX_TAKES(3)
    SVIX_TAKES(2)
    SVIX_TAKES(1)
    { return 0; }
}
// clang-format on

#undef SVIX_TAKES
#undef SVIX_VALUES_1
#undef SVIX_VALUES_2
#undef SVIX_VALUES_3
#undef SVIX_VALUES_4
#undef SVIX_VALUES_5
#undef SVIX_VALUES_6
#undef SVIX_VALUES_7
#undef SVIX_VALUES_8
#undef SVIX_VALUES_9
#undef SVIX_VALUES_10
#undef SVIX_VALUES_11
#undef SVIX_VALUES_12
#undef SVIX_VALUES_13
#undef SVIX_VALUES_14
#undef SVIX_VALUES_15
#undef SVIX_VALUES_16
#undef SVIX_VALUES_17
#undef SVIX_VALUES_18
#undef SVIX_VALUES_19
#undef SVIX_VALUES_20
#undef SVIX_VALUES_21
#undef SVIX_VALUES_22
#undef SVIX_VALUES_23
#undef SVIX_VALUES_24

template <typename T>
constexpr std::size_t memberCount = countMembers<T>();

} // namespace svix::sandbox
