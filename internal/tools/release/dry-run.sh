#!/bin/sh
# Makes a release that nobody sees, and uses it:
#
#   dry-run.sh TERRAFORM
#
# builds the archives of all platforms, signs their sums with a key that is
# thrown away, checks signature, sums, names and contents, builds the archive of
# this machine once more and compares, installs it through a mirror in the file
# system with `terraform init`, runs the demo with it, and reads its version back
# from the lock file and from the requests that AWS got. Where there is a `tofu` on the PATH (or TOFU names one), OpenTofu
# does the same.
#
# What it made stays in dist/. All platforms take half an hour on two cores, the
# first time; QUICK=1 builds that of this machine only.
set -eu

terraform=$1
name=terraform-provider-awsbackup
platforms='darwin_amd64 darwin_arm64
	freebsd_386 freebsd_amd64 freebsd_arm freebsd_arm64
	linux_386 linux_amd64 linux_arm linux_arm64
	windows_386 windows_amd64 windows_arm64'
here=$(go env GOOS)_$(go env GOARCH)
config=.goreleaser.yml

fail() {
	echo "release-dry-run: $*" >&2
	exit 1
}

for needed in gpg sha256sum unzip; do
	command -v "$needed" >/dev/null || fail "$needed is missing; install it first"
done

scratch=$(mktemp -d)
# Short, because the path of its agent's socket is limited.
GNUPGHOME=$(mktemp -d /tmp/gpg.XXXXXX)
export GNUPGHOME
trap 'gpgconf --kill gpg-agent; rm -rf "$scratch" "$GNUPGHOME"' EXIT
trap 'exit 130' INT TERM

echo "== a key to throw away"
gpg --batch --quiet --passphrase '' --quick-generate-key 'Throw-away <nobody@example.com>' rsa2048 sign never
GPG_FINGERPRINT=$(gpg --batch --list-secret-keys --with-colons | awk -F: '$1 == "fpr" { print $10; exit }')
export GPG_FINGERPRINT

# only_here is the configuration without the other platforms.
only_here() {
	sed -e "s/^    goos: .*/    goos: [${here%_*}]/" -e "s/^    goarch: .*/    goarch: [${here#*_}]/" .goreleaser.yml
}

if [ -n "${QUICK:-}" ]; then
	config=$scratch/goreleaser.yml
	only_here >"$config"
	platforms=$here
fi

echo "== the archives"
go tool -modfile=internal/tools/release/go.mod goreleaser release --snapshot --clean --config "$config"

cd dist
sums=$(ls "${name}"_*_SHA256SUMS)
version=${sums#"${name}"_}
version=${version%_SHA256SUMS}

echo "== the signature and the sums of $version"
gpg --batch --verify "$sums.sig" "$sums" 2>/dev/null || fail "the signature does not fit the sums"
# The manifest is in the repository under a name without the version.
cp ../terraform-registry-manifest.json "${name}_${version}_manifest.json"
sha256sum --check --quiet "$sums" || fail "a sum does not fit its file"
for platform in $platforms; do
	zip=${name}_${version}_${platform}.zip
	grep -q "  $zip\$" "$sums" || fail "$zip is missing"
	case $platform in windows_*) exe=.exe ;; *) exe= ;; esac
	unzip -Z1 "$zip" | grep -qx "${name}_v${version}$exe" || fail "$zip does not hold ${name}_v${version}$exe"
	emulator=awsbackup-emulator_${version}_${platform}.zip
	unzip -Z1 "$emulator" | grep -qx "awsbackup-emulator$exe" || fail "$emulator does not hold the emulator"
done
grep -q "  ${name}_${version}_manifest.json\$" "$sums" || fail "the manifest is missing"
[ "$(wc -l <"$sums")" -eq $(($(echo $platforms | wc -w) + 1)) ] || fail "there is more in the release than there should be"

# Terraform and OpenTofu look under the names of their own registries.
for registry in registry.terraform.io registry.opentofu.org; do
	mkdir -p "$scratch/mirror/$registry/awsbackup/awsbackup"
	cp "${name}_${version}_${here}.zip" "$scratch/mirror/$registry/awsbackup/awsbackup/"
done
cd ..

echo "== the same archive once more, for $here"
elsewhere=.
if [ -z "$(git status --porcelain)" ]; then
	elsewhere=$scratch/elsewhere # where nothing of this directory is
	git clone --quiet . "$elsewhere"
fi
{
	only_here
	echo "dist: $scratch/again"
} >"$scratch/again.yml"
(cd "$elsewhere" && go tool -modfile=internal/tools/release/go.mod goreleaser release --snapshot --clean --skip=sign --config "$scratch/again.yml")
cmp "dist/${name}_${version}_${here}.zip" "$scratch/again/${name}_${version}_${here}.zip" || fail "a second build makes another archive"

echo "== installed and used"
.tools/demo -time-scale 300 -mirror "$scratch/mirror" -provider-version "$version" "$terraform"
if tofu=$(command -v "${TOFU:-tofu}"); then
	.tools/demo -time-scale 300 -mirror "$scratch/mirror" -provider-version "$version" "$tofu"
else
	echo "OpenTofu was not found; with TOFU=/path/to/tofu it is tried, too."
fi
echo "The release $version is good; it is in dist/."
