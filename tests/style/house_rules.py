"""The rules of the house that no compiler enforces: who may include what, and what may stand in a file.

    python3 house_rules.py FOLDER

prints one line a mistake, `file:line: what is wrong`, and fails when there is one. CONTRIBUTING.md gives the reasons.
"""

import functools
import pathlib
import re
import subprocess
import sys

# The arrows: whose headers a room may include.
MAY_SEE = {
    "core": {"core"},
    "analysis": {"core", "analysis"},
    "report": {"core", "analysis", "report"},
    "agents": {"core", "agents"},
    "sim": {"core", "analysis", "report", "agents", "sim"},
    "study": {"core", "analysis", "report", "agents", "sim", "study"},
    "cli": {"core", "analysis", "report", "agents", "sim", "study", "cli"},
}
ROOMS = tuple(MAY_SEE)
MAY_SEE["tests"] = {*ROOMS, "tests"}
MAY_SEE["bench"] = {*ROOMS, "bench"}

# A room with more than this share of all production lines is several rooms.
LARGEST_SHARE = 1 / 3

# The borders of third-party types: how the header's name begins, and where it may be included (a pattern of paths).
# The tests may also use a library as a judge of what we made ourselves.
THIRD_PARTY = [
    (r"yaml-cpp/", r"core/.*\.cpp"),
    (r"hdf5|H5", r"core/.*|tests/.*\.cpp"),
    (r"tbb/|oneapi/", r"core/.*\.cpp"),
    (r"Random123/", r"core/.*\.cpp|tests/.*\.cpp"),
    (r"xxhash|xxh3", r"core/.*\.cpp"),
    (r"sqlite3\.h", r"core/database\.cpp"),
    (r"sanitizer/", r"core/.*\.cpp"),
    (r"boost/graph/|boost/property_map/|boost/pending/", r"(agents|tests)/.*\.cpp"),
    (r"boost/math/", r"analysis/.*\.cpp|tests/.*\.cpp"),
    (r"boost/random/", r"analysis/experiments/sobol_points\.cpp|tests/.*\.cpp"),
    (r"boost/sort/", r"analysis/.*\.cpp"),
    (r"Eigen/|unsupported/Eigen/", r"(agents|analysis|tests)/.*"),
    (r"hwy/", r"core/lanes\.hpp|core/instruction_set\.cpp|agents/(day/kernel|trait_scores)\.cpp|bench/micro/.*"),
    (r"mpi\.h$", r"core/(ranks|shared_counters)\.cpp"),
    (r"CLI/", r"cli/.*"),
    (r"fmt/", r".*\.cpp"),
    (r"catch2/", r"tests/.*"),
    (r"benchmark/", r"bench/.*"),
]

# POSIX, where the standard library has no word for it: in sources, never in a header that others see.
POSIX = re.compile(r"(cxxabi|dirent|errno|fcntl|poll|pthread|sched|signal|termios|time|unistd)\.h|sys/\w+\.h|linux/\w+\.h")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]')
# Spelled apart so that this file does not break its own rule.
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b")
PLACE_OF_ONE_MACHINE = re.compile(r"(?<![\w.~}$-])/(?:ho" r"me|wo" r"rk|ro" r"ot|Us" r"ers)/\w")

SKIPPED_FOLDERS = {"build", "results", ".git", ".cache", "__pycache__"}


class Tree:
    """The files of a folder, those that git ignores left out, as posix paths relative to it."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.files = sorted(self._from_git() or self._from_disk())
        self._texts = {}

    def _from_git(self):
        if not (self.root / ".git").exists():
            return []
        listed = subprocess.run(
            ["git", "-c", f"safe.directory={self.root.resolve()}", "-C", self.root,
             "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            capture_output=True, check=False)
        names = listed.stdout.decode().split("\0")
        return [name for name in names if name and (self.root / name).is_file()]

    def _from_disk(self):
        return [path.relative_to(self.root).as_posix() for path in self.root.rglob("*")
                if path.is_file() and not SKIPPED_FOLDERS & set(path.relative_to(self.root).parts)]

    def text(self, name):
        """The text of a file; empty for binary files, which have no lines to judge."""
        if name not in self._texts:
            raw = (self.root / name).read_bytes()
            self._texts[name] = "" if b"\0" in raw else raw.decode("utf-8", errors="replace")
        return self._texts[name]

    def lines(self, name):
        return enumerate(self.text(name).splitlines(), start=1)

    def matching(self, pattern):
        return [name for name in self.files if re.fullmatch(pattern, name)]


def cpp_files(tree):
    return tree.matching(rf"({'|'.join(MAY_SEE)})/.*\.(cpp|hpp)")


@functools.cache
def private_headers(tree):
    """Headers that a library keeps to itself: those named under SOURCES."""
    found = set()
    for lists in tree.matching(rf"({'|'.join(ROOMS)})/(.*/)?CMakeLists\.txt"):
        without_comments = re.sub(r"#.*", "", tree.text(lists))
        for sources in re.findall(r"\bSOURCES\b([^()]*?)(?=\bHEADERS\b|\))", without_comments):
            folder = pathlib.PurePosixPath(lists).parent
            found |= {(folder / name).as_posix() for name in sources.split() if name.endswith(".hpp")}
    return found


def is_public_header(tree, name):
    return name.endswith(".hpp") and name.split("/")[0] in ROOMS and name not in private_headers(tree)


def is_standard(header):
    return re.fullmatch(r"[a-z_0-9]+", header) is not None


def fault_of_own_include(tree, name, header):
    folder = name.split("/")[0]
    seen = header.split("/")[0]
    if header.startswith("..") or "/../" in header:
        return 'includes of "../" are not allowed: start with the folder, as in "core/place.hpp"'
    if seen not in MAY_SEE:
        return f'"{header}" does not start with a folder of the house ({", ".join(MAY_SEE)})'
    if seen not in MAY_SEE[folder]:
        return f'{folder} may not see {seen} (it may see {", ".join(sorted(MAY_SEE[folder]))})'
    if header in private_headers(tree) and (folder != seen or is_public_header(tree, name)):
        return f'{seen} keeps "{header}" to itself: it is named under SOURCES'
    return None


def fault_of_foreign_include(tree, name, header):
    if is_standard(header):
        return None
    if POSIX.fullmatch(header):
        return f"<{header}> in a header that others see" if is_public_header(tree, name) else None
    for begin, where in THIRD_PARTY:
        if re.match(begin, header):
            if is_public_header(tree, name) and not header.startswith(("Eigen/", "hwy/")):
                return f"<{header}> in a header that others see (only Eigen and Highway may be)"
            return None if re.fullmatch(where, name) else f"<{header}> is allowed only in {where}"
    return f"<{header}> belongs to no library that this rule knows; give it a border in {pathlib.Path(__file__).name}"


def rule_includes(tree):
    """Arrows between the folders, and borders of third-party libraries."""
    for name in cpp_files(tree):
        for number, line in tree.lines(name):
            found = INCLUDE.match(line)
            if not found:
                continue
            quote, header = found.groups()
            fault = (fault_of_own_include if quote == '"' else fault_of_foreign_include)(tree, name, header)
            if fault:
                yield f"{name}:{number}: {fault}"


def includes_between_folders(tree):
    """{(folder, folder): [file]}: who includes a header of another folder, in the rooms."""
    found = {}
    known = set(tree.files)
    for name in tree.matching(rf"({'|'.join(ROOMS)})/.*\.(cpp|hpp)"):
        here = pathlib.PurePosixPath(name).parent.as_posix()
        for _, line in tree.lines(name):
            include = INCLUDE.match(line)
            if include and include.group(2) in known:
                there = pathlib.PurePosixPath(include.group(2)).parent.as_posix()
                if there != here:
                    found.setdefault((here, there), []).append(name)
    return found


def reached_from(start, arrows):
    """The shortest way from a folder to each that it includes, by others or itself: {folder: [folder]}."""
    ways = {start: [start]}
    waiting = [start]
    for here in waiting:
        for there in sorted(arrows.get(here, ())):
            if there not in ways:
                ways[there] = [*ways[here], there]
                waiting.append(there)
    return ways


def rule_no_rings(tree):
    """No folder includes another one that, by whatever way, includes it."""
    between = includes_between_folders(tree)
    arrows = {}
    for here, there in between:
        arrows.setdefault(here, set()).add(there)
    told = set()
    for (here, there), names in sorted(between.items()):
        back = reached_from(there, arrows).get(here)
        if back and not told.issuperset({here, *back}):
            told.update(back)
            yield f"{names[0]}:1: folders include each other in a ring: {' -> '.join([here, *back])}"


def rule_rooms_are_no_halls(tree):
    """No room holds more than a third of all production lines."""
    lines = {room: sum(tree.text(name).count("\n") for name in tree.matching(rf"{room}/.*\.(cpp|hpp)")) for room in ROOMS}
    for room, count in lines.items():
        if count > LARGEST_SHARE * sum(lines.values()) and sum(lines.values()) > 10_000:
            yield f"{room}:1: holds {count / sum(lines.values()):.0%} of all production lines; a third at most"


def tokens_of_cmake(tree, name):
    text = re.sub(r"#.*", "", tree.text(name))
    return set(re.split(r'[\s()"]+', text))


def rule_listed(tree):
    """Every source is named in a CMakeLists.txt of its folder or of one above it."""
    listed_kinds = (rf"({'|'.join(ROOMS)})/.*\.(cpp|hpp)" r"|tests/.*\.cpp|bench/(micro|macro)/.*\.cpp"
                    r"|tests/(.*/)?test_[^/]*\.(py|sh)")
    tokens = {name: tokens_of_cmake(tree, name) for name in tree.matching(r"(.*/)?CMakeLists\.txt")}
    for name in tree.matching(listed_kinds):
        path = pathlib.PurePosixPath(name)
        if not any(
            path.relative_to(folder).as_posix() in tokens.get((folder / "CMakeLists.txt").as_posix(), ())
            for folder in path.parents
        ):
            yield f"{name}:1: named in no CMakeLists.txt, so nobody builds it"


def rule_test_folders(tree):
    """Every folder of tests is one that CMake enters."""
    for name in tree.matching(r"tests/.+/CMakeLists\.txt"):
        folder = pathlib.PurePosixPath(name).parent
        above = (folder.parent / "CMakeLists.txt").as_posix()
        if above not in tree.files or f"add_subdirectory({folder.name})" not in tree.text(above):
            yield f"{name}:1: {above} does not say add_subdirectory({folder.name})"
    for folder in sorted({pathlib.PurePosixPath(name).parent for name in tree.matching(r"tests/.+\.cpp")}):
        if not any((above / "CMakeLists.txt").as_posix() in tree.files
                   for above in (folder, *folder.parents) if above.parts and above.parts[0] == "tests"):
            yield f"{folder}:1: a folder of tests without CMakeLists.txt"


def rule_names_of_test_cases(tree):
    """CMake reads a list of test names; these characters make it lose a test, or all that follow, without a word."""
    for name in tree.matching(r"tests/.*\.cpp"):
        for found in re.finditer(r'\bTEST_CASE\(((?:\s*"(?:\\.|[^"\\])*")+)', tree.text(name)):
            if re.search(r"[\[\];\\]", found.group(1)):
                line = tree.text(name).count("\n", 0, found.start()) + 1
                yield f"{name}:{line}: the name of a test case may not hold [ ] ; or \\"


def rule_finished(tree):
    """Nothing is left for later, and no path of one person's machine stands in a file."""
    for name in tree.files:
        for number, line in tree.lines(name):
            for pattern in (UNFINISHED, PLACE_OF_ONE_MACHINE):
                found = pattern.search(line)
                if found:
                    yield f"{name}:{number}: {found.group()!r} is not allowed here"


def rule_scenarios_explain_themselves(tree):
    """Every YAML file that ships begins with a comment that says what it is."""
    for name in tree.matching(r"scenarios/.*\.ya?ml"):
        if not re.match(r"#\s*\w", tree.text(name)):
            yield f"{name}:1: a scenario file begins with a comment that says what it is"


def packages(tree):
    without_comments = re.sub(r"#.*", "", tree.text("packages.txt"))
    return {line.strip().removeprefix("test:") for line in without_comments.splitlines() if line.strip()}


def rule_packages_explained(tree):
    """packages.txt and docs/dependencies.md name the same packages."""
    if "packages.txt" not in tree.files:
        return
    page = "docs/dependencies.md"
    explained = set(re.findall(r"^\| `([^`]+)` \|", tree.text(page) if page in tree.files else "", re.MULTILINE))
    for missing in sorted(packages(tree) - explained):
        yield f"{page}:1: does not say why {missing} of packages.txt is needed"
    for surplus in sorted(explained - packages(tree)):
        yield f"{page}:1: explains {surplus}, which packages.txt does not name"


def rule_links_lead_somewhere(tree):
    """Links between the pages lead to files, and docs/README.md lists every page."""
    for name in tree.matching(r"(docs/.*|[^/]*)\.md"):
        folder = (tree.root / name).parent
        for number, line in tree.lines(name):
            for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", line):
                if not re.match(r"[a-z]+:", target) and not (folder / target).exists():
                    yield f"{name}:{number}: the link to {target} leads nowhere"
    if "docs/README.md" in tree.files:
        for name in tree.matching(r"docs/.+\.md"):
            page = name.removeprefix("docs/")
            if page != "README.md" and f"({page})" not in tree.text("docs/README.md"):
                yield f"docs/README.md:1: does not list {page}"


RULES = [
    rule_includes,
    rule_no_rings,
    rule_rooms_are_no_halls,
    rule_listed,
    rule_test_folders,
    rule_names_of_test_cases,
    rule_finished,
    rule_scenarios_explain_themselves,
    rule_packages_explained,
    rule_links_lead_somewhere,
]


def faults(root):
    """All mistakes of the tree under root, in the order of the rules."""
    tree = Tree(root)
    return [fault for rule in RULES for fault in rule(tree)]


if __name__ == "__main__":
    found = faults(sys.argv[1])
    print("\n".join(found) or "the house is in order")
    sys.exit(1 if found else 0)
