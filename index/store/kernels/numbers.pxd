cimport cython

cdef bint COMPILED

@cython.locals(found=list, width=Py_ssize_t, size="unsigned int", j=int)
cpdef list columns(const unsigned char[::1] data, Py_ssize_t at, Py_ssize_t count)

@cython.locals(
    cells="unsigned int[::1]", number=Py_ssize_t, value="unsigned int", all_bits="unsigned int",
    j=int,
)
cdef object _numbers(
    const unsigned char[::1] data, Py_ssize_t at, Py_ssize_t width, Py_ssize_t size
)

@cython.locals(found="unsigned long long", number=Py_ssize_t, j=int)
cpdef unsigned long long total(const unsigned char[::1] data, Py_ssize_t width) except? 1
