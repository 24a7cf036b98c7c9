#!/bin/sh
# html_entity_table.sh: is lib/decode/html_entity_table.h what html_entity_table.py makes of Python's list of references?
src=${srcdir:-.}/lib/decode
command -v python3 >/dev/null || {
	echo "html_entity_table: python3 is missing, skipped"
	exit 77
}
python3 "$src/html_entity_table.py" | cmp - "$src/html_entity_table.h"
