"""The query language of OpenSearch as far as search/cluster speaks it, on documents in memory. That
real nodes answer alike is shown by the same suite there: `make test-cluster`."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from index.cluster.mapping import SENTENCE_MARK

Doc = Mapping[str, Any]
_WORDS = re.compile(r"\S+")
_FIELD = re.compile(r"(\w+)(?:\^([\d.]+))?")


def holds(doc: Doc, clause: Mapping[str, Any]) -> bool:
    """Whether a document satisfies a clause."""
    [(kind, said)] = clause.items()
    match kind:
        case "match_all" | "match_none":
            return kind == "match_all"
        case "bool":
            return _all(doc, said)
        case "constant_score":
            return holds(doc, said["filter"])
        case "dis_max":
            return any(holds(doc, one) for one in said["queries"])
        case "exists":
            return said["field"] in doc
        case "function_score":
            return holds(doc, said["query"])
        case "multi_match":
            return score(doc, clause) > 0
    [(field, value)] = said.items()
    if kind == "range":
        return field in doc and value["gte"] <= doc[field] <= value["lte"]
    if kind == "intervals":
        return _together(str(doc.get(field, "")), value["all_of"])
    if kind in ("match_phrase", "wildcard"):
        value = value["query"] if isinstance(value, Mapping) else value
        wanted = re.sub(r"\\(.)", r"\1", value[1:-1]) if kind == "wildcard" else value
        return wanted in doc.get(field, "")
    terms = _terms(doc, field)
    if kind == "prefix":
        return any(str(term).startswith(value) for term in terms)
    return any(one in terms for one in (value if kind == "terms" else [value]))


def _all(doc: Doc, said: Mapping[str, Any]) -> bool:
    must = all(holds(doc, one) for name in ("filter", "must") for one in said.get(name, ()))
    must = must and not any(holds(doc, one) for one in said.get("must_not", ()))
    least = said.get("minimum_should_match", 0)
    return must and sum(holds(doc, one) for one in said.get("should", ())) >= least


def _terms(doc: Doc, field: str) -> Sequence[Any]:
    value = doc.get(field, ())
    if field in ("letters", "text", "alike") or field.startswith(("t_", "a_")):
        return list(value)
    if field in ("words", "starts") or field.startswith("w_"):
        return str(value or "").split()
    return value if isinstance(value, list) else [value] if value != () else ()


def _together(text: str, said: Mapping[str, Any]) -> bool:
    """Whether a window of sentences has one word of each interval."""
    parts = [part.split() for part in f" {text} ".split(SENTENCE_MARK)]
    width = len(said["filter"]["contained_by"]["all_of"]["intervals"]) - 1
    wanted = [_any_of(one) for one in said["intervals"]]
    for first in range(1, len(parts) - width):
        window = {word for part in parts[first : first + width] for word in part}
        if all(window & one for one in wanted):
            return True
    return False


def _any_of(interval: Mapping[str, Any]) -> set[str]:
    if "match" in interval:
        return {interval["match"]["query"]}
    return {one["match"]["query"] for one in interval["any_of"]["intervals"]}


def score(doc: Doc, clause: Mapping[str, Any]) -> float:
    """A score of a document that satisfies a clause: by counts of words, not by BM25."""
    [(kind, said)] = clause.items()
    if kind == "bool":
        some = [one for name in ("must", "should") for one in said.get(name, ())]
        return sum(score(doc, one) for one in some if holds(doc, one))
    if kind == "function_score":
        return score(doc, said["query"]) * _raised(doc, said)
    if kind == "constant_score":
        return float(said["boost"])
    if kind == "dis_max":
        return max(score(doc, one) for one in said["queries"] if holds(doc, one))
    if kind == "match_phrase":
        [(field, value)] = said.items()
        how = value if isinstance(value, Mapping) else {"query": value, "boost": 1.0}
        count = str(doc.get(field, "")).count(how["query"])
        return float(how["boost"]) * count / (count + 1)
    if kind != "multi_match":
        return 0.0
    wanted, best = set(said["query"].split()), 0.0
    for name in said["fields"]:
        found = _FIELD.fullmatch(name)
        words = _WORDS.findall(str(doc.get(found[1], "") if found else ""))
        count = sum(word in wanted for word in words)
        weight = float(found[2] or 1) if found else 1.0
        best = max(best, weight * count / (count + 1 + 0.01 * len(words)))
    return best * float(said["boost"])


def _raised(doc: Doc, said: Mapping[str, Any]) -> float:
    """The factor of the functions of a score."""
    if "exp" in said:
        return _decayed(doc, said["exp"])
    raised = 0.0
    for one in said["functions"]:
        if holds(doc, one.get("filter", {"match_all": {}})):
            raised += one["weight"] * (_decayed(doc, one["exp"]) if "exp" in one else 1.0)
    return raised


def _decayed(doc: Doc, said: Mapping[str, Any]) -> float:
    [(field, how)] = said.items()
    far = abs(doc[field] - how["origin"]) / how["scale"] if field in doc else 0.0
    return float(how["decay"] ** far)
