# What ./run, ./audiorooms and ./test share. Sourced, never run. Expects $root, the folder of the checkout.
# Everything these functions say goes to stderr: stdout belongs to the program that is started.

configuration=Release
framework=net10.0
# How often a build says how far it is.
progress_seconds=5
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

fail() {
  echo "$(basename "$0"): $*" >&2
  exit 1
}

# Runs a command as root: directly, or by sudo if it needs no password. Fails otherwise.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    sudo -n "$@"
  else
    return 1
  fi
}

# Installs Debian packages. The time limits keep a machine without a network from waiting.
apt_install() {
  command -v apt-get >/dev/null || return 1
  echo "installing $* with apt" >&2
  local options=(-qq -o Acquire::Retries=0 -o Acquire::http::Timeout=2 -o Acquire::https::Timeout=2 -o DPkg::Lock::Timeout=60)
  as_root env DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" install -y --no-install-recommends "$@" >/dev/null 2>&1 && return
  as_root apt-get "${options[@]}" update >/dev/null 2>&1 || return 1
  as_root env DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" install -y --no-install-recommends "$@" >/dev/null
}

has_libopus() {
  local found
  found=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null) || true
  [[ $found == *libopus.so.0* ]]
}

# The codec is the reference libopus of the system if it is there or can be installed. Without it the product has a slower one of its own.
want_libopus() {
  [ "${AUDIOROOMS_CODEC:-auto}" = managed ] && return
  has_libopus && return
  apt_install libopus0 && has_libopus && return
  echo "$(basename "$0"): libopus0 is missing and could not be installed, so the slower managed codec is used; to use libopus, run: apt-get install libopus0" >&2
}

need_dotnet() {
  command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing; install it from https://dot.net/download and try again"
}

# Path of a program's assembly: assembly_of Silo -> …/AudioRooms.Silo.dll
assembly_of() {
  echo "$root/src/$1/bin/$configuration/$framework/AudioRooms.$1.dll"
}

stamp_of() {
  echo "$root/artifacts/built/$1"
}

# Whether no source file is newer than the program. (A deleted file alone is not noticed; a checkout touches others too.)
is_built() {
  local stamp newer
  stamp=$(stamp_of "$1")
  [ -f "$stamp" ] && [ -f "$(assembly_of "$1")" ] || return 1
  newer=$(find "$root/src" "$root"/Directory.*.* "$root/global.json" "$root/BannedSymbols.txt" \
    \( -path "$root/src/Web" -o -type d \( -name bin -o -name obj \) \) -prune -o -type f -newer "$stamp" -print -quit)
  [ -z "$newer" ]
}

# Builds the server and the command line, together, if the one that is asked for is not up to date. One build at a time per checkout.
build_if_needed() {
  is_built "$1" && return
  need_dotnet
  mkdir -p "$root/artifacts/built"
  exec 8>"$root/artifacts/built/lock"
  flock 8
  is_built "$1" || build_product
  exec 8>&-
}

build_product() {
  local built="$root/artifacts/built" filter="$root/eng/product.slnf" begun=$SECONDS name
  touch "$built/product.started"
  echo "building the server and the command line (first time, or sources changed)" >&2
  with_progress "restoring packages" "$built/restore.log" dotnet restore "$filter" -v quiet -nodeReuse:false
  # The analyzers speak to developers, in ./test; without them a newcomer waits half as long.
  with_progress "compiling" "$built/product.log" \
    dotnet build "$filter" --no-restore -c "$configuration" -v minimal -nodeReuse:false -p:RunAnalyzers=false
  echo "built in $((SECONDS - begun)) s" >&2
  # As old as the start of the build: what was edited meanwhile is built next time.
  for name in Silo Cli; do
    cp -p "$built/product.started" "$(stamp_of "$name")"
  done
}

page_folder() {
  echo "$root/src/Web/app/dist"
}

# Whether Node.js and npm are here, in a version that the build of the page takes.
has_node() {
  command -v node >/dev/null && command -v npm >/dev/null &&
    node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)'
}

# Whether the page is there and nothing that it is made of is newer.
is_page_built() {
  local stamp newer
  stamp=$(stamp_of Page)
  [ -f "$stamp" ] && [ -f "$(page_folder)/index.html" ] || return 1
  newer=$(find "$root/src/Web" "$root/src/Protocol/Protos" \
    -type d \( -name node_modules -o -name dist -o -name gen -o -name test \) -prune -o -type f -newer "$stamp" -print -quit)
  [ -z "$newer" ]
}

install_page_packages() {
  [ "$root/src/Web/node_modules/.package-lock.json" -nt "$root/src/Web/package-lock.json" ] ||
    npm ci --prefix "$root/src/Web" --ignore-scripts --no-audit --no-fund --loglevel=error
}

build_page() {
  install_page_packages && npm run build --prefix "$root/src/Web"
}

# Builds the page where it can be built. Without it the server shows a landing page, so nothing of this stops the caller.
build_page_if_needed() {
  is_page_built && return
  if ! has_node; then
    echo "no page: Node.js 20.19 or newer with npm is not here, so the server shows a landing page instead" >&2
    return 1
  fi

  mkdir -p "$root/artifacts/built"
  exec 7>"$root/artifacts/built/page.lock"
  flock 7
  if ! is_page_built; then
    touch "$root/artifacts/built/page.started"
    echo "building the page (first time, or sources changed)" >&2
    if (with_progress "building the page" "$root/artifacts/built/page.log" build_page); then
      cp -p "$root/artifacts/built/page.started" "$(stamp_of Page)"
    else
      echo "no page: its build failed, so the server shows a landing page instead" >&2
    fi
  fi
  exec 7>&-
  is_page_built
}

# Runs a command with its output in a file, and says every few seconds how long it takes and how many of the projects are done:
# with_progress WHAT FILE COMMAND…
with_progress() {
  local what=$1 log=$2 begun=$SECONDS all done_projects state=0 told=0
  shift 2
  all=$(grep -c csproj "$root/eng/product.slnf")
  "$@" >"$log" 2>&1 &
  local job=$!
  while kill -0 "$job" 2>/dev/null; do
    if [ $((SECONDS - begun)) -ge $((told + progress_seconds)) ]; then
      told=$((SECONDS - begun))
      done_projects=$(grep -c ' -> ' "$log" || true)
      if [ "$what" = compiling ]; then
        echo "  $what: $done_projects of $all projects, $told s" >&2
      else
        echo "  $what: $told s" >&2
      fi
    fi
    sleep 0.2
  done
  wait "$job" || state=$?
  if [ "$state" != 0 ]; then
    grep -E 'error|warning' "$log" | sort -u | head -20 >&2
    fail "$what failed; the whole output is in $log"
  fi
  echo "  $what took $((SECONDS - begun)) s" >&2
}
