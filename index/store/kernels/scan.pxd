cimport cython

cdef bint COMPILED
cdef bint _IS_LITTLE

ctypedef fused Unit:
    unsigned char
    unsigned short

cdef class Found:
    cdef readonly Py_ssize_t count
    cdef object _held
    cdef long long[::1] _cells

    cdef int _add(self, Py_ssize_t number, Py_ssize_t at, Py_ssize_t field) except -1

    cdef int _grow(self) except -1

    cpdef object rows(self)

@cython.locals(
    number=Py_ssize_t, found=Found, units="const unsigned short[::1]",
    letters="const unsigned char[::1]", text_units="const unsigned short[::1]",
    text_letters="const unsigned char[::1]",
)
cpdef Found find(list texts, bytes wide, bytes narrow, int marks)

@cython.locals(size=Py_ssize_t, at=Py_ssize_t, mark=Py_ssize_t, field=Py_ssize_t)
cdef int _find_in(
    const Unit[::1] text, const Unit[::1] run, Py_ssize_t width, Py_ssize_t number, int marks,
    Found found,
) except -1

@cython.locals(
    size=Py_ssize_t, low=Py_ssize_t, high=Py_ssize_t, last=Py_ssize_t, one=Unit, other=Unit,
    met=Unit, j=int,
)
cdef Py_ssize_t _place(const Unit[::1] text, const Unit[::1] run, Py_ssize_t at) except -2

@cython.locals(size=Py_ssize_t)
cdef Py_ssize_t _telling(const Unit[::1] run) noexcept

@cython.locals(k=Py_ssize_t)
cdef bint _is_at(const Unit[::1] text, const Unit[::1] run, Py_ssize_t at) noexcept

@cython.locals(met=Unit, j=int)
cdef Py_ssize_t _mark(
    const Unit[::1] text, Unit top, Py_ssize_t at, Py_ssize_t last
) except -2
