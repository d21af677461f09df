cimport cython

cdef bint COMPILED
cdef int _BYTES, _TWO, _FOUR, _BITS
cdef unsigned int _MORE
cdef unsigned long long _LARGEST

@cython.locals(cells="int[::1]", found=Py_ssize_t)
cpdef object documents(const unsigned char[::1] data, int code, Py_ssize_t size)

@cython.locals(
    found=Py_ssize_t, doc="unsigned long long", many=Py_ssize_t, at=Py_ssize_t, byte="unsigned int",
    bit=int, gap="unsigned int", width=Py_ssize_t, j=int,
)
cdef Py_ssize_t _read(
    const unsigned char[::1] data, int code, Py_ssize_t size, int[::1] docs
) except -1
