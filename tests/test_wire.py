"""The language between judge and student: values arrive exactly, and what breaks the rules does not."""

import io
import json
import struct

import numpy as np
import pytest

from bplab.grading.sandbox import wire


def sent(value):
    """A value after its way through bytes."""
    encoder = wire.Encoder(lambda item: type(item).__name__)
    data = io.BytesIO(wire.pack(encoder.encode(value), encoder.blobs))
    header, blobs = wire.receive(lambda size: bytearray(data.read(size)))
    return wire.Decoder(blobs, lambda name: f"<{name}>").decode(header)


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        3,
        -(10**200),
        2.5,
        float("inf"),
        1 + 2j,
        "grün \0 \t",
        [1, [2, (3,)]],
        (),
        {"W1": 1, 2: "b", (0, 1): None},
    ],
)
def test_plain_values_arrive_as_they_were(value):
    got = sent(value)
    assert type(got) is type(value)
    assert got == (value.replace("\0", "\\0") if isinstance(value, str) else value)


@pytest.mark.parametrize("dtype", ["float64", "float32", "int8", "bool", "complex128", ">f8"])
@pytest.mark.parametrize("shape", [(), (3,), (2, 0), (2, 3, 1)])
def test_arrays_arrive_with_type_shape_and_numbers(dtype, shape):
    array = np.arange(int(np.prod(shape))).reshape(shape).astype(dtype)
    got = sent(array)
    assert type(got) is np.ndarray and got.dtype == array.dtype and got.shape == shape
    assert np.array_equal(got, array)
    got[...] = 0  # a student's function may work in place


def test_each_of_several_arrays_arrives_in_its_place():
    assert [array.tolist() for array in sent([np.zeros(1), np.ones(2), np.zeros(3)])] == [
        [0], [1, 1], [0, 0, 0]
    ]  # fmt: skip


def test_an_array_that_cannot_be_written_cannot_be_written_there_either():
    array = np.arange(3)
    array.setflags(write=False)
    assert not sent(array).flags.writeable


def test_numpy_numbers_keep_their_type():
    assert type(sent(np.float32(1.5))) is np.float32
    assert type(sent(np.bool_(True))) is np.bool_


def test_arrays_of_objects_and_texts_arrive_item_by_item():
    assert sent(np.array([1.0, None, "a"], dtype=object)).tolist() == [1.0, None, "a"]
    assert sent(np.array([["1", "2"]])).shape == (1, 2)


def test_what_could_run_code_arrives_as_a_stand_in_or_as_its_plain_content():
    class Sly(np.ndarray):
        pass

    class Words(str):
        pass

    class Items(list):
        pass

    assert type(sent(np.zeros(2).view(Sly))) is np.ndarray
    assert type(sent(Words("a"))) is str and type(sent(Items([1]))) is list
    assert sent([print, object()]) == ["<builtin_function_or_method>", "<object>"]
    assert sent(np.array(["2026-01-01"], dtype="datetime64[D]")) == "<ndarray>"


def test_lone_surrogates_become_writable():
    assert sent("a\ud800b").encode("utf-8") == b"a?b"


def nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("wrapped", [lambda value: [value], lambda value: {0: value}], ids=["list", "dict"])
def test_what_is_nested_as_deep_as_may_be_arrives(wrapped):
    value = None
    for _ in range(wire.MAX_DEPTH):
        value = wrapped(value)
    assert sent(value) == value


def endless():
    value = {}
    value["self"] = value
    return value


def endless_array():
    value = np.empty(1, dtype=object)
    value[0] = value
    return value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (10**400, "an integer of 1329 bits"),
        (nested(50), "nested more than 32 deep"),
        (endless(), "nested more than 32 deep"),
        (range(10**6), "1000000 items"),
        ([dict.fromkeys(range(1000))] * 60, "items"),
        (np.full(10**6, None), "1000000 items"),
        (endless_array(), "nested more than 32 deep"),
        (np.zeros(10**7), "76 MiB"),
        (np.broadcast_to(np.float64(0), (10**5, 10**5)), "76294 MiB"),
        ("x" * 10**8, "100000000 characters"),
        (dict.fromkeys(range(1001)), "a dict of 1001 keys"),
    ],
)
def test_what_is_too_large_is_refused_before_it_is_copied(value, words):
    value = list(value) if isinstance(value, range) else value
    with pytest.raises(wire.TooLarge, match=words):
        wire.Encoder(print).encode(value)


def frame(header, *blobs):
    data = io.BytesIO(wire.pack(header, blobs))
    return wire.receive(lambda size: bytearray(data.read(size)))


@pytest.mark.parametrize(
    "code",
    [
        ["array", "<f8", [2], 0],  # bytes for one number only
        ["array", "<f8", [10**18], 0],
        ["array", "<f8", [-1, -1], 0],
        ["array", "|O", [1], 0],
        ["array", "<f8", [1], 5],
        ["array", "<f8", "x", 0],
        ["array", "<f8", [1.0], 0],
        ["array", "<f8", [True], 0],
        ["array", "<f8", [1] * 10**5, 0],
        ["array", "<f8", [0, 10**299], 0],
        ["list", [["array", "<f8", [1], 0]] * 2],  # the same bytes twice
        ["objects", [7], [1]],
        ["dict", [[["list", []], 1]]],  # a list is no key
        ["_class__", 1],
        ["_init__", 1],
        ["decode", 1],
        ["list"],
        ["list", 5],
        ["dict", [[n * (2**61 - 1), 0] for n in range(1001)]],  # all of one hash
        ["list", [["list", [0] * 1000]] * 1000],
        ["complex", "a", 1],
        [],
        {"no": "list"},
    ],
)
def test_a_code_that_breaks_the_rules_is_malformed(code):
    _, blobs = frame(None, bytes(8))
    with pytest.raises(wire.Malformed):
        wire.Decoder(blobs, lambda name: name).decode(code)


def test_deep_and_endless_headers_are_malformed():
    digits = b"[" + b",".join([b"9" * 4290] * 100) + b"]"  # Python reads up to 4300, and takes long
    many = b"[" + b"[]," * 2_700_000 + b"0]"  # 8 MB here, 200 MB as lists
    for text in (b"[" * 100_000, b"9" * 100_000, digits, many, b"{", b"\xff"):
        data = io.BytesIO(wire.PREFIX.pack(len(text), 0) + text)
        with pytest.raises(wire.Malformed):
            wire.receive(lambda size, data=data: bytearray(data.read(size)))
    code = json.loads("[" * 100 + "]" * 100)
    with pytest.raises(wire.Malformed):
        wire.Decoder([], print).decode(["list", code])


@pytest.mark.parametrize("prefix", [(2**31, 0), (1, 2**31)])
def test_announced_sizes_are_bounded_before_anything_is_read(prefix):
    data = io.BytesIO(wire.PREFIX.pack(*prefix))
    with pytest.raises(wire.Malformed):
        wire.receive(lambda size: bytearray(data.read(size)))


def test_announced_arrays_are_bounded_before_anything_is_read():
    data = io.BytesIO(wire.PREFIX.pack(4, 1) + struct.pack(">Q", 2**40) + b"null")
    asked = []
    with pytest.raises(wire.Malformed):
        wire.receive(lambda size: asked.append(size) or bytearray(data.read(size)))
    assert max(asked) < 100


def test_a_reader_gives_what_was_asked_for_and_keeps_what_came_along():
    pieces = [b"a", b"bcdef", b"gh" * 40_000]
    read = wire.Reader(lambda size: pieces.pop(0))
    assert [bytes(read(size)) for size in (3, 0, 2)] == [b"abc", b"", b"de"]
    assert bytes(read(3)) == b"fgh" and len(read(79_998)) == 79_998 and pieces == []
