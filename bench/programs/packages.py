"""Tells which packages some packages of Python need, themselves included: a line of JSON.

Arguments: names. `bytes` is null where a package has no list of its files, as Debian's have none.
"""

import importlib.metadata as metadata
import json
import platform
import re
import sys

found, waiting = {}, sys.argv[1:]
size = 0
while waiting:
    name = re.sub("[-_.]+", "-", waiting.pop()).lower()
    if name in found:
        continue
    try:
        package = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        # For another system or version of Python.
        continue
    found[name] = package.version
    if package.files is None:
        size = None
    elif size is not None:
        size += sum(path.stat().st_size for path in map(package.locate_file, package.files) if path.is_file())
    waiting += [re.match("[A-Za-z0-9._-]+", need).group() for need in package.requires or [] if "extra ==" not in need]
missing = [name for name in sys.argv[1:] if name not in found]
print(json.dumps({"python": platform.python_version(), "packages": found, "missing": missing, "bytes": size}))
