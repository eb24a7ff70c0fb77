#!/usr/bin/env python3
"""Holds src/http/data/refusals/*-de.yaml to the sentences of the sources. Exits 1 and names each breach.

A pattern is what is handed to `say(` first, or stands alone where a Sentence is taken. Each has a translation,
each translation a pattern, and both the same braces. What several folders say is told once.
"""

import json
import pathlib
import re
import sys

FOLDERS = ("base", "process", "history", "measures", "selling", "store", "http")
# Files whose sentences stay English: the command line alone shows them, or they are values of others'.
ENGLISH = {
    "history/log_part.cpp", "history/mapping_rules.cpp", "history/mapping_shape.cpp", "http/routes.cpp",
    "process/check/show_json.cpp", "store/back_up.cpp", "store/back_up_file.cpp", "store/check.cpp", "store/contents.cpp", "store/copy.cpp", "store/location.cpp",
    "store/migration.cpp",
}
# The noun of a shape, and what a field that a shape needs is about, which is told without its full stop.
GRAMMAR = (r'(?:noun = |id_rule\(|name_rule\(|stable_id =\s*|string_view about = |about = (?=[^{}]*required = true))'
           r'("[^"]+")')
# Why a figure leaves deals out.
EXCLUDED = r'excluded\[("[^"]+")\]'
# Where patterns stand in tables: which literals of a file they are.
TABLES = {
    "base/sentence.cpp": r'say\(("[^"]+")',
    "history/csv_dialect.cpp": r'delimiter = ("[^"]+")',
    "history/date_inference.cpp": r'reason =\s*("[^"]+")',
    "history/event_kind.cpp": r'("(?:created|stage_entered|won|lost|no_decision|finished|touchpoint)")',
    "history/log_part.cpp": r'refuse\("\w+", ("[^"]+")\)',
    "history/value_reader.cpp": r'(?:return|problem =|[?:])\s*("[a-z][^"]+(?:"\s*"[^"]+)*")',
    "history/value_text.cpp": r'return ("not [^"]+")',
    "measures/aggregate.cpp": r'undefined_? =\s*("[^"]+")',
    "measures/asked_period.cpp": r'how_to_write_a_day =\s*("[^"]+")',
    "measures/bottleneck.cpp": r'undefined = ("[^"]+")',
    "measures/booked_amount.cpp": EXCLUDED,
    "measures/bottleneck_figures.cpp": EXCLUDED,
    "measures/cohort_table.cpp": EXCLUDED,
    "measures/conversion_figures.cpp": EXCLUDED,
    "measures/figures.cpp": EXCLUDED,
    "measures/funnel.cpp": EXCLUDED,
    "measures/goal_funnel.cpp": EXCLUDED,
    "measures/pipeline.cpp": EXCLUDED,
    "measures/sales_cycle.cpp": EXCLUDED,
    "measures/stage_flow_figures.cpp": EXCLUDED,
    "measures/time_in_stage_figures.cpp": EXCLUDED,
    "measures/time_to_next.cpp": EXCLUDED,
    "measures/transitions.cpp": EXCLUDED,
    "measures/working_days.cpp": EXCLUDED,
    "measures/working_clock.cpp": r'[{,] ?("[A-Z][a-z]{2}")',
    "measures/own_measures.cpp": r'nullopt, ("[^"]+")',
    "measures/win_rate.cpp": r'(?:reason = |excluded\[)("[^"]+")',
    "process/formula.cpp": r'nullopt, ("[^"]+")',
    "process/fields.cpp": r'[,{]\s*("(?:an? [^"]+|days|money|true or false|literature given)")',
    "process/grammar_catalogues.h": GRAMMAR,
    "process/grammar_goal.h": GRAMMAR,
    "process/grammar_map.h": GRAMMAR,
    "process/yaml_syntax.cpp": r'parser::\w+,\s*("(?:[^"\\]|\\.)*")',
    "report/bottleneck_words.cpp": r'headline = ("[^"]+")',
    "selling/plan.h": r'dead_link =\s*("[^"]+")',
    "selling/slipping.cpp": r'compare\(beyond, [^"]+("[^"]+")',
    "selling/rights.cpp": r"""(?<=[{,])\s*("[a-z ,'-]+")(?=[,}])""",
    "http/webhook_retry.cpp": r'stop\(webhook, ("[^"]+")\)',
    "store/accounts.cpp": r'noun = ("[^"]+")',
    "store/contacts.cpp": r'noun = ("[^"]+")',
    "store/deal_list.cpp": r'noun = ("[^"]+")',
}
# What takes sentences, beside `say`.
TAKERS = re.compile(r"Error|TryAgain|Refusal|Sentence|of|joined|fault|add_fault|fail|id_text|count_oddity|note|complain|set_undefined|set_too_thin|refuse\w*|reject\w*|report|missing|outside|add_remark|wrong_type|Fault|syntax_problem")
MEMBERS = {"add": "gaps", "unless": "gaps", "push_back": "remarks"}  # of what they take sentences
MAKERS = ("say", "Sentence", "did_you_mean", "quoted")
# The id of an error in a map, a place in a request or file, the first letters of an address, or a header.
PLACE = re.compile(r"syntax|[a-z]+(?:-[a-z0-9]+)+|[/?][\w/?]*|\w+:[a-z]*|[A-Z][A-Za-z]*(?:-[A-Z]\w+)*|")
TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|(?P<raw>R"(?P<end>[^(\s]*)\((?P<inside>.*?)\)(?P=end)")|(?P<text>"(?:[^"\\\n]|\\.)*")'
    r"|'(?:[^'\\\n]|\\.)+'|(?P<word>[A-Za-z_]\w*)|[0-9][\w.']*|(?P<sign>[^\s\w])", re.DOTALL)
ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
ENTRY = re.compile(r'^("(?:[^"\\\n]|\\.)*"):\s+("(?:[^"\\\n]|\\.)*")[ \t]*$', re.MULTILINE)
BRACES = re.compile(r"\{(\d*)\}")


def plain(literal: str) -> str:
    return re.sub(r"\\(.)", lambda escape: ESCAPES.get(escape[1], escape[1]), literal[1:-1])


def tokens_of(source: str):
    """Pairs of kind ("text", "word", "sign") and text; literals that stand side by side are one."""
    tokens = []
    for match in TOKEN.finditer(source):
        if match["raw"]:
            kind, text = "text", match["inside"]
        elif match["text"]:
            kind, text = "text", plain(match["text"])
        elif match["word"] or match["sign"]:
            kind, text = ("word" if match["word"] else "sign"), match[0]
        elif match[0].startswith("/"):
            continue
        else:
            kind, text = "other", match[0]
        if kind == "text" and tokens and tokens[-1][0] == "text":
            text = tokens.pop()[1] + text
        tokens.append((kind, text))
    return tokens


def lone_texts(tokens, begin: int):
    """The literals that are a whole argument, or a whole part of one, of the call whose `(` is at `begin`."""
    ends = {("sign", sign) for sign in "(){},?:="}
    depth, inner = 0, 0
    for at in range(begin, len(tokens)):
        token = tokens[at]
        if token in (("sign", "("), ("sign", "{")):
            is_call = token[1] == "(" and at > begin and tokens[at - 1][0] == "word"
            if is_call or inner:
                inner += 1
            else:
                depth += 1
        elif token in (("sign", ")"), ("sign", "}")):
            if inner:
                inner -= 1
            else:
                depth -= 1
            if depth == 0:
                return
        elif token[0] == "text" and not inner and tokens[at - 1] in ends and tokens[at + 1] in ends:
            is_compared = tokens[at - 1][1] == "=" and tokens[at - 2][1] in "=!<>"
            if not is_compared:
                yield token[1]


def patterns_of(tokens):
    for at, (kind, text) in enumerate(tokens):
        if kind == "text" and tokens[at + 1 : at + 2] == [("sign", ":")]:
            after = [word for form, word in tokens[at + 2 : at + 6] if form == "word"]
            if set(after[:1]) & set(MAKERS) or after[:1] == ["base"] and set(after[1:2]) & set(MAKERS):
                yield text
        if kind != "word" or tokens[at + 1 : at + 2] not in ([("sign", "(")], [("sign", "{")]):
            continue
        if text == "say" and tokens[at + 2][0] == "text":
            yield tokens[at + 2][1]
        is_member = text in MEMBERS and at > 1 and tokens[at - 2][1].rstrip("_").endswith(MEMBERS[text])
        if text == "say" or is_member or TAKERS.fullmatch(text):
            yield from lone_texts(tokens, at + 1)


def read_sources(root: pathlib.Path):
    """Where each pattern stands, and every literal."""
    patterns, literals = {}, set()
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.suffix not in (".cpp", ".h") or (name.split("/")[0] not in FOLDERS and name not in TABLES):
            continue
        source = path.read_text(encoding="utf-8")
        tokens = tokens_of(source)
        literals.update(text for kind, text in tokens if kind == "text")
        found = [] if name in ENGLISH else list(patterns_of(tokens))
        if name in TABLES:
            found += [tokens_of(literal)[0][1] for literal in re.findall(TABLES[name], source)]
        if TABLES.get(name) == GRAMMAR:
            found = [pattern.removesuffix(".") for pattern in found]
            literals.update(found)
        for pattern in found:
            if not PLACE.fullmatch(pattern):
                patterns.setdefault(pattern, name)
    return patterns, literals


def read_phrases(folder: pathlib.Path, problems):
    phrases = {}
    for path in sorted(folder.glob("*-de.yaml")):
        text = path.read_text(encoding="utf-8")
        for line in ENTRY.sub("", text).splitlines():
            if line.strip() and not line.startswith("#"):
                problems.append(f'{path}: no line as in "Pattern {{}}.": "Translation {{}}.": {line.strip()}')
        for match in ENTRY.finditer(text):
            pattern, translation = json.loads(match[1]), json.loads(match[2])
            if pattern in phrases:
                problems.append(f"{path}: told already: {pattern}")
            phrases[pattern] = translation
    return phrases


def braces_of(text: str):
    return {number or str(at) for at, number in enumerate(BRACES.findall(text))}


def main() -> int:
    repository = pathlib.Path(__file__).resolve().parent.parent
    problems = []
    patterns, literals = read_sources(repository / "src")
    phrases = read_phrases(repository / "src/http/data/refusals", problems)
    for pattern, name in patterns.items():
        if pattern not in phrases:
            problems.append(f"src/{name}: not told in German: {json.dumps(pattern, ensure_ascii=False)}")
    for pattern, translation in phrases.items():
        if pattern not in literals:
            problems.append(f"nobody says this any more: {pattern}")
        if braces_of(pattern) != braces_of(translation):
            problems.append(f"other braces than its pattern: {translation}")
    for problem in problems:
        print(problem)
    print(f"{len(patterns)} patterns of sentences, {len(phrases)} translations, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
