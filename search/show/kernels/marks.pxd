cimport cython

cdef bint COMPILED

@cython.locals(
    marks=list, mine=list, found=tuple, number=int, typed=str, slices=list, low=Py_ssize_t,
    high=Py_ssize_t, end=Py_ssize_t,
)
cpdef list marked(str shown, const int[::1] starts, const int[::1] ends, list leaves)

@cython.locals(found=list, mark=tuple, last=tuple)
cpdef list joined(list marks, Py_ssize_t touching)

@cython.locals(size=Py_ssize_t, last=Py_ssize_t)
cpdef Py_ssize_t word_end(
    str shown, const int[::1] starts, const int[::1] ends, Py_ssize_t low, Py_ssize_t high
) except? -2

@cython.locals(low=Py_ssize_t, high=Py_ssize_t, middle=Py_ssize_t)
cdef Py_ssize_t _before(const int[::1] starts, Py_ssize_t at) except? -2

cdef bint _is_katakana(Py_UCS4 char) noexcept
