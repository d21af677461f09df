cimport cython

cdef bint COMPILED
cdef Py_ssize_t _NEARBY
cdef double B
cdef double USUAL
cdef unsigned short CONTROL

cdef class _Query:
    cdef const unsigned int[::1] _codes
    cdef const double[::1] _weights, _others
    cdef const unsigned char[::1] _is_end, _first
    cdef unsigned long long[::1] _low, _high
    cdef long long[::1] _ends
    cdef readonly double sentence, passage

    @cython.locals(
        count=Py_ssize_t, title=Py_ssize_t, number=Py_ssize_t, low="unsigned long long",
        high="unsigned long long",
    )
    cdef int _read(self, const unsigned short[::1] text) except -1

    @cython.locals(
        codes="const unsigned int[::1]", size=Py_ssize_t, many=Py_ssize_t, count=Py_ssize_t,
        low="unsigned long long", high="unsigned long long", at=Py_ssize_t,
        unit="unsigned short", code=Py_ssize_t, second="unsigned short",
    )
    cdef Py_ssize_t _sentences(self, const unsigned short[::1] text) except -1

    @cython.locals(number=Py_ssize_t)
    cdef Py_ssize_t _title(self, const unsigned short[::1] text, Py_ssize_t count) except -1

    @cython.locals(best=double, before=Py_ssize_t, number=Py_ssize_t, end=Py_ssize_t, gained=double)
    cdef double _best_sentence(self, Py_ssize_t count) except -1

    @cython.locals(
        best=double, low="unsigned long long", high="unsigned long long",
        low_before="unsigned long long", high_before="unsigned long long", first=Py_ssize_t,
        number=Py_ssize_t,
    )
    cdef double _best_passage(self, Py_ssize_t count) except -1

    @cython.locals(total=double, code=Py_ssize_t)
    cdef double _sum(
        self, const double[::1] weights, unsigned long long low, unsigned long long high
    ) noexcept

@cython.locals(one="unsigned long long")
cdef unsigned long long _bit(Py_ssize_t number) noexcept

@cython.locals(query=_Query, number=Py_ssize_t)
cpdef tuple shares(
    list texts, object codes, object weights, object others
)
