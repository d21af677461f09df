cimport cython

ctypedef unsigned long long Word
ctypedef const unsigned char *Bytes

cdef struct Node:
    Node *prev
    Node *next
    Node *enext
    Node *bnext
    void *rpath
    void *lpath
    const unsigned char *surface
    const char *feature
    unsigned int id
    unsigned short length
    unsigned short rlength
    unsigned short rcAttr
    unsigned short lcAttr
    unsigned short posid
    unsigned char char_type
    unsigned char stat

ctypedef const Node *NodeAt

ctypedef NodeAt (*Parse)(void *, const unsigned char *, size_t) noexcept

cdef union Place:
    size_t number
    void *pointer
    const char *text
    Parse parse

cdef unsigned char _WORDS
cdef Word _SPREAD
cdef Word _PRIME

cdef class Nodes:
    cdef Place _parse
    cdef Place _tagger
    cdef Place _place
    cdef list _shown
    cdef long long[::1] _slots
    cdef Word[::1] _features
    cdef Word[::1] _kinds
    cdef Word[::1] _hashes

    @cython.locals(
        fresh=list, written=Py_ssize_t, piece=Py_ssize_t, low=Py_ssize_t, high=Py_ssize_t,
        room=Py_ssize_t, before=Py_ssize_t,
    )
    cpdef tuple read(
        self, bytes text, const long long[::1] begins, const long long[::1] stops,
        int[::1] numbers, long long[::1] counts
    )

    @cython.locals(node=NodeAt)
    cdef Py_ssize_t _read(
        self, const unsigned char *text, Py_ssize_t low, Py_ssize_t size, int[::1] numbers,
        Py_ssize_t written, list fresh
    ) except -1

    @cython.locals(
        feature=Word, kind=Word, value=Word, place=Py_ssize_t, mask=Py_ssize_t, at=Py_ssize_t,
        number=Py_ssize_t, word=bytes, shown=Bytes,
    )
    cdef Py_ssize_t _number(self, const Node *node, list fresh) except -1

    @cython.locals(number=Py_ssize_t)
    cdef Py_ssize_t _add(self, bytes word, Word feature, Word kind, Word value) except -1

    @cython.locals(mask=Py_ssize_t, at=Py_ssize_t)
    cdef int _place_number(self, Py_ssize_t number) except -1

    @cython.locals(size=Py_ssize_t, number=Py_ssize_t)
    cdef int _grow(self) except -1

cdef object _longer(str kind, object held)

@cython.locals(place=Py_ssize_t)
cdef bint _are_equal(
    const unsigned char *known, const unsigned char *other, Py_ssize_t length
) noexcept
