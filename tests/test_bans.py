"""What the product's source may not hold: programs made of text, careless requests, secrets.

Each ban is tried on a line that breaks it, so that a ban which finds nothing has been seen to find something.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.trust.figures import Figure

ROOT = Path(__file__).resolve().parents[1]
PLACES = ("witness", "jobs", "config.py", "wsgi.py", "docs/proof/verify.py")
SOURCES = [
    path
    for place in PLACES
    for path in (sorted((ROOT / place).rglob("*.py")) if (ROOT / place).is_dir() else [ROOT / place])
]
STATEMENTS = {"text", "exec_driver_sql", "execute", "executemany", "executescript"}
# How many statements of a file are put together all the same, from names of ours that no parameter can stand for.
OWN_STATEMENTS = {"witness/store/engine.py": 3, "witness/store/backup_copies.py": 2}
TOGETHER = "a statement put together"
# One drawing of our own making: the picture for an authenticator.
MARKED_UP = {"witness/web/account/invite.py": 1}
# They invent a past for the demo, spread retries, and search for plans: nothing is guarded by it.
MAY_CHANCE = ("witness/intake/demo/", "witness/store/engine.py", "witness/planner/")
RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
UNPACKS = {"pickle", "marshal", "shelve", "dill", "yaml", "jsonpickle", "xml.sax", "xml.dom", "xml.etree"}
ASKS = {f"requests.{ask}" for ask in ("get", "post", "put", "patch", "delete", "head", "request")}
ASKS |= {"urllib.request.urlopen"}


def name_of(node: ast.expr) -> str:
    """ "a.b.c" for a.b.c, and "" for what is no name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}"
    return ""


def is_put_together(node: ast.expr) -> bool:
    """Whether a text is made of parts: an f-string, +, % or .format()."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add | ast.Mod)
    return isinstance(node, ast.Call) and name_of(node.func).endswith(".format")


def of_call(node: ast.Call, where: str) -> Iterator[str]:
    name = name_of(node.func)
    last = name.rpartition(".")[2]
    keywords = {word.arg for word in node.keywords}
    fixed = {word.arg: word.value.value for word in node.keywords if isinstance(word.value, ast.Constant)}
    if name in RUNS_TEXT or last in ("render_template_string", "from_string"):
        yield f"runs text: {name}"
    if last == "Markup" and where not in MARKED_UP:
        yield "marks text as safe"
    if last in STATEMENTS and node.args and is_put_together(node.args[0]) and where.startswith("witness/store/"):
        yield TOGETHER
    if name in ASKS and "timeout" not in keywords:
        yield f"waits for ever: {name}"
    yield from of_machine(name, fixed)
    if last == "populate_obj":
        yield "takes over whatever a form holds"
    if name == "csv.writer" and where != "witness/web/sheets.py":
        yield "a table whose cells nobody made harmless"


def of_machine(name: str, fixed: dict[str | None, object]) -> Iterator[str]:
    if fixed.get("verify") is False or name.endswith("_create_unverified_context"):
        yield "believes any certificate"
    if fixed.get("shell") is True or name in ("os.system", "os.popen"):
        yield "starts a shell"
    if name in ("hashlib.md5", "hashlib.sha1") and fixed.get("usedforsecurity") is not False:
        yield "a weak hash"


def of_import(names: list[str], where: str) -> Iterator[str]:
    for name in names:
        if any(name == bad or name.startswith(f"{bad}.") for bad in UNPACKS):
            yield f"unpacks programs: {name}"
        if name == "random" and not where.startswith(MAY_CHANCE):
            yield "chance that can be foretold"
        if name == "uuid":
            yield "names that are no secrets"


def broken_bans(source: str, where: str) -> list[str]:
    """What a file holds that it may not, each with its line."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        faults: Iterator[str] = iter(())
        if isinstance(node, ast.Call):
            faults = of_call(node, where)
        elif isinstance(node, ast.Import):
            faults = of_import([alias.name for alias in node.names], where)
        elif isinstance(node, ast.ImportFrom):
            faults = of_import([node.module or ""], where)
        elif isinstance(node, ast.Starred | ast.keyword) and name_of(node.value).startswith("request."):
            faults = iter(["takes over whatever a form holds"] if getattr(node, "arg", None) is None else [])
        found += [f"{where}:{getattr(node, 'lineno', 0)}: {fault}" for fault in faults]
    return found


WRONG = {
    "eval(x)": "runs text",
    "render_template_string(x)": "runs text",
    "env.from_string(x)": "runs text",
    "Markup(x)": "marks text",
    "text(f'select {x}')": "a statement",
    "c.exec_driver_sql('select ' + x)": "a statement",
    "c.execute(f'select {x}')": "a statement",
    "text('select %s' % x)": "a statement",
    "text('select {}'.format(x))": "a statement",
    "requests.get(x)": "waits",
    "urllib.request.urlopen(x)": "waits",
    "session.get(x, verify=False)": "believes",
    "subprocess.run(x, shell=True)": "starts",
    "os.system(x)": "starts",
    "hashlib.md5(x)": "a weak",
    "form.populate_obj(x)": "takes over",
    "Account(**request.form)": "takes over",
    "csv.writer(x)": "a table",
    "import pickle": "unpacks",
    "from yaml import load": "unpacks",
    "import xml.etree.ElementTree": "unpacks",
    "from random import choice": "chance",
    "import uuid": "names",
}


@pytest.mark.parametrize(("line", "fault"), WRONG.items(), ids=WRONG.keys())
def test_a_line_that_breaks_a_ban_is_found(line: str, fault: str) -> None:
    (found,) = broken_bans(line, "witness/store/x.py")

    assert found.startswith(f"witness/store/x.py:1: {fault}")


# A file without any of these words breaks no ban, and need not be taken apart.
TELLING = re.compile(
    r"eval\(|exec\(|compile\(|__import__|render_template_string|from_string|Markup|text\([f'\"]|exec_driver_sql|execute(?:many|script)?\("
    r"|requests\.|urllib\.|verify=|_unverified_context|shell=|os\.(?:system|popen)|md5|sha1|populate_obj|csv\.|pickle"
    r"|marshal|shelve|dill|yaml|xml\.|(?:import|from) (?:random|uuid)|\*request\."
)


@pytest.mark.trust
def test_no_ban_is_broken(figure: Figure) -> None:
    texts = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in SOURCES}

    faults = [fault for where, text in texts.items() if TELLING.search(text) for fault in broken_bans(text, where)]

    together = Counter(fault.partition(":")[0] for fault in faults if fault.endswith(TOGETHER))
    assert [fault for fault in faults if not fault.endswith(TOGETHER)] == []
    assert together == OWN_STATEMENTS
    assert len(texts) > 400
    assert all(TELLING.search(line) for line in WRONG)
    assert {name: texts[name].count("Markup(") for name in MARKED_UP} == MARKED_UP
    figure("web battery, bans in the source", cases=len(texts), seed="-", result="0 broken")


def test_no_page_is_told_to_leave_words_as_they_are() -> None:
    unescaped = re.compile(r"\|\s*safe\b|autoescape\s+false|Markup")
    pages = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "templates").rglob("*.html"))}

    assert [str(path) for path, text in pages.items() if unescaped.search(text)] == []
    assert unescaped.search("{{ name | safe }}")
    assert unescaped.search("{% autoescape false %}")


# By what each begins: looked for first, because that is quick.
BEGINNINGS = (
    "PRIVATE KEY",
    "AKIA",
    "ASIA",
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "glpat-",
    "github_pat_",
    "AC",
    "SK",
)
BEGINNINGS += ("_live_", "xox", "pypi-", "npm_", "://")
SECRETS = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{20}"),
    "a key of a cloud": re.compile(r"\b(AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a key of a code host": re.compile(r"\b(gh[pousr]_[A-Za-z0-9]{36}|glpat-[\w-]{20}|github_pat_\w{22})"),
    "an account of a carrier": re.compile(r"\b(AC|SK)(?!0{32})[0-9a-f]{32}\b"),
    "a key of a payer": re.compile(r"\b[sr]k_live_[0-9A-Za-z]{16}"),
    "a token of a chat": re.compile(r"\bxox[abprs]-[0-9A-Za-z-]{20}"),
    "a token of a package index": re.compile(r"\bpypi-[A-Za-z0-9_-]{60}|\bnpm_[A-Za-z0-9]{36}"),
    "an address with a password": re.compile(
        r"\b(?:postgresql|smtps?|imaps?|https?)://[^\s/:@\"'{}<]+:(?!password|secret|PASSWORD|pw\b|\*|\.|…)[^\s/@\"'{}<]{16,}@"
    ),
}
# Put together here, so that this file holds none.
PLANTED = {
    "a private key": "-----BEGIN EC " + "PRIVATE KEY-----\n" + "A" * 64,
    "a key of a cloud": "AKI" + "A" + "B2" * 8,
    "a key of a code host": "ghp" + "_" + "a1" * 18,
    "an account of a carrier": "A" + "C" + "0f" * 16,
    "a key of a payer": "sk" + "_live_" + "a1" * 10,
    "a token of a chat": "xox" + "b-" + "1" * 24,
    "a token of a package index": "pypi" + "-" + "a1" * 40,
    "an address with a password": "postgresql" + "://app:" + "h4" * 10 + "@db",
}
NOT_OURS = {
    ".venv",
    ".venv-bench",
    "node_modules",
    ".git",
    "vendor",
    ".data",
    ".chromium",
    "__pycache__",
    ".hypothesis",
}


def repository_files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in NOT_OURS or path.name.endswith("_cache") or path.is_symlink():
            continue
        if path.is_dir():
            yield from repository_files(path)
        elif path.suffix not in (".png", ".pdf", ".db", ".pyc") and path.stat().st_size < 500_000:
            yield path


@pytest.mark.parametrize("kind", SECRETS)
def test_each_kind_of_secret_would_be_found(kind: str) -> None:
    assert SECRETS[kind].search(f"key = '{PLANTED[kind]}'")


@pytest.mark.trust
def test_no_secret_lies_in_the_repository(figure: Figure) -> None:
    texts = {path: path.read_bytes().decode("utf-8", "replace") for path in repository_files(ROOT)}

    found = [
        f"{path.relative_to(ROOT)}: {kind}"
        for path, text in texts.items()
        if any(beginning in text for beginning in BEGINNINGS)
        for kind, shape in SECRETS.items()
        if shape.search(text)
    ]

    assert found == []
    assert [
        kind for kind, planted in PLANTED.items() if not any(beginning in planted for beginning in BEGINNINGS)
    ] == []
    assert len(texts) > 1_000
    figure("web battery, secrets in the repository", cases=len(texts), seed="-", result="0 found")
