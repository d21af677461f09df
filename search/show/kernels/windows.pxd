cimport cython

cdef bint COMPILED
cdef Py_ssize_t LONGEST
cdef Py_ssize_t ANCHORS
cdef Py_ssize_t LEAST
cdef Py_ssize_t HELD

@cython.locals(
    starts=list, sentences=list, found=list, count=Py_ssize_t, number=Py_ssize_t, low=Py_ssize_t,
    high=Py_ssize_t, border=Py_ssize_t, end=Py_ssize_t, anchor=Py_ssize_t, start=Py_ssize_t,
)
cpdef list windows(str text, object marks)

@cython.locals(before=Py_ssize_t, last=Py_ssize_t)
cdef Py_ssize_t _whole(object marks, list starts, Py_ssize_t end, Py_ssize_t anchor) except? -2

cpdef list sentence_borders(str text, Py_ssize_t first, Py_ssize_t last)

@cython.locals(found=list, size=Py_ssize_t, at=Py_ssize_t, end=Py_ssize_t)
cpdef list sentence_ends(str text, Py_ssize_t start, Py_ssize_t stop)

@cython.locals(char=Py_UCS4)
cdef Py_ssize_t _sentence_end(str text, Py_ssize_t size, Py_ssize_t at) except -2

cdef Py_ssize_t _lines(str text, Py_ssize_t size, Py_ssize_t at) except -2

cdef Py_ssize_t _blanks(str text, Py_ssize_t size, Py_ssize_t at) except -2

@cython.locals(char=Py_UCS4)
cdef Py_ssize_t _clause_end(str text, Py_ssize_t size, Py_ssize_t at) except -2

@cython.locals(size=Py_ssize_t, at=Py_ssize_t, last=Py_ssize_t, end=Py_ssize_t)
cdef Py_ssize_t _last_clause(str text, Py_ssize_t low, Py_ssize_t high) except -2

cdef Py_ssize_t _reach(Py_ssize_t low, Py_ssize_t high) noexcept

@cython.locals(reach=Py_ssize_t, border=Py_ssize_t)
cpdef Py_ssize_t window_start(
    str text, Py_ssize_t low, Py_ssize_t high, list sentences
) except? -2

@cython.locals(size=Py_ssize_t, limit=Py_ssize_t, least=Py_ssize_t, border=Py_ssize_t)
cpdef Py_ssize_t window_end(
    str text, Py_ssize_t start, Py_ssize_t high, list sentences
) except? -2

cdef Py_ssize_t _stripped(str text, Py_ssize_t start, Py_ssize_t end) except? -2

@cython.locals(size=Py_ssize_t, back=Py_ssize_t)
cdef Py_ssize_t _cut(str text, Py_ssize_t at) except? -2

cdef bint _are_held(Py_UCS4 one, Py_UCS4 other) noexcept

cdef bint _is_wordy(Py_UCS4 char) noexcept
