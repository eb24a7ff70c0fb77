"""Walks an OpenAPI 3.1 document: its operations, values that fit a schema, and values that do not."""

import random
import re
from dataclasses import dataclass

import jsonschema

METHODS = ("get", "put", "post", "patch", "delete")
NOBODYS_ID = 2**53 + 7


class Document:
    def __init__(self, api):
        self.api = api
        self.operations = [Operation(self, method.upper(), path, item[method])
                           for path, item in sorted(api["paths"].items()) for method in METHODS if method in item]

    def resolve(self, schema):
        while "$ref" in schema:
            kind, name = schema["$ref"].removeprefix("#/components/").split("/")
            schema = self.api["components"][kind][name]
        return schema

    def faults(self, value, schema):
        """What of the value is not as the schema says."""
        whole = {**schema, "components": self.api["components"]}  # Where its references lead.
        checker = jsonschema.Draft202012Validator(whole, format_checker=FORMATS)
        return [f"/{'/'.join(map(str, fault.path))}: {fault.message[:300]}" for fault in checker.iter_errors(value)]

    def inner(self, schema):
        """The schema without the null that it may be instead."""
        schema = self.resolve(schema)
        for choice in schema.get("anyOf", []):
            if self.resolve(choice).get("type") != "null":
                return self.resolve(choice)
        return schema


FORMATS = jsonschema.FormatChecker(formats=())


@FORMATS.checks("date-time")
def is_instant(value):
    return not isinstance(value, str) or bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", value))


@FORMATS.checks("date")
def is_day(value):
    return not isinstance(value, str) or bool(re.fullmatch(r"-?\d{4,}-\d\d-\d\d", value))


@FORMATS.checks("int64")
def is_int64(value):
    return not isinstance(value, int) or -2**63 <= value < 2**63


@dataclass
class Operation:
    document: Document
    method: str
    path: str
    spec: dict

    @property
    def name(self):
        return f"{self.method} {self.path}"

    @property
    def statuses(self):
        return {int(status) for status in self.spec["responses"]}

    @property
    def is_open(self):
        return not self.spec["security"]

    @property
    def is_unsafe(self):
        return self.method != "GET"

    @property
    def right(self):
        """`deal.read`, or None."""
        found = re.search(r"Needs the right `([\w.]+)`", self.spec.get("description", ""))
        return found and found.group(1)

    @property
    def body_schema(self):
        content = self.spec.get("requestBody", {}).get("content", {})
        return content.get("application/json", {}).get("schema")

    @property
    def takes_body(self):
        return "requestBody" in self.spec

    def parameters(self, where):
        return [parameter for parameter in self.spec["parameters"] if parameter["in"] == where]

    def target(self, values):
        """The path with its values; what has none is 1."""
        return re.sub(r"{(\w+)}", lambda found: str(values.get(found.group(1), 1)), self.path)

    def takes_header(self, name):
        return any(parameter["name"] == name for parameter in self.parameters("header"))

    def faults_of(self, answer):
        """Where an answer is not as documented: status, type, schema."""
        response = self.spec["responses"].get(str(answer.status))
        if response is None:
            return [f"status {answer.status} is not documented: {answer.text[:300]}"]
        content = response.get("content")
        if content:
            content = {kind.split(";")[0]: how for kind, how in content.items()}
        if not answer.text:
            return [] if not content or answer.type in content else [f"{answer.status} has no body"]
        if content is None:
            return [f"{answer.status} has a body of which the document says nothing: {answer.text[:200]}"]
        if answer.type not in content:
            return [f"{answer.status} is {answer.type}, documented are {list(content)}"]
        if "json" not in answer.type:
            return []
        faults = self.document.faults(answer.json(), content[answer.type]["schema"])
        return [f"{answer.status}: {fault}" for fault in faults]


@dataclass
class Broken:
    """A body that must be refused, and where the answer has to say so."""

    what: str
    value: object
    at: str


def wrong_types(schema):
    kind = schema.get("type")
    return {"string": [7, True, ["x"], {}], "integer": ["7", 1.5, True, [1], 2**63], "number": ["1", True, []],
            "boolean": ["true", 1], "array": ["x", {}, 7], "object": ["x", [], 7]}.get(kind, [])


def out_of_limits(schema):
    """Values of the right type beyond what the schema allows."""
    values = []
    if "enum" in schema:
        return ["no such word", ""]
    if schema.get("minLength", 0) > 0:
        values.append("x" * (schema["minLength"] - 1))
    if "maxLength" in schema:
        values.append("x" * (schema["maxLength"] + 1))
    if "minimum" in schema and schema["minimum"] > -2**63:
        values.append(schema["minimum"] - 1)
    if "maximum" in schema and schema["maximum"] < 2**63 - 1:
        values.append(schema["maximum"] + 1)
    if schema.get("format") in ("date", "date-time"):
        values += ["tomorrow", "2026-02-30", "2026-13-01T00:00:00Z"]
    if schema.get("type") == "string":
        values.append("a\u0007b")  # No control characters in texts.
    return values


def is_id(schema):
    return schema.get("format") == "int64" and schema.get("minimum") == 1 and "maximum" not in schema


def broken_bodies(document, schema, value, at=""):
    """Everything that is one step from `value` and does not fit `schema`."""
    schema = document.inner(schema)
    for wrong in wrong_types(schema):
        yield Broken("a wrong type", wrong, at)
    for wrong in out_of_limits(schema):
        yield Broken("beyond the limits", wrong, at)
    if schema.get("type") == "object" and "properties" in schema:
        yield from broken_members(document, schema, value if isinstance(value, dict) else {}, at)
    if schema.get("type") == "array":
        item = document.inner(schema["items"])
        items = value if isinstance(value, list) and value else [sample(document, item)]
        for broken in broken_bodies(document, item, items[0], f"{at}/0"):
            yield Broken(broken.what, [broken.value, *items[1:]], broken.at)
        if "maxItems" in schema:
            yield Broken("too many items", [items[0]] * (schema["maxItems"] + 1), at)


def broken_members(document, schema, value, at):
    yield Broken("an unknown field", {**value, "no_such_field": 1}, f"{at}/no_such_field")
    for name in schema.get("required", []):
        yield Broken("a missing field", {key: v for key, v in value.items() if key != name}, f"{at}/{name}")
    for name, member in schema["properties"].items():
        resolved = document.resolve(member)
        if not resolved or resolved == {"description": resolved.get("description")}:
            continue  # Any JSON.
        if "anyOf" not in resolved:
            yield Broken("null", {**value, name: None}, f"{at}/{name}")
        for broken in broken_bodies(document, member, value.get(name), f"{at}/{name}"):
            yield Broken(broken.what, {**value, name: broken.value}, broken.at)


def foreign_ids(document, schema, value):
    """`value` with an id in it that nothing has; the name of the field with each."""
    schema = document.inner(schema)
    for name, member in schema.get("properties", {}).items():
        inner = document.inner(member)
        if is_id(inner):
            yield name, {**value, name: NOBODYS_ID}
        elif inner.get("type") == "array" and is_id(document.inner(inner["items"])):
            yield name, {**value, name: [NOBODYS_ID]}


def sample(document, schema):
    """The smallest value that fits."""
    schema = document.inner(schema)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        return {name: sample(document, schema["properties"][name]) for name in schema.get("required", [])}
    if kind == "array":
        return [sample(document, schema["items"])] * schema.get("minItems", 0)
    if kind == "string":
        made = {"date": "2026-01-31", "date-time": "2026-01-31T12:00:00.000Z"}.get(schema.get("format"), "text")
        return made.ljust(schema.get("minLength", 0), "x")[:schema.get("maxLength", 100)]
    return {"integer": max(1, schema.get("minimum", 1)), "number": 0.5, "boolean": True}.get(kind)


class Chance:
    """Values that fit a schema, otherwise anything; the same for the same seed."""

    def __init__(self, document, seed, words):
        self.document, self.random, self.words = document, random.Random(seed), words

    def value(self, schema, depth=0):
        schema = self.document.resolve(schema)
        choices = schema.get("anyOf")
        if choices:
            return self.value(self.random.choice(choices), depth)
        if "enum" in schema:
            return self.random.choice(schema["enum"])
        made = getattr(self, "_" + schema.get("type", "any"), None)
        return made(schema, depth) if made else None

    def _any(self, schema, depth):
        return self.random.choice([None, 1, "x", [], {}, {"a": [1.5, None]}])

    def _object(self, schema, depth):
        if "properties" not in schema:
            count = self.random.randrange(3) if depth < 4 else 0
            return {self._string({}, depth): self.value(schema.get("additionalProperties") or {}, depth + 1)
                    for _ in range(count)}
        required = schema.get("required", [])
        return {name: self.value(member, depth + 1) for name, member in schema["properties"].items()
                if name in required or self.random.random() < 0.4}

    def _array(self, schema, depth):
        least, most = schema.get("minItems", 0), min(schema.get("maxItems", 4), 4)
        return [self.value(schema["items"], depth + 1) for _ in range(self.random.randint(least, max(least, most)))]

    def _string(self, schema, depth):
        if schema.get("format") == "date":
            return self.random.choice(["2026-01-31", "1970-01-01", "9999-12-31", "2024-02-29", "0001-01-01"])
        if schema.get("format") == "date-time":
            return self.random.choice(["2026-01-31T12:00:00.000Z", "1970-01-01T00:00:00.000Z",
                                       "9999-12-31T23:59:59.999Z", "2999-01-01T00:00:00.000Z"])
        text = self.random.choice([*self.words, "", " ", "x" * 3000, "=1+1", "'; DROP TABLE deals; --", "é\u0301ß漢😀",
                                   "%00", "../../etc/passwd", "<script>", "1", "-1", "999999999999999999999", "null"])
        text = text.ljust(schema.get("minLength", 0), "x")
        return text[:schema.get("maxLength", len(text))]

    def _integer(self, schema, depth):
        least, most = schema.get("minimum", -2**63), schema.get("maximum", 2**63 - 1)
        values = [least, most, 1, 2, 3, 0, -1, 2**31, 2**53, self.random.randint(least, most)]
        return self.random.choice([value for value in values if least <= value <= most])

    def _number(self, schema, depth):
        return self.random.choice([0, 0.5, 1, -1, 1e300, -1e-300, 100])

    def _boolean(self, schema, depth):
        return self.random.random() < 0.5
