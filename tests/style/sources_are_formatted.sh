#!/usr/bin/env bash
# sources_are_formatted.sh CLANG_FORMAT FOLDER: fails, with file and line, where clang-format would change a source.
set -euo pipefail
cd "$2"
find core agents analysis report sim study cli tests bench -name '*.[ch]pp' -print0 | xargs -0 "$1" --dry-run --Werror
