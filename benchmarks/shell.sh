# What the scripts of the benchmarks share. Sourced, never run. Expects $root, the folder of the checkout.
. "$root/eng/shell.sh"

# The load generator's time must not count as the server's.
need_cores() {
  command -v taskset >/dev/null || fail "taskset is missing; run: apt-get install util-linux"
  [ "$(nproc --all)" -ge 2 ] || fail "two cores are needed: one for the server, one for whatever loads it"
}

# A socket per listener on either side, and some; root may have as many as it likes.
need_files() {
  local wanted=65536
  ulimit -n "$wanted" 2>/dev/null || ulimit -n "$(ulimit -Hn)"
}

# The package brings a service, which runs for itself where services run at all; the benchmarks start a server of their own and leave it alone.
need_murmur() {
  [ -x /usr/sbin/murmurd ] && return
  apt_install mumble-server && [ -x /usr/sbin/murmurd ] && return
  fail "mumble-server is missing and could not be installed; run: apt-get install mumble-server"
}

# As of mumble-server.
need_icecast() {
  [ -x /usr/bin/icecast2 ] && return
  apt_install icecast2 && [ -x /usr/bin/icecast2 ] && return
  fail "icecast2 is missing and could not be installed; run: apt-get install icecast2"
}

build_product() {
  want_libopus
  build_if_needed Silo
  build_if_needed Cli
}

# A benchmark's project below benchmarks/. Quick where nothing has changed.
build_benchmark() {
  local log
  log="$root/artifacts/built/$(basename "$1" .csproj).log"
  mkdir -p "$root/artifacts/built"
  dotnet build "$root/benchmarks/$1" -c "$configuration" -v quiet -nodeReuse:false -p:RunAnalyzers=false >"$log" 2>&1 && return
  grep -E 'error|warning' "$log" | sort -u | head -20 >&2
  fail "benchmarks/$1 does not build; the whole output is in $log"
}
