cimport cython

cdef bint COMPILED

cdef class ShownText:
    cdef readonly str folded, shown
    cdef readonly list begins, marks
    cdef int[::1] _lows, _highs, _growth, _widths

    cdef int _allot(self, Py_ssize_t count) except -1

    @cython.locals(
        cells="unsigned int[::1]", begins=list, marks=list, at=Py_ssize_t, out=Py_ssize_t,
        taken=Py_ssize_t, count=Py_ssize_t, number=Py_ssize_t, stop=Py_ssize_t, end=Py_ssize_t,
        char="unsigned int",
    )
    cdef str _written(
        self, str folded, str other, const int[::1] same, const int[::1] sizes,
        const int[::1] last, Py_ssize_t size, unsigned int top,
    )

    cpdef Py_ssize_t section_at(self, Py_ssize_t at) except -2

    cpdef tuple to_shown(self, Py_ssize_t start, Py_ssize_t end)

    @cython.locals(spans=list, size=Py_ssize_t, at=Py_ssize_t)
    cpdef list found(self, str literal)

    @cython.locals(number=Py_ssize_t)
    cdef Py_ssize_t _start(self, Py_ssize_t at) except? -2

    @cython.locals(number=Py_ssize_t, width=int)
    cdef Py_ssize_t _end(self, Py_ssize_t at) except? -2

@cython.locals(low=Py_ssize_t, high=Py_ssize_t, middle=Py_ssize_t)
cdef Py_ssize_t _last(int[::1] lows, Py_ssize_t at) except? -2

@cython.locals(
    count=Py_ssize_t, number=Py_ssize_t, at=Py_ssize_t, taken=Py_ssize_t, grown=Py_ssize_t
)
cdef Py_ssize_t _size(
    Py_ssize_t folded, Py_ssize_t other, const int[::1] same, const int[::1] sizes,
    const int[::1] last,
) except -1
