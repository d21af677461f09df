cimport cython

cdef bint COMPILED
cdef int _WIDEST

@cython.locals(count=Py_ssize_t)
cpdef object lines(
    const unsigned char[::1] data, const int[::1] wanted, long long fields, long long length,
    long long back,
)

@cython.locals(
    size=Py_ssize_t, many=Py_ssize_t, at=Py_ssize_t, group="long long", number=Py_ssize_t,
    count=Py_ssize_t, value="long long", shift=int, part=int, byte="long long", stop=Py_ssize_t,
    doc="long long",
)
cdef Py_ssize_t _walk(
    const unsigned char[::1] data, const int[::1] wanted, long long fields, long long length,
    long long back, long long[::1] found,
) except -1

@cython.locals(value="long long", shift=int, room=Py_ssize_t, byte="long long")
cdef Py_ssize_t _places(
    const unsigned char[::1] data, Py_ssize_t at, Py_ssize_t stop, long long place,
    long long[::1] found, Py_ssize_t count,
) except -1

@cython.locals(cells="long long[::1]", found=Py_ssize_t)
cpdef object common(const long long[::1] some, const long long[::1] others)

@cython.locals(
    count=Py_ssize_t, at=Py_ssize_t, size=Py_ssize_t, number=Py_ssize_t, value="long long"
)
cdef Py_ssize_t _merge(
    const long long[::1] some, const long long[::1] others, long long[::1] found
) except -1
