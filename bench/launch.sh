# shellcheck shell=sh
# What the commands in this folder and in spark share: finding Java, and building the folder's module if a source is newer
# than the last build. They set $here to their folder and read this file, then call 'launch SUBCOMMAND ARGUMENTS', which
# runs dev.ghostlane.bench.Bench, or 'prepare', which sets java_home, and run a program of their own.

root=$(dirname -- "$here")
module=$(basename -- "$here")
jar="$here/target/ghostlane-$module-0.1.0-SNAPSHOT.jar"
name=$module/$(basename -- "$0")
# What the build leaves beside the jar.
libraries="$here/target/lib"

# Sets java_home to the JDK whose java command is $1, if that is of version 25.0.3 or later.
consider() {
    [ -x "$1" ] || return 1
    settings=$("$1" -XshowSettings:properties -version 2>&1) || return 1
    version=$(printf '%s\n' "$settings" | sed -n 's/^ *java\.version = \([0-9.]*\).*/\1/p')
    java_home=$(printf '%s\n' "$settings" | sed -n 's/^ *java\.home = //p')
    old_ifs=$IFS
    IFS=.
    # shellcheck disable=SC2086 # the parts of the version
    set -- ${version:-0}
    IFS=$old_ifs
    [ "$1" -gt 25 ] && return 0
    [ "$1" -eq 25 ] || return 1
    [ "${2:-0}" -gt 0 ] || [ "${3:-0}" -ge 3 ]
}

# The JDK of GHOSTLANE_JAVA_HOME, JAVA_HOME or the PATH, or one in the usual places.
find_java() {
    for java in "${GHOSTLANE_JAVA_HOME:+$GHOSTLANE_JAVA_HOME/bin/java}" "${JAVA_HOME:+$JAVA_HOME/bin/java}" \
        "$(command -v java)" \
        /usr/lib/jvm/*/bin/java "${HOME:-}"/.sdkman/candidates/java/*/bin/java \
        /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java; do
        consider "$java" && return
    done
    echo "$name: needs a JDK of version 25.0.3 or later; install one and set JAVA_HOME to its folder" >&2
    exit 1
}

# Succeeds if the build is missing or older than what it is made of.
outdated() {
    [ -f "$jar" ] && [ -e "$libraries" ] || return 0
    sources="$root/pom.xml"
    for source in kernels testdata engine images ghostnetv2 cli "$module"; do
        sources="$sources
$root/$source/pom.xml
$root/$source/src"
    done
    old_ifs=$IFS
    IFS='
'
    # shellcheck disable=SC2086 # a line for each
    changed=$(find $sources -path '*/src/test' -prune -o -type f -newer "$jar" -print | head -n 1)
    IFS=$old_ifs
    [ -n "$changed" ]
}

# Finds Java and builds what has to be built.
prepare() {
    find_java
    if outdated; then
        echo "$name: building" >&2
        JAVA_HOME=$java_home mvn -q -B -f "$root/pom.xml" -pl "$module" -am -Dmaven.test.skip=true \
            -Dformatter.skip=true package >&2 || exit 1
    fi
}

# Runs the program with a subcommand and its arguments, in place of this shell.
launch() {
    prepare
    # Only JMH reads FmaPeak's annotations that say this.
    exec "$java_home/bin/java" -XX:CompileCommand=quiet \
        '-XX:CompileCommand=dontinline,dev.ghostlane.bench.peak.FmaPeak::accumulators*' \
        --add-modules jdk.incubator.vector --sun-misc-unsafe-memory-access=allow \
        --enable-native-access=ALL-UNNAMED "-Dghostlane.bench.home=$root" -cp "$jar:$here/target/lib/*" \
        dev.ghostlane.bench.Bench "$@"
}
