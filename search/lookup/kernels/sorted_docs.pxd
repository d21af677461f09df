cimport cython

cdef bint COMPILED
cdef Py_ssize_t _DENSE

@cython.locals(cells="int[::1]")
cpdef object places(const int[::1] docs, const int[::1] others)

@cython.locals(at=Py_ssize_t, size=Py_ssize_t, number=Py_ssize_t, doc=int)
cdef int _merge(const int[::1] docs, const int[::1] others, int[::1] found) except -1

@cython.locals(
    low=Py_ssize_t, high=Py_ssize_t, middle=Py_ssize_t, size=Py_ssize_t, number=Py_ssize_t, doc=int
)
cdef int _search(const int[::1] docs, const int[::1] others, int[::1] found) except -1
