#!/bin/sh
# Records what `make demo` shows on a terminal, as internal/pictures/demo.svg:
#
#   internal/pictures/record.sh [DIRECTORY WITH terraform]
#
# It needs script(1) of util-linux. The demo gets the Terraform of the PATH, so
# that no path of this machine is in the picture.
set -eu

cd "$(dirname "$0")/../.."
if [ $# -gt 0 ]; then
	PATH=$1:$PATH
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM

go build -o "$scratch/demo" ./internal/cmd/demo
TERM=xterm script --quiet --return --log-out "$scratch/output" --log-timing "$scratch/timing" --logging-format classic \
	--command "$scratch/demo terraform" >/dev/null </dev/null
go run ./internal/pictures -output "$scratch/output" -timing "$scratch/timing"
