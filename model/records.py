"""`NamedTuple` that is defined quickly; what it makes is used like what typing's own makes.

typing compiles every annotation of every class and collections a function for each; for the classes that stand
before the first paint that was a twentieth of the time that it takes. Here a function is copied from a model with
as many arguments. Type checkers see typing's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from _collections import _tuplegetter
    from types import FunctionType

    _new = tuple.__new__

    # The models: one for each number of fields.
    _MODELS = (
        lambda _: _new(_, ()),
        lambda _, a: _new(_, (a,)),
        lambda _, a, b: _new(_, (a, b)),
        lambda _, a, b, c: _new(_, (a, b, c)),
        lambda _, a, b, c, d: _new(_, (a, b, c, d)),
        lambda _, a, b, c, d, e: _new(_, (a, b, c, d, e)),
        lambda _, a, b, c, d, e, f: _new(_, (a, b, c, d, e, f)),
        lambda _, a, b, c, d, e, f, g: _new(_, (a, b, c, d, e, f, g)),
        lambda _, a, b, c, d, e, f, g, h: _new(_, (a, b, c, d, e, f, g, h)),
        lambda _, a, b, c, d, e, f, g, h, i: _new(_, (a, b, c, d, e, f, g, h, i)),
        lambda _, a, b, c, d, e, f, g, h, i, j: _new(_, (a, b, c, d, e, f, g, h, i, j)),
        lambda _, a, b, c, d, e, f, g, h, i, j, k: _new(_, (a, b, c, d, e, f, g, h, i, j, k)),
        lambda _, a, b, c, d, e, f, g, h, i, j, k, m: _new(_, (a, b, c, d, e, f, g, h, i, j, k, m)),
        lambda _, a, b, c, d, e, f, g, h, i, j, k, m, n: _new(_, (a, b, c, d, e, f, g, h, i, j, k, m, n)),
        lambda _, a, b, c, d, e, f, g, h, i, j, k, m, n, o: _new(_, (a, b, c, d, e, f, g, h, i, j, k, m, n, o)),
        lambda _, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p: _new(_, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p)),
        lambda _, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q: _new(
            _, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q)
        ),
        lambda _, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r: _new(
            _, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r)
        ),
        lambda _, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s: _new(
            _, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s)
        ),
        lambda _, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, t: _new(
            _, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, t)
        ),
        lambda _, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, t, u: _new(
            _, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, t, u)
        ),
        lambda _, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, t, u, v: _new(
            _, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, t, u, v)
        ),
        lambda _, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, t, u, v, w: _new(
            _, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, t, u, v, w)
        ),
        lambda _, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, t, u, v, w, x: _new(
            _, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, t, u, v, w, x)
        ),
    )

    def _replace(self, /, **changes):
        """The same with these fields changed; raises ValueError for a name that is no field."""
        result = _new(type(self), map(changes.pop, self._fields, self))
        if changes:
            raise ValueError(f"no such fields: {sorted(changes)}")
        return result

    def _asdict(self):
        """The fields by name, in order."""
        return dict(zip(self._fields, self, strict=True))

    def _represent(self):
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._asdict().items())})"

    def _getnewargs(self):
        return tuple(self)

    def _make(cls, values):
        """One from the values of all fields in order."""
        return cls(*values)

    class _Definer(type):
        """Makes of a class body with annotations a class of tuples with named fields."""

        def __new__(cls, name, bases, body):
            annotations = body.get("__annotations__", {})
            fields = tuple(annotations)
            defaults = {field: body.pop(field) for field in fields if field in body}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                raise TypeError(f"{name}: a field without a default follows one with a default")
            body.update(
                {field: _tuplegetter(place, field) for place, field in enumerate(fields)},
                __slots__=(),
                __new__=_creator(name, fields, defaults, annotations),
                __repr__=_represent,
                __getnewargs__=_getnewargs,
                __match_args__=fields,
                _fields=fields,
                _field_defaults=defaults,
                _replace=_replace,
                _asdict=_asdict,
                _make=classmethod(_make),
            )
            return type(name, (tuple,), body)

    def _creator(name, fields, defaults, annotations):
        if len(fields) >= len(_MODELS):
            raise TypeError(f"{name}: more than {len(_MODELS) - 1} fields; _MODELS needs another")
        names = {"co_name": "__new__", "co_qualname": f"{name}.__new__", "co_varnames": ("_cls", *fields)}
        code = _MODELS[len(fields)].__code__.replace(**names)
        new = FunctionType(code, globals(), "__new__", tuple(defaults.values()))
        new.__annotations__ = annotations
        return new

    _Marker = type.__new__(_Definer, "NamedTuple", (), {})

    def NamedTuple():
        """Only to be derived from: `class Name(NamedTuple)`."""
        raise TypeError(NamedTuple.__doc__)

    NamedTuple.__mro_entries__ = lambda _: (_Marker,)
