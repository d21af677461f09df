cimport cython

cdef bint COMPILED

cdef class Found:
    cdef readonly Py_ssize_t count
    cdef object _held
    cdef long long[::1] _cells

    cdef int _add(self, Py_ssize_t number, Py_ssize_t at, Py_ssize_t field) except -1

    cdef int _grow(self) except -1

    cpdef object rows(self)

@cython.locals(number=Py_ssize_t, found=Found)
cpdef Found find(list texts, bytes wide, bytes narrow, int marks)

@cython.locals(
    size=Py_ssize_t, other=Py_ssize_t, at=Py_ssize_t, places=list, following=Py_ssize_t,
    field=Py_ssize_t, mark=Py_ssize_t,
)
cdef int _find_in(
    const unsigned char[::1] data, Py_ssize_t number, const unsigned char[::1] run,
    Py_ssize_t step, int marks, Found found,
) except -1

@cython.locals(low=cython.uchar, high=cython.uchar, met=cython.uchar, last=Py_ssize_t, j=int)
cdef Py_ssize_t _place(
    const unsigned char[::1] data, const unsigned char[::1] run, Py_ssize_t other, Py_ssize_t at
) except -2

@cython.locals(k=Py_ssize_t)
cdef bint _is_at(
    const unsigned char[::1] data, const unsigned char[::1] run, Py_ssize_t at
) noexcept

@cython.locals(places=list, size=Py_ssize_t, at=Py_ssize_t, met=cython.uchar, j=int)
cdef list _marks(const unsigned char[::1] data, Py_ssize_t step, unsigned char top)
