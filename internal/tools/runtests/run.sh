#!/usr/bin/env bash
# Runs the lanes of the tests, one after the other, and reports on all of them.
#
#   internal/tools/runtests/run.sh NAME [-C DIR] ARGUMENTS-OF-GO-TEST [-- NAME ...]
#
# The tests see no AWS, Terraform or proxy settings of the user and, on Linux, no
# network but the loopback interface. Every lane runs, even after a failure; go vet
# does not run, because it is one of the linters. A skipped test fails the run
# unless skips.txt lists it with a reason, and so does a run without tests.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$PWD/.tools/test
rm -rf "$out" && mkdir -p "$out"

# `go tool` would build it without GOFLAGS, and Go's library once more for it.
gotestsum=$PWD/.tools/gotestsum
go build -modfile="$here/go.mod" -o "$gotestsum" gotest.tools/gotestsum || exit

# Tests that run the go command in a home directory of their own need its caches.
for name in GOCACHE GOMODCACHE GOPATH; do export "$name=$(go env "$name")"; done
export GOFLAGS="$(go env GOFLAGS) -vet=off"

# Collecting garbage less often saves a tenth of the tests' time.
export GOGC=200

shopt -s nocasematch # proxies are named in both cases
for name in $(compgen -e); do
	case $name in
	TF_ACC | TF_ACC_TERRAFORM_PATH | TF_ACC_PROVIDER_HOST | TF_ACC_PROVIDER_NAMESPACE) ;;
	AWS_* | TF_* | TFC_* | HTTP_PROXY | HTTPS_PROXY | NO_PROXY | ALL_PROXY) unset "$name" ;;
	esac
done
shopt -u nocasematch
: >"$out/terraformrc"
export TF_CLI_CONFIG_FILE=$out/terraformrc CHECKPOINT_DISABLE=1 AWS_EC2_METADATA_DISABLED=true

# Only root may make a network namespace. Another user becomes root of a user
# namespace for it, and then himself again, without root's rights over files.
isolated=(unshare --net sh -c 'ip link set lo up && exec "$@"' sh)
if [ "$(id -u)" != 0 ]; then
	isolated=(unshare --net --map-root-user sh -c 'ip link set lo up && exec "$@"' sh
		unshare --map-user="$(id -u)" --map-group="$(id -g)")
fi
if ! "${isolated[@]}" true 2>/dev/null; then
	echo "The tests can use this machine's network: unshare and ip cannot take it away here."
	isolated=()
fi

failed=0
times=
while [ $# -gt 0 ]; do
	name=$1 dir=. arguments=()
	shift
	if [ "$1" = -C ]; then dir=$2 && shift 2; fi
	while [ $# -gt 0 ] && [ "$1" != -- ]; do arguments+=("$1") && shift; done
	[ $# -eq 0 ] || shift

	printf '\n== %s: go test %s\n' "$name" "${arguments[*]}"
	started=$SECONDS
	(cd "$dir" && ${isolated[@]+"${isolated[@]}"} "$gotestsum" --format pkgname-and-test-fails --format-icons text \
		--format-hide-empty-pkg --hide-summary skipped,failed,errors,output --jsonfile "$out/$name.json" -- "${arguments[@]}") || failed=1
	times+=$(printf '\n%6d s  %s' $((SECONDS - started)) "$name")
done

printf '\nSlowest tests:\n'
cat "$out"/*.json | "$gotestsum" tool slowest --num 10 | sed 's|^github.com/awsbackup/terraform-provider-awsbackup/||'
printf '\nTime of each lane:%s\n' "$times"

event() { sed -n 's/.*"Action":"'"$1"'","Package":"\([^"]*\)","Test":"\([^"]*\)".*/\1.\2/p' "$out"/*.json; }
skipped=$(event skip | grep -vxF -f <(sed -n 's/^\([^#: ]*\): *[^ ].*/\1/p' "$here/skips.txt"))
if [ -n "$skipped" ]; then
	printf '\nSkipped, and not listed in %s/skips.txt:\n%s\n' "${here#"$PWD"/}" "$skipped"
	failed=1
fi
if [ -z "$(event pass | head -n 1)" ]; then
	printf '\nNo test ran.\n'
	failed=1
fi

# The failures of all lanes once more, and the runner's line with the counts.
printf '\n'
"$gotestsum" --format dots --raw-command -- cat "$out"/*.json >"$out/summary" 2>&1
sed -n '/^=== /,$p; /^DONE/p' "$out/summary" >"$out/closing"
awk -v seconds="$SECONDS" '{ if (/^DONE/) sub(/ in [0-9.]+s$/, " in " seconds "s"); print }' "$out/closing"
exit "$failed"
