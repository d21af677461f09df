cimport cython

cdef bint COMPILED

@cython.locals(cells="unsigned short[::1]")
cpdef object units(const unsigned char[::1] data, Py_ssize_t most)

@cython.locals(
    at=Py_ssize_t, count=Py_ssize_t, size=Py_ssize_t, room=Py_ssize_t, first="unsigned int",
    high="unsigned int",
)
cdef Py_ssize_t _write(
    const unsigned char[::1] data, Py_ssize_t most, unsigned short[::1] cells
) except -1

cdef unsigned int _tail(const unsigned char[::1] data, Py_ssize_t at) noexcept
