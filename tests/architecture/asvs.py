"""The requirements of OWASP ASVS 5.0.0 at levels 1 and 2, in the chapters that docs/security.md
answers: github.com/OWASP/ASVS, 5.0/docs_en. A chapter gives its sections, a section its numbers.
"""

_CHAPTERS: dict[int, dict[int, tuple[int, ...]]] = {
    3: {2: (1, 2), 3: (1, 2, 3, 4), 4: (1, 2, 3, 4, 5, 6), 5: (1, 2, 3, 4, 5), 7: (1, 2)},
    5: {1: (1,), 2: (1, 2, 3), 3: (1, 2), 4: (1, 2, 3)},
    6: {
        1: (1, 2, 3),
        2: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
        3: (1, 2, 3, 4),
        4: (1, 2, 3, 4),
        5: (1, 2, 3, 4, 5),
        6: (1, 2, 3),
        8: (1, 2, 3, 4),
    },
    7: {1: (1, 2, 3), 2: (1, 2, 3, 4), 3: (1, 2), 4: (1, 2, 3, 4, 5), 5: (1, 2), 6: (1, 2)},
    8: {1: (1, 2), 2: (1, 2, 3), 3: (1,), 4: (1,)},
    9: {1: (1, 2, 3), 2: (1, 2, 3, 4)},
    11: {1: (1, 2), 2: (1, 2, 3), 3: (1, 2, 3), 4: (1, 2, 3, 4), 5: (1,), 6: (1,)},
}

LEVEL_2 = frozenset(
    f"{chapter}.{section}.{number}"
    for chapter, sections in _CHAPTERS.items()
    for section, numbers in sections.items()
    for number in numbers
)
