"""Copies the front-end packages' style sheets, scripts, icons and typefaces to where the web server finds them.

Run as a script by `make setup`, before there is a web application to import. The copies leave out what only
services on GOV.UK may show: the GDS Transport typeface, the crown and the crest.
"""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENDOR = Path(__file__).resolve().parent / "static" / "vendor"
PACKAGES = {
    "govuk-frontend": ROOT / "node_modules" / "govuk-frontend" / "dist" / "govuk",
    "moj-frontend": ROOT / "node_modules" / "@ministryofjustice" / "frontend" / "moj",
}
# What paper is set in: Latin letters with those of Welsh and Polish, and the letters of Urdu. Browsers use Arial.
FONTS = ROOT / "node_modules" / "@expo-google-fonts"
FACES = (
    ("noto-sans", "NotoSans"),
    ("noto-naskh-arabic", "NotoNaskhArabic"),
)
WEIGHTS = ("400Regular", "700Bold")

FONT_FACE = re.compile(r"@font-face\s*\{[^{}]*\}")
SOURCE_MAP = re.compile(r"/[/*]# sourceMappingURL=\S+( \*/)?\s*\Z")
URL = re.compile(r"""url\(\s*["']?(?!data:)([^)"']+)["']?\s*\)""")
RESERVED = re.compile(r"crown|crest|logotype")


def style_sheet(text: str) -> tuple[str, set[str]]:
    """The style sheet in Arial with addresses relative to itself, and the names of the images it shows."""
    images: set[str] = set()

    def local(address: re.Match[str]) -> str:
        name = address[1].rsplit("/", 1)[-1]
        if RESERVED.search(name):
            return "none"
        images.add(name)
        return f"url(images/{name})"

    text = FONT_FACE.sub("", text).replace("GDS Transport,arial", "arial")
    if "GDS Transport" in text:
        raise SystemExit("A front-end package names GDS Transport in a new way: see witness/web/assets.py")
    return SOURCE_MAP.sub("", URL.sub(local, text)), images


def copy_package(name: str, source: Path) -> None:
    css, images = style_sheet((source / f"{name}.min.css").read_text(encoding="utf-8"))
    script = (source / f"{name}.min.js").read_text(encoding="utf-8")
    (VENDOR / f"{name}.min.css").write_text(css, encoding="utf-8")
    (VENDOR / f"{name}.min.js").write_text(SOURCE_MAP.sub("", script), encoding="utf-8")
    for image in sorted(images):
        shutil.copyfile(source / "assets" / "images" / image, VENDOR / "images" / image)


def copy_fonts() -> None:
    (VENDOR / "fonts").mkdir()
    for package, face in FACES:
        for weight in WEIGHTS:
            name = f"{face}_{weight}.ttf"
            shutil.copyfile(FONTS / package / weight / name, VENDOR / "fonts" / name)


def main() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    (VENDOR / "images").mkdir(parents=True)
    for name, source in PACKAGES.items():
        if not source.is_dir():
            raise SystemExit(f"{source.relative_to(ROOT)} is missing: run `make setup`")
        copy_package(name, source)
    copy_fonts()


if __name__ == "__main__":
    main()
