cimport cython

cdef bint COMPILED
cdef int _BODY

@cython.locals(
    found=list, number=Py_ssize_t, size=Py_ssize_t, total=Py_ssize_t, tokens=Py_ssize_t,
    at=Py_ssize_t, stop=Py_ssize_t, token=Py_ssize_t, last=Py_ssize_t,
)
cpdef list slices(
    const int[::1] docs, const long long[::1] bounds, const unsigned char[::1] gaps, int width,
    const unsigned char[::1] more, int doc, const int[::1] starts, const int[::1] ends,
)

@cython.locals(value="unsigned int", at=Py_ssize_t, j=int)
cdef Py_ssize_t _value(
    const unsigned char[::1] data, Py_ssize_t number, int width
) except? -2

@cython.locals(total=Py_ssize_t, size=Py_ssize_t, count=Py_ssize_t)
cpdef object places(
    const int[::1] docs, const unsigned char[::1] fields, const long long[::1] bounds,
    const unsigned char[::1] gaps, int width, const unsigned char[::1] more,
    const int[::1] wanted, int base,
)

@cython.locals(
    count=Py_ssize_t, number=Py_ssize_t, size=Py_ssize_t, many=Py_ssize_t, at=Py_ssize_t, doc=int,
    place=Py_ssize_t, stop=Py_ssize_t, token=Py_ssize_t,
)
cdef Py_ssize_t _walk(
    const int[::1] docs, const unsigned char[::1] fields, const long long[::1] bounds,
    const unsigned char[::1] gaps, int width, const unsigned char[::1] more,
    const int[::1] wanted, int base, Py_ssize_t total, long long[:, ::1] rows,
) except -1

@cython.locals(high=Py_ssize_t, middle=Py_ssize_t)
cdef Py_ssize_t _from(const int[::1] docs, int doc, Py_ssize_t low) except? -2
