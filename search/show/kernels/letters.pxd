cimport cython

cdef bint COMPILED

@cython.locals(runs=list, start=Py_ssize_t, size=Py_ssize_t, at=Py_ssize_t)
cpdef str letters(str text)
